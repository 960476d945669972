// A page without a screen: it does with a list of blocks what static/editor/editor.js does with textareas.
import assert from "node:assert/strict";

import { Replica } from "../../../static/editor/replica.js";
import { length, slice, splice, toUnits } from "../../../static/editor/text.js";
import { readSync, swap } from "./frames.js";

/** The blocks in order, with the server's text and what is shown instead of it; nothing where a block is joined. */
class Fields {
  #order = [];
  #fields = new Map();

  base = (block) => this.#fields.get(block)?.base;

  get shown() {
    return this.#order.map((block) => this.#fields.get(block)).filter((field) => field.shown !== undefined);
  }

  show(block, text) {
    const field = this.#fields.get(block);
    if (field) Object.assign(field, { shown: text, length: length(text ?? "") });
  }

  write(block, text) {
    Object.assign(this.#fields.get(block), { base: text });
    this.show(block, text);
  }

  insert(block, above, text) {
    const place = above === null ? 0 : this.#order.indexOf(above) + 1;
    assert.ok(!this.#fields.has(block) && (place || above === null), `${block} cannot stand behind ${above}`);
    this.#order.splice(place, 0, block);
    this.#fields.set(block, { block });
    this.write(block, text);
  }

  remove(block) {
    this.#order.splice(this.#order.indexOf(block), 1);
    this.#fields.delete(block);
  }

  clear() {
    this.#order = [];
    this.#fields.clear();
  }
}

export class Page {
  #fields = new Fields();
  #send;

  constructor(html, client, send) {
    this.replica = new Replica(client, Number(readSync(html).revision), this.#fields.base);
    this.#send = send;
    swap(html, this.#fields);
  }

  /** The text of each block that shows, in order. */
  get texts() {
    return this.#fields.shown.map(({ shown }) => shown);
  }

  /** Delete and type in the texts joined by newlines, of which each may be a border or a character. */
  change(at, count, typed) {
    const fields = this.#fields.shown, joins = [];
    let index = 0, start = at;
    while (start > fields[index].length) start -= fields[index++].length + 1;
    const { block, shown } = fields[index];
    let text = shown;
    while (start + count > length(text)) {
      const below = fields[++index];
      joins.push(["join", below.block, block, length(text)]);
      text += `\n${below.shown}`;
      this.#fields.show(below.block, undefined);
    }
    const head = slice(text, 0, start) + typed, now = head + slice(text, start + count);
    this.#fields.show(block, now);
    this.replica.add(...joins, ...splice(block, text, now, head.length));
    this.#sendNext();
  }

  receive(html) {
    const { revision, changes, settled, refused } = readSync(html), news = JSON.parse(changes);
    assert.equal(refused, undefined);
    const old = Object.fromEntries(this.#pending.map((block) => [block, this.#fields.base(block)]));
    swap(html, this.#fields);
    if (settled) this.replica.reset(Number(revision), Number(settled), (block) => old[block]);
    assert.ok(settled || !(news[0]?.rev > this.replica.revision + 1), "a gap");
    this.replica.receive(news, () => {});
    this.#refresh(...Object.keys(old));
    this.#sendNext();
  }

  get #pending() {
    return this.replica.pending.flatMap(([kind, block, x]) => (kind === "join" ? [block, x] : block));
  }

  #refresh(...blocks) {
    for (const block of new Set([...blocks, ...this.#pending])) this.#fields.show(block, this.replica.text(block));
  }

  #sendNext() {
    const edit = this.replica.edit();
    if (edit) this.#send(edit);
  }
}
