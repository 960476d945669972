// Someone who writes on a page, over a line that breaks; on another page after that one has died.
import { setTimeout as sleep } from "node:timers/promises";

import { readSync } from "../browser/frames.js";
import { Page } from "../browser/page.js";
import { Random } from "../browser/random.js";
import { stored } from "./browser.js";
import { Connection } from "./connection.js";
import { Hand } from "./hand.js";

const MOMENT = 50; // ms

export class Writer {
  edits = 0;
  refusals = []; // a code for each
  refused = []; // characters that were not typed after all
  opened = []; // connections: a socket, or by requests
  closed = []; // why they were
  #dead = []; // pages
  #socket;
  #writes = true;

  constructor(number, seed, socket) {
    this.name = `writer-${number}`;
    this.#socket = socket;
    this.hand = new Hand(number, new Random(seed, number));
  }

  /** Open a page, as often as the one before has died. */
  async open() {
    const html = await load();
    this.client = `${this.name}-${this.#dead.length}`;
    const { keep, recover } = await import(`../../../static/editor/unsent.js?${this.client}`); // one for each page
    this.page = this.hand.page = new Page(html, this.client, (edit) => this.connection.send(edit), keep);
    this.page.connected = false;
    recover(this.client, (notice) => {
      if (notice) throw new Error(`what a page of ${this.name} left behind was refused: ${notice}`);
    });
    this.connection = await Connection.open(this, this.#socket);
  }

  /** The page ends without being asked, in the middle of whatever it does, and another one is opened. */
  async die() {
    this.connection.end();
    this.hand.page = undefined;
    this.edits += this.page.seq;
    this.#dead.push(this.client);
    navigator.locks.release(this.client);
    await this.open();
  }

  get query() {
    return `client=${this.client}&since=${this.page.replica.revision()}`;
  }

  /** Until told to stop. */
  async write() {
    while (this.#writes) await sleep(this.hand.page ? this.hand.stroke() : MOMENT);
  }

  stop() {
    this.#writes = false;
  }

  /** Says what is missing until this page has come to that revision and everything done by now is answered. */
  expects(revision) {
    const { page } = this, last = page.seq + (page.replica.left()?.waiting.length ? 1 : 0);
    return () => {
      const { seq } = page, now = page.replica.revision(), left = this.#dead.find((client) => stored.has(client));
      if (left) return `what ${left} left behind is not stored yet`;
      if (!this.page.connected) return `${this.client} has no connection`;
      if (now < revision) return `${this.client} is at revision ${now} and not ${revision}`;
      if (seq < last || (seq === last && page.replica.left()?.busy)) return `${this.client} waits for the answer to edit ${seq}`;
    };
  }

  report() {
    const { client, refusals, refused, opened, closed } = this, { replica, texts, seq } = this.page;
    const { strokes, typed, deleted } = this.hand, revision = replica.revision(), edits = this.edits + seq;
    return { client, revision, texts, strokes, edits, typed, deleted, refusals, refused, opened, closed };
  }

  // What the connection tells

  onOpen(way) {
    this.opened.push(way);
    this.page.connected = true;
    this.page.send(true);
  }

  onClose(why) {
    this.page.connected = false;
    this.closed.push(why);
  }

  onFrame(html) {
    const { refused } = readSync(html), before = refused && this.#own();
    if (!this.page.receive(html)) this.connection.giveUp();
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

/** The page, from whichever server answers. */
const load = async () => {
  for (;;) {
    const answer = await fetch("").catch(() => undefined);
    if (answer?.ok) return answer.text();
    await sleep(MOMENT);
  }
};
