// Someone who writes on a page, over a line that breaks.
import { setTimeout as sleep } from "node:timers/promises";

import { readSync } from "../browser/frames.js";
import { Page } from "../browser/page.js";
import { Random } from "../browser/random.js";
import { Connection } from "./connection.js";
import { Hand } from "./hand.js";

export class Writer {
  refusals = []; // a code for each
  refused = []; // characters that were not typed after all
  closed = []; // why connections were
  #socket;
  #writes = true;

  constructor(number, seed, socket, html) {
    this.client = `writer-${number}`;
    this.#socket = socket;
    this.page = new Page(html, this.client, (edit) => this.connection.send(edit));
    this.page.connected = false;
    this.hand = new Hand(number, this.page, new Random(seed, number));
    this.connection = new Connection(this, new Random(seed, 1000 + number));
  }

  get address() {
    return `${this.#socket}?client=${this.client}&since=${this.page.replica.revision}`;
  }

  /** Until told to stop. */
  async write() {
    while (this.#writes) await sleep(this.hand.stroke());
  }

  stop() {
    this.#writes = false;
  }

  /** Says what is missing until this page has come to that revision and everything done by now is answered. */
  expects(revision) {
    const { replica } = this.page, last = replica.seq + (replica.waiting.length ? 1 : 0);
    return () => {
      const { seq, busy } = replica;
      if (!this.page.connected) return `${this.client} has no connection`;
      if (replica.revision < revision) return `${this.client} is at revision ${replica.revision} and not ${revision}`;
      if (seq < last || (seq === last && busy)) return `${this.client} waits for the answer to edit ${seq}`;
    };
  }

  report() {
    const { client, refusals, refused, closed } = this, { replica, texts } = this.page;
    const { strokes, typed, deleted } = this.hand, { revision, seq: edits } = replica;
    return { client, revision, texts, strokes, edits, typed, deleted, refusals, refused, closed };
  }

  // What the connection tells

  onOpen() {
    this.page.connected = true;
    this.page.send(true);
  }

  onClose(why) {
    this.page.connected = false;
    this.closed.push(why);
  }

  onFrame(html) {
    const { refused } = readSync(html), before = refused && this.#own();
    if (!this.page.receive(html)) this.connection.reconnect("gap");
    if (refused) this.#takeBack(JSON.parse(refused).code, before);
  }

  /** What a refused edit had typed is gone, and what it had deleted is back. */
  #takeBack(code, before) {
    const after = this.#own();
    this.refusals.push(code);
    this.refused.push(...before.difference(after));
    const back = after.difference(before);
    this.hand.deleted = this.hand.deleted.filter((point) => !back.has(point));
  }

  #own() {
    return new Set([...this.page.texts.join("")].filter((point) => this.hand.isOwn(point)));
  }
}
