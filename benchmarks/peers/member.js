// Someone who is in a room, notes what comes and when, and types by the clock if it is a writer.
//
// How to talk to a server is what its subclasses know: `address`, `opened`, `take`, `text`, `edit`, `fill` and a static
// `parse`, which makes of a message an object with the `tokens` that it brings.

import { setTimeout as sleep } from "node:timers/promises";

import { now } from "./clock.js";
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
    await this.joined.promise;
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
    this.edit(plan(this.text(), this.#shown, this.#waiting.splice(0)));
  }
}

/** Where to insert what is typed, and what to delete then, each row of tokens with its length, the last one first. */
function plan(text, shown, typed) {
  const last = shown.at(-1);
  const at = last ? find(text, last) + last.length : text.length;
  const inserted = typed.join("");
  const old = shown.length >= KEPT ? shown.splice(0) : [];
  shown.push(...typed);
  return { at, inserted, deleted: rows(text.slice(0, at) + inserted + text.slice(at), old) };
}

function rows(text, tokens) {
  const found = [];
  for (const [at, token] of tokens.map((token) => [find(text, token), token]).sort(([a], [b]) => b - a)) {
    const after = found.at(-1);
    if (after && at + token.length === after.at) Object.assign(after, { at, old: token + after.old });
    else found.push({ at, old: token });
  }
  return found;
}

function find(text, token) {
  const at = text.indexOf(token);
  if (at < 0) throw new Error(`${token} is gone`);
  return at;
}

function signal() {
  const made = {};
  made.promise = new Promise((resolve) => { made.resolve = resolve; });
  return made;
}
