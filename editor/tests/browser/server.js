// A model of the server: it puts edits in an order, makes borders of newlines, and tells everyone. No HTML, no rows.
import { cross } from "../../../static/editor/transform.js";

export class Server {
  #log = [];
  #inbox = [];
  #joining = [];
  #members = new Set();
  #blocks = 0;

  constructor(document, random) {
    this.document = document;
    this.random = random;
  }

  /** A connection is the client's name, the revision `since` which it has missed everything, and a row for frames. */
  join(connection) {
    this.#joining.push(connection);
  }

  leave(connection) {
    this.#members.delete(connection);
    this.#joining = this.#joining.filter((other) => other !== connection);
  }

  receive({ client }, edit) {
    this.#inbox.push([client, edit]);
  }

  get idle() {
    return !this.#inbox.length && !this.#joining.length;
  }

  /** Take everything that waits, and send everyone one frame: a list of changes. */
  turn() {
    const first = this.#log.length;
    for (const [client, edit] of this.#inbox.splice(0)) if (!this.#hasTaken(client, edit)) this.#accept(client, edit);
    const news = this.#log.slice(first);
    if (news.length) for (const member of this.#members) member.down.push(news);
    for (const connection of this.#joining.splice(0)) {
      connection.down.push(this.#log.slice(connection.since));
      this.#members.add(connection);
    }
  }

  #hasTaken(client, edit) {
    return this.#log.some(({ by, seq }) => by === client && seq === edit.seq);
  }

  #accept(by, { seq, base, ops: mine }) {
    const theirs = this.#log.slice(base).flatMap(({ ops, then }) => [...ops, ...then]);
    const [ops] = cross(mine, theirs);
    this.document.apply(ops);
    const written = new Set(ops.filter(([kind]) => kind === "ins").map(([, block]) => block));
    const then = [...written].flatMap((block) => this.#borders(block));
    this.#log.push({ rev: this.#log.length + 1, by, seq, ops, then });
  }

  /** Most newlines become borders; those that do not may do so with the next edit of their block. */
  #borders(block) {
    const splits = [], lastNewline = () => [...(this.document.of(block) ?? "")].lastIndexOf("\n");
    for (let at = lastNewline(); at >= 0 && this.random.below(5); at = lastNewline()) {
      splits.push(["split", block, at, `N${this.#blocks++}`]);
      this.document.apply(splits.slice(-1));
    }
    return splits;
  }
}
