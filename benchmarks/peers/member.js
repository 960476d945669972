// Someone who is in a room, notes what comes and when, and types by the clock if it is a writer.
//
// How to talk to a server is what its subclasses know: `address`, `opened`, `fill`, `edit`, which inserts a text behind
// one's last token and deletes one's old tokens, a static `parse`, which makes of a message an object with the `tokens`
// that it brings, and `take`, which says whether they are news.

import { setTimeout as sleep } from "node:timers/promises";

import { now, patiently } from "./clock.js";
import { WebSocket } from "./websocket.js";

const KEPT = 8; // tokens, behind which one goes on; what is older is deleted, so that the document does not grow

export class Member extends WebSocket {
  messages = []; // that brought tokens
  times = []; // of them
  tokens = 0; // of others, in them
  sent = new Map(); // when each token was typed
  late = 0; // tokens that had to wait for the answer to what was sent before
  busy = false; // as long as an edit has to be answered before the next one
  joined = signal();
  answered = signal(); // for whoever fills the document
  #shown = [];
  #waiting = [];

  /** `writer` has its number and its block; a reader has none. */
  constructor(room, writer) {
    super();
    this.room = room;
    this.writer = writer;
  }

  async join(server) {
    await this.open(this.address(server));
    this.opened();
    await patiently(this.joined.promise);
  }

  received(payload) {
    const time = now();
    const message = this.room.read(payload, this.constructor.parse);
    if (!this.take(message) || !message.tokens.length) return;
    this.messages.push(message);
    this.times.push(time);
    for (const token of message.tokens) this.tokens += !this.sent.has(token);
  }

  /** Type so many tokens, with as many seconds between them. */
  async write(first, pause, strokes) {
    for (let number = 0; number < strokes; number++) {
      await sleep(Math.max(0, 1000 * (first + number * pause - now())));
      const token = `⟨${this.writer.number}:${number}⟩`;
      this.sent.set(token, now());
      this.late += this.busy;
      this.#waiting.push(token);
      this.sendWaiting();
    }
  }

  get idle() {
    return !this.busy && !this.#waiting.length;
  }

  sendWaiting() {
    if (this.busy || !this.#waiting.length) return;
    const last = this.#shown.at(-1) ?? "";
    const old = this.#shown.length >= KEPT ? this.#shown.splice(0) : [];
    const typed = this.#waiting.splice(0);
    this.#shown.push(...typed);
    this.edit(last, typed.join(""), old);
  }
}

function signal() {
  const made = {};
  made.promise = new Promise((resolve) => { made.resolve = resolve; });
  return made;
}
