// Someone with a Yjs document, as editors keep it: a fragment of paragraphs with a text in each.
//
// All of a process who are in a room share one, in which each writes under a client id of its own: what has come is
// put into it once and not by everyone, which would be the work of as many machines. So a writer knows what those
// beside it wrote a moment before the server tells. When a token has come, each of them notes for itself.

import { createDecoder, readVarUint, readVarUint8Array } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from "lib0/encoding";
import * as Y from "yjs";

import { Member } from "../member.js";
import { tokensIn } from "../room.js";

export const SYNC = 0;
const STATE_VECTOR = 0, MISSING = 1, UPDATE = 2; // the steps of a sync
const EMPTY = new Uint8Array([0, 0]); // an update
const NOTHING = new Uint8Array([0]); // is what one has
const FIRST_ID = 2 ** 31; // as long as ids are that clients draw by lot

export class YjsClient extends Member {
  #text;

  /** What begins a message of that type. */
  head(type) {
    const encoder = createEncoder();
    writeVarUint(encoder, type);
    return encoder;
  }

  opened() {
    this.#sync(STATE_VECTOR, NOTHING);
  }

  take(message) {
    if (message.step === STATE_VECTOR) this.#sync(MISSING, EMPTY);
    else if (!message.applied) Y.applyUpdate(this.#document, message.update);
    message.applied = true;
    if (message.step === MISSING) this.joined.resolve();
    return message.step === UPDATE;
  }

  text() {
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

  get #document() {
    return (this.room.document ??= new Y.Doc());
  }

  get #fragment() {
    return this.#document.getXmlFragment("default");
  }

  #send(edit) {
    this.#document.clientID = FIRST_ID + (this.writer?.number ?? -1);
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
