// Someone with a Yjs document, as editors keep it: a fragment of paragraphs with a text in each.
//
// A writer has a document of its own, and puts into it what has come since its last edit before it makes the next one.
// A reader, whose work would be that of another machine, has none.

import { createDecoder, readVarUint, readVarUint8Array } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from "lib0/encoding";
import * as Y from "yjs";

import { Member } from "../member.js";
import { tokensIn } from "../room.js";

export const SYNC = 0;
const STATE_VECTOR = 0, MISSING = 1, UPDATE = 2; // the steps of a sync
const EMPTY = new Uint8Array([0, 0]); // an update

export class YjsClient extends Member {
  #document = new Y.Doc();
  #received = []; // updates
  #text;

  /** What begins a message of that type. */
  head(type) {
    const encoder = createEncoder();
    writeVarUint(encoder, type);
    return encoder;
  }

  opened() {
    this.#sync(STATE_VECTOR, Y.encodeStateVector(this.#document));
  }

  take({ step, update }) {
    if (step === STATE_VECTOR) this.#sync(MISSING, EMPTY);
    else if (this.writer) this.#received.push(update);
    if (step === MISSING) this.joined.resolve();
    return step === UPDATE;
  }

  text() {
    this.#document.transact(() => {
      for (const update of this.#received.splice(0)) Y.applyUpdate(this.#document, update);
    });
    this.#text ??= this.#fragment.get(this.writer.block).get(0);
    return this.#text.toString();
  }

  edit({ at, inserted, deleted }) {
    this.#send(() => {
      this.#text.insert(at, inserted);
      for (const { at, old } of deleted) this.#text.delete(at, old.length);
    });
  }

  fill(texts) {
    this.#send(() => this.#fragment.insert(0, texts.map(paragraph)));
  }

  get #fragment() {
    return this.#document.getXmlFragment("default");
  }

  #send(edit) {
    this.#document.once("update", (update) => this.#sync(UPDATE, update));
    this.#document.transact(edit);
  }

  #sync(step, content) {
    const encoder = this.head(SYNC);
    writeVarUint(encoder, step);
    writeVarUint8Array(encoder, content);
    this.send(toUint8Array(encoder));
  }
}

/** A message of a sync, without its type. */
export function parseSync(decoder) {
  const step = readVarUint(decoder);
  const update = readVarUint8Array(decoder).slice();
  return { step, update, tokens: step === UPDATE ? tokensIn(Buffer.from(update).toString()) : [] };
}

function paragraph(text) {
  const element = new Y.XmlElement("paragraph");
  element.insert(0, [new Y.XmlText(text)]);
  return element;
}
