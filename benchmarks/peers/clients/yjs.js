// Someone with a Yjs document, as editors keep it: a fragment of paragraphs with a text in each.
//
// All of a process who are in a room share one: what the server tells is put into it once and not by everyone, which
// would be the work of as many machines. So nobody writes into it. A writer makes the update that a document of its
// own would have made: its text stands behind its last character and before what is known to be on the right of that.

import { readVarUint, readVarUint8Array } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from "lib0/encoding";
import * as Y from "yjs";

import { Member } from "../member.js";
import { tokensIn } from "../room.js";

export const SYNC = 0;
const STATE_VECTOR = 0, MISSING = 1, UPDATE = 2; // the steps of a sync
const NOTHING = new Uint8Array([0]), EMPTY = new Uint8Array([0, 0]); // a state vector and an update
const FIRST_ID = 2 ** 31; // as long as the ids that clients draw by lot

export class YjsClient extends Member {
  #clock = 0; // characters that were written
  #deleted = 0; // of them, the first ones
  #left; // ids of what was on either side when one wrote last
  #right = null;

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

  fill(texts) {
    const document = new Y.Doc();
    document.getXmlFragment("default").insert(0, texts.map(paragraph));
    this.#sync(UPDATE, Y.encodeStateAsUpdate(document));
  }

  edit(last, inserted, old) {
    const client = FIRST_ID + this.writer.number;
    this.#look(client);
    const id = Y.createID(client, this.#clock);
    const item = new Y.Item(id, null, this.#left, null, this.#right, null, null, new Y.ContentString(inserted));
    this.#sync(UPDATE, update(item, this.#deleted, old.join("").length));
    this.#deleted += old.join("").length;
    this.#clock += inserted.length;
  }

  /** Between what one writes now, as far as that has been told. */
  #look(client) {
    const { store } = this.#document;
    if (this.#clock) this.#left = Y.createID(client, this.#clock - 1);
    else this.#left = end(this.#document.getXmlFragment("default").get(this.writer.block).get(0));
    if (Y.getState(store, this.#left.client) > this.#left.clock) this.#right = Y.getItem(store, this.#left).right?.id ?? null;
  }

  get #document() {
    return (this.room.document ??= new Y.Doc());
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

/** Inserts the item, and deletes so many characters of the same client from that one on. */
function update(item, first, count) {
  const encoder = new Y.UpdateEncoderV1();
  const number = (value) => writeVarUint(encoder.restEncoder, value);
  const { client, clock } = item.id;
  for (const value of [1, 1, client, clock]) number(value); // one client, with one item
  item.write(encoder, 0);
  for (const value of count ? [1, client, 1, first, count] : [0]) number(value); // one client, with one range
  return encoder.toUint8Array();
}

function paragraph(text) {
  const element = new Y.XmlElement("paragraph");
  element.insert(0, [new Y.XmlText(text)]);
  return element;
}

/** The id of a text's last character. */
function end(text) {
  let item = text._start;
  while (item.right) item = item.right;
  return item.lastId;
}
