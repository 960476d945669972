// A model of the server: it puts edits in an order, makes borders of newlines, and tells everyone. No HTML, no rows.
import { cross } from "../../../static/editor/transform.js";

export class Server {
  #log = [];
  #inbox = [];
  #joining = [];
  #members = new Set();

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

  receive(connection, edit) {
    this.#inbox.push([connection, edit]);
  }

  get idle() {
    return !this.#inbox.length && !this.#joining.length;
  }

  /** Take everything that waits, and send everyone one frame: a list of changes. */
  turn() {
    const first = this.#log.length, answers = [];
    for (const [connection, edit] of this.#inbox.splice(0)) {
      const change = this.#taken(connection.client, edit.seq) ?? this.#accept(connection.client, edit);
      if (change.rev <= connection.since) answers.push([connection, [change]]);
    }
    const news = this.#log.slice(first);
    if (news.length) for (const member of this.#members) answers.push([member, news]);
    for (const [connection, changes] of answers) connection.down.push(changes);
    for (const connection of this.#joining.splice(0)) {
      connection.down.push(this.#log.slice(connection.since));
      this.#members.add(connection);
    }
  }

  #taken(client, seq) {
    return this.#log.find((change) => change.by === client && change.seq === seq);
  }

  #accept(by, { seq, base, ops: mine }) {
    const theirs = this.#log.slice(base).flatMap(({ ops, then }) => [...ops, ...then]);
    const [ops] = cross(mine, theirs), then = [];
    this.document.apply(ops);
    const rev = this.#log.length + 1;
    for (const block of new Set(ops.filter(([kind, , , typed]) => kind === "ins" && typed.includes("\n")).map((op) => op[1])))
      then.push(...this.#borders(block, rev));
    const change = { rev, by, seq, ops, then };
    this.#log.push(change);
    return change;
  }

  /** Most newlines become borders; those that do not may do so when the next is typed. */
  #borders(block, rev) {
    const splits = [];
    for (let at; (at = [...(this.document.of(block) ?? "")].lastIndexOf("\n")) >= 0 && this.random.below(5); ) {
      const split = ["split", block, at, `${rev}x${block}x${splits.length}`];
      this.document.apply([split]);
      splits.push(split);
    }
    return splits;
  }
}
