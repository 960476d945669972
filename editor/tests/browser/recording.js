// Recorded editing, in which every character has a number: what people saw and did, whatever else came between.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const PRIVATE = 0xf0000; // planes 15 and 16

export class Recording {
  constructor(path) {
    const { endContent, startContent = "", numAgents = 1, txns } = JSON.parse(gunzipSync(readFileSync(path)));
    if (startContent) throw new Error("a recording that does not begin with nothing");
    this.text = endContent;
    this.people = numAgents;
    this.strokes = [...strokes(txns, numAgents)];
    this.characters = new Characters(numAgents > 1);
  }
}

/** Each patch with who made it, and `knows`: how many patches of each person that one had seen. */
function* strokes(transactions, people) {
  const counts = Array(people).fill(0), known = [];
  for (const [number, { agent: person = 0, parents, patches }] of transactions.entries()) {
    const before = parents ?? (number ? [number - 1] : []);
    const knows = counts.map((_, other) => Math.max(0, ...before.map((parent) => known[parent][other])));
    for (const [at, count, typed] of patches) yield { person, knows, at, count, typed };
    counts[person] += patches.length;
    known.push(knows.with(person, counts[person]));
  }
}

/** Every character that was ever typed, by its number, in the order of the text; none is ever taken out. */
class Characters {
  #meant = [];
  #before = [];
  #after = [];
  #first;

  /** `disguised`: written as code points of their own, so that no two are alike. Newlines stay what they are. */
  constructor(disguised) {
    this.disguised = disguised;
  }

  /** The numbers of new characters that follow the one of that number (undefined: at the front). */
  add(left, text) {
    return [...text].map((character) => {
      const number = this.#meant.push(character) - 1, right = this.after(left);
      [this.#before[number], this.#after[number]] = [left, right];
      if (left === undefined) this.#first = number;
      else this.#after[left] = number;
      if (right !== undefined) this.#before[right] = number;
      return (left = number);
    });
  }

  before(number) {
    return this.#before[number];
  }

  after(number) {
    return number === undefined ? this.#first : this.#after[number];
  }

  written(number) {
    const character = this.#meant[number];
    return this.disguised && character !== "\n" ? String.fromCodePoint(PRIVATE + number) : character;
  }

  meant(text) {
    return text.replace(/[\u{f0000}-\u{10ffff}]/gu, (letter) => this.#meant[letter.codePointAt() - PRIVATE]);
  }
}

/** The characters that someone sees, by their numbers. */
export class View {
  numbers = [];
  #seen = new Set();
  #known = new Set();

  constructor(characters) {
    this.characters = characters;
  }

  get text() {
    return this.numbers.map((number) => this.characters.written(number)).join("");
  }

  /** Do a stroke. The places of what it takes out, if that is still there; the place of what it puts in, if any. */
  change({ takes, puts }) {
    const here = takes.filter((number) => this.#seen.delete(number));
    const places = here.map((number) => this.numbers.indexOf(number));
    for (const at of places.toSorted((a, b) => b - a)) this.numbers.splice(at, 1);
    return { places, place: puts.length ? this.#put(puts) : undefined };
  }

  /** Whether there is something unknown between the characters that one sees next to each other behind that number. */
  hidesSomethingBehind(number) {
    const { characters } = this;
    let next = characters.after(this.#lastSeen(number));
    while (next !== undefined && this.#known.has(next) && !this.#seen.has(next)) next = characters.after(next);
    return next !== undefined && !this.#known.has(next);
  }

  #put(numbers) {
    const left = this.#lastSeen(this.characters.before(numbers[0]));
    const at = left === undefined ? 0 : this.numbers.lastIndexOf(left) + 1;
    this.numbers.splice(at, 0, ...numbers);
    for (const number of numbers) this.#seen.add(number) && this.#known.add(number);
    return at;
  }

  /** That character, or the last one before it that shows. */
  #lastSeen(number) {
    while (number !== undefined && !this.#seen.has(number)) number = this.characters.before(number);
    return number;
  }
}

/** Tells where long texts differ. */
export const expectSame = (text, expected, whose) => {
  if (text === expected) return;
  const is = [...text], should = [...expected], at = should.findIndex((character, index) => character !== is[index]);
  const around = (points) => JSON.stringify(points.slice(Math.max(at - 20, 0), at + 20).join(""));
  throw new Error(`${whose}: at ${at} of ${should.length} characters, ${around(is)} instead of ${around(should)}`);
};
