// A recorded person who types once more, on a page that may be ahead of what they saw at the time.
import assert from "node:assert/strict";

import { readSync } from "./frames.js";
import { Line } from "./line.js";
import { Page } from "./page.js";
import { View, expectSame } from "./recording.js";

export class Author {
  strokes = []; // what each of them puts into the text and takes out of it, as numbers of characters
  edits = [0]; // how many strokes went with the edit of that number and all before it
  early = 0; // frames shown that had something the person had not seen at the time

  /** Opens a page and its socket; `authors` is everyone, this person too as soon as there. */
  static async arrive(number, address, characters, authors) {
    const answer = await fetch(address.replace(/^ws/, "http").replace("/ws/editor/", "/document/"));
    const html = await answer.text(), client = `author-${number}`;
    const line = new Line(`${address}?client=${client}&since=${readSync(html).revision}`);
    await line.front();
    return new Author(number, client, html, line, characters, authors);
  }

  constructor(number, client, html, line, characters, authors) {
    Object.assign(this, { number, client, line, characters, authors });
    this.page = new Page(html, client, (edit) => {
      this.edits[edit.seq] = this.strokes.length;
      line.send(edit);
    });
    this.recorded = new Memory(characters);
    this.shown = new Memory(characters);
  }

  get sent() {
    return this.edits.at(-1);
  }

  get waiting() {
    return this.strokes.length - this.sent;
  }

  /** What the recorded person has seen by now. */
  remember(knows) {
    for (const other of this.others) this.recorded.learn(other, knows[other.number]);
  }

  /**
   * Whether others have typed, unseen, right where the stroke types. If so, one of them has just deleted a character
   * that stood in between, and which text comes first is decided by who is accepted first. The recording has one such
   * place, and the order there is as if this person had seen what others typed.
   */
  isBesideOthers({ at, typed }) {
    return typed !== "" && this.shown.view.hidesSomethingBehind(this.recorded.view.numbers[at - 1]);
  }

  /** Type where the recorded person did, which is found on the page by the characters. */
  type({ at, count, typed }) {
    const { numbers } = this.recorded.view;
    const stroke = { takes: numbers.slice(at, at + count), puts: this.characters.add(numbers[at - 1], typed) };
    this.strokes.push(stroke);
    this.recorded.view.change(stroke);
    const { places, place } = this.shown.view.change(stroke);
    const [first = place] = places;
    assert.ok(places.every((other, index) => other === first + index), "others' characters within a deletion");
    if (first === undefined) return; // the others took it out already
    assert.ok(place === undefined || place === first);
    this.page.change(first, places.length, stroke.puts.map((number) => this.characters.written(number)).join(""));
  }

  /** Whether the next frame has nothing new to someone who knows so many strokes of each person. */
  async isNextKnownTo(knows) {
    return this.#news(await this.line.front()).every(([other, strokes]) => strokes <= knows[other.number]);
  }

  async receive(knows) {
    if (!(await this.isNextKnownTo(knows))) this.early++;
    const html = await this.line.next();
    const news = this.#news(html);
    for (const [other, strokes] of news) this.shown.learn(other, strokes);
    assert.ok(this.page.receive(html) && !readSync(html).refused, "a gap, or a refusal");
    if (news.length) expectSame(this.page.texts.join("\n"), this.shown.view.text, `the page of ${this.client}`);
  }

  /** Wait for the answer to all that is sent, and go. */
  async leave(knows) {
    while (this.page.replica.left()) await this.receive(knows);
    this.line.close();
  }

  get others() {
    return this.authors.filter((other) => other !== this);
  }

  #news(html) {
    const changes = JSON.parse(readSync(html).changes);
    return this.others.flatMap((other) =>
      changes.filter(({ by }) => by === other.client).map(({ seq }) => [other, other.edits[seq]]),
    );
  }
}

/** A view, and how many of each other person's strokes are in it. */
class Memory {
  #strokes = new Map();

  constructor(characters) {
    this.view = new View(characters);
  }

  has(other) {
    return this.#strokes.get(other) ?? 0;
  }

  learn(other, strokes) {
    for (const stroke of other.strokes.slice(this.has(other), strokes)) this.view.change(stroke);
    this.#strokes.set(other, Math.max(strokes, this.has(other)));
  }
}
