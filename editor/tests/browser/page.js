// A page without a screen: it does with a list of blocks what static/editor/editor.js does with textareas.
import assert from "node:assert/strict";

import { replicaOf } from "../../../static/editor/replica.js";
import { length, slice, splice } from "../../../static/editor/text.js";
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

  /** A block that is there already is moved, for a frame may come twice. */
  insert(block, above, text) {
    this.remove(block);
    const place = above === null ? 0 : this.#order.indexOf(above) + 1;
    assert.ok(place || above === null, `${block} cannot stand behind ${above}`);
    this.#order.splice(place, 0, block);
    this.#fields.set(block, { block });
    this.write(block, text);
  }

  remove(block) {
    this.#order = this.#order.filter((other) => other !== block);
    this.#fields.delete(block);
  }

  clear() {
    this.#order = [];
    this.#fields.clear();
  }
}

export class Page {
  connected = true;
  seq = 0; // of the last message
  #fields = new Fields();
  #send;
  #keep;

  constructor(html, client, send, keep = () => {}) {
    this.replica = replicaOf(client, Number(readSync(html).revision), this.#fields.base);
    this.#send = send;
    this.#keep = () => keep(client, this.replica.left());
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
    [...joins, ...splice(block, text, now, head.length)].forEach(this.replica.add);
    this.send();
  }

  /** Take in a frame, and nothing of one that is older than the page. Returns false if the page has missed some. */
  receive(html) {
    const goesOn = this.replica.goesOn(html);
    if (!goesOn) return goesOn === undefined;
    const old = this.replica.bases();
    swap(html, this.#fields);
    if (this.replica.take(readSync(html), old) === false) return false;
    this.#refresh(...Object.keys(old));
    this.send();
    return true;
  }

  /** Send what waits, if nothing is under way; `again` what is. */
  send(again) {
    const edit = this.connected && this.replica.edit(again);
    if (edit) this.seq = edit.seq;
    if (edit) this.#send(edit);
    this.#keep();
  }

  #refresh(...blocks) {
    for (const block of new Set([...blocks, ...Object.keys(this.replica.bases())])) this.#fields.show(block, this.replica.text(block));
  }
}
