// Someone who writes: a page without a screen, with a caret, and a line to the server that is slow and may break.
import assert from "node:assert/strict";

import { replicaOf } from "../../../static/editor/replica.js";
import { length, splice, toUnits } from "../../../static/editor/text.js";
import { follow } from "../../../static/editor/transform.js";
import { Document } from "./document.js";

export class Person {
  words = [[]];
  deleted = [];
  connection;

  constructor(number, blocks, random) {
    this.client = `client-${number}`;
    this.random = random;
    this.document = new Document(blocks);
    this.replica = replicaOf(this.client, 0, this.document.of);
    this.caret = [blocks[0][0], 0];
    this.next = number ? 0xf0000 + 0x1000 * number : 0xe000; // letters of one's own, beyond 16 bits or not
  }

  get blocks() {
    return this.document.blocks.map(([block]) => block).filter((block) => this.replica.text(block) !== undefined);
  }

  get text() {
    return this.blocks.map((block) => this.replica.text(block)).join("\n");
  }

  // What people do

  write() {
    const letter = String.fromCodePoint(this.next++);
    this.words.at(-1).push(letter);
    this.#put(letter);
  }

  pressEnter() {
    this.#put("\n");
  }

  pressBackspace() {
    const [block, at] = this.caret;
    if (at) this.#erase(block, at - 1, 1);
    else this.#joinToTheBlockAbove(block);
  }

  deleteSome() {
    const [block, at] = this.caret, most = length(this.replica.text(block)) - at;
    if (most) this.#erase(block, at, 1 + this.random.below(Math.min(most, 5)));
  }

  goElsewhere() {
    const block = this.random.of(this.blocks);
    this.caret = [block, this.random.below(length(this.replica.text(block)) + 1)];
    this.words.push([]);
  }

  #put(typed) {
    const [block, at] = this.caret, points = [...this.replica.text(block)];
    this.#becomes(block, points.toSpliced(at, 0, typed).join(""), at + 1);
  }

  #erase(block, at, count) {
    const points = [...this.replica.text(block)];
    this.deleted.push(...points.slice(at, at + count));
    this.#becomes(block, points.toSpliced(at, count).join(""), at);
  }

  #becomes(block, now, caret) {
    this.#act(...splice(block, this.replica.text(block), now, toUnits(now, caret)));
    assert.equal(this.replica.text(block), now);
    this.caret = [block, caret];
  }

  #joinToTheBlockAbove(block) {
    const above = this.blocks[this.blocks.indexOf(block) - 1];
    if (above === undefined) return;
    const end = length(this.replica.text(above));
    this.#act(["join", block, above, end], ["del", above, end, 1]);
    this.caret = [above, end];
  }

  // What the page does

  connect(server) {
    this.connection = { client: this.client, since: this.replica.revision(), up: [], down: [] };
    server.join(this.connection);
    this.#send(true);
  }

  disconnect(server) {
    server.leave(this.connection);
    this.connection = undefined;
  }

  receive(changes) {
    assert.ok(!(changes[0]?.rev > this.replica.revision() + 1), "a gap");
    const news = changes.filter(({ rev }) => rev > this.replica.revision());
    this.document.apply(news.flatMap(({ ops, then }) => [...ops, ...then]));
    this.replica.take({ changes: JSON.stringify(changes) }, {}, (op, others) => (this.caret = follow(this.caret, op, others)));
    this.#looksRight();
    this.#send();
  }

  #act(...ops) {
    ops.forEach(this.replica.add);
    this.#send();
  }

  #send(again) {
    const edit = this.connection && this.replica.edit(again);
    if (edit) this.connection.up.push(structuredClone(edit));
  }

  #looksRight() {
    const shown = new Document(this.document.blocks).apply(this.replica.pending());
    assert.equal(this.text, shown.text);
    const [block, at] = this.caret;
    assert.ok(this.blocks.includes(block) && at <= length(this.replica.text(block)), "the caret left the text");
  }
}
