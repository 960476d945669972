// Someone with a document of the type json0, a list of strings. One edit is under way; what others did meanwhile
// changes it here as it does at the server.
//
// The text at each revision is made once for all in the room.

import json0 from "ot-json0";

import { Member } from "../member.js";
import { plan } from "../plan.js";
import { tokensIn } from "../room.js";

const { type } = json0;
const COLLECTION = "documents";

export class Client extends Member {
  #version;
  #seq = 0;
  #own = null; // operation that is under way

  static parse(payload) {
    const message = JSON.parse(payload);
    const inserted = (message.op ?? []).map((component) => component.si ?? "");
    return { ...message, tokens: tokensIn(inserted.join("")) };
  }

  address(server) {
    return server;
  }

  opened() {
    this.#tell({ a: "hs", protocol: 1, protocolMinor: 2, id: null });
  }

  take(message) {
    if (message.error) return this.#refused();
    if (message.a === "hs") this.#tell({ a: "s", v: null });
    if (message.a === "s") this.#subscribed(message.data);
    if (message.a !== "op") return false;
    return message.op ? this.#heard(message) : this.#acknowledged(message);
  }

  edit(last, inserted, old) {
    const { block } = this.writer;
    const { at, deleted } = plan(this.#states.get(this.#version)[block], last, inserted, old);
    this.#own = [{ p: [block, at], si: inserted }, ...deleted.map(({ at, old }) => ({ p: [block, at], sd: old }))];
    this.#submit({ op: this.#own });
  }

  fill(texts) {
    this.#submit({ create: { type: type.uri, data: texts } });
  }

  get #states() {
    return (this.room.states ??= new Map());
  }

  #subscribed({ v, data }) {
    this.#version = v;
    if (data && !this.#states.has(v)) this.#states.set(v, data.slice(0, this.room.blocks + 1));
    this.joined.resolve();
  }

  #heard({ v, op }) {
    if (v < this.#version) return false; // the server tells what one may have missed, and this one has not
    if (this.#own) this.#own = type.transform(this.#own, op, "left");
    this.#advance(v, op);
    return true;
  }

  #acknowledged({ v }) {
    if (this.#own) this.#advance(v, this.#own);
    this.#own = null;
    this.busy = false;
    this.answered.resolve();
    this.sendWaiting();
    return false;
  }

  #refused() {
    this.room.refusals++;
    this.busy = false;
    return false;
  }

  #advance(v, op) {
    if (v !== this.#version) throw new Error(`revision ${v} came at ${this.#version}`);
    this.#version = v + 1;
    if (!this.#states.has(v + 1)) this.#states.set(v + 1, type.apply([...this.#states.get(v)], op));
  }

  #submit(what) {
    this.busy = true;
    this.#tell({ a: "op", v: this.#version, seq: ++this.#seq, x: {}, ...what });
  }

  #tell(message) {
    this.send(JSON.stringify({ ...message, c: COLLECTION, d: this.room.name }));
  }
}
