// What someone does on a page: types characters that nobody else has, and deletes some of them again.
import assert from "node:assert/strict";

const RANGE = 0x8000; // characters of one's own; those of the first hand have one UTF-16 unit, all others have two
const STROKES = [...Array(12).fill("write"), ..."erase erase erase pressEnter joinBlocks goElsewhere rest".split(" ")];
const PAUSE = 200; // ms at most after a stroke, and ten times that for a rest

export class Hand {
  strokes = 0;
  typed = [];
  deleted = [];
  #last; // character typed: the caret stands behind it

  /** `page` is to be set; it may be another one later, or none for a while. */
  constructor(number, random) {
    this.random = random;
    this.first = number ? 0x20000 + RANGE * number : 0x5000;
  }

  /** Do the next thing. What it is, and after how many ms the one after it follows, is up to the randomness alone. */
  stroke() {
    const stroke = this.random.of(STROKES), place = this.random.below(2 ** 16) / 2 ** 16;
    const most = 1 + this.random.below(5), pause = this.random.below(PAUSE);
    this[stroke]([...this.page.texts.join("\n")], place, most);
    this.strokes++;
    return stroke === "rest" ? 10 * pause : pause;
  }

  // Each in a text of code points, of which `place`, from 0 to 1, is somewhere

  write(text, place) {
    const point = String.fromCodePoint(this.first + this.typed.length), at = this.#caret(text, place);
    assert.ok(this.typed.push(point) <= RANGE, "there are no more characters of one's own");
    this.#last = point;
    this.page.change(at, 0, point);
  }

  erase(text, place, most) {
    const own = [...text.keys()].filter((at) => this.isOwn(text[at])), at = pick(own, place);
    if (at === undefined) return;
    const run = text.slice(at, at + most), end = run.findIndex((point) => !this.isOwn(point));
    const erased = end < 0 ? run : run.slice(0, end);
    this.deleted.push(...erased);
    this.page.change(at, erased.length, "");
  }

  pressEnter(text, place) {
    this.page.change(this.#caret(text, place), 0, "\n");
  }

  joinBlocks(text, place) {
    const newline = pick([...text.keys()].filter((at) => text[at] === "\n"), place);
    if (newline !== undefined) this.page.change(newline, 1, "");
  }

  goElsewhere(text, place) {
    this.#last = pick(text, place);
  }

  rest() {}

  isOwn(point) {
    const number = point.codePointAt(0) - this.first;
    return number >= 0 && number < RANGE;
  }

  #caret(text, place) {
    return text.indexOf(this.#last) + 1 || Math.floor(place * (text.length + 1));
  }
}

const pick = (list, place) => list[Math.floor(place * list.length)];
