// The document as this page has it: the server's texts, and what the person did that is not in them yet.
import { length, slice } from "./codepoints.js";
import { splice } from "./splice.js";
import { cross } from "./transform.js";

const PIECE = 50_000; // code points of an insertion: several that long go in a message each
const alone = ([, block, , what]) => !block || length(`${what}`) === PIECE;

export class Replica {
  seq = 0;
  busy = false; // a message is under way: `sent`; what is done meanwhile is `waiting`
  sent = [];
  waiting = [];

  /** `base(block)` is the server's text of a block at `revision`. */
  constructor(client, revision, base) {
    Object.assign(this, { client, revision, base });
  }

  get pending() {
    return [...this.sent, ...this.waiting];
  }

  /** A block's text as the person sees it; undefined if there is none, or it is joined to another. */
  text(block) {
    return apply(this.base, this.pending)(block);
  }

  /** The person did something: operations, or ["undo"] or ["redo"]. */
  do(operations) {
    for (const [kind, block, at, what] of operations)
      if (kind !== "ins") this.waiting.push([kind, block, at, what]);
      else for (let from = 0; from < length(what); from += PIECE)
        this.waiting.push([kind, block, at + from, slice(what, from, from + PIECE)]);
  }

  /** The next message, if none is under way; with `again` that one, as it reads by now. */
  message(again) {
    const { waiting } = this;
    if (this.busy ? !again : !waiting.length) return;
    if (!this.busy) {
      const end = waiting.findIndex((operation, i) => i && (alone(operation) || alone(waiting[0])));
      this.sent = waiting.splice(0, end < 0 ? Infinity : end);
      this.busy = ++this.seq;
    }
    const { seq, revision: base, sent: ops } = this, [[type, block] = [1, 1]] = ops;
    return block ? { type: "edit", seq, base, ops } : { type, seq, base };
  }

  /** Take in accepted changes. `seen(operation, others)` hears what they do to the text that the person sees. */
  receive(changes, seen) {
    for (const { rev, by, seq, ops, then } of changes) {
      const own = by === this.client;
      if (own && seq === this.seq) this.answered();
      if (rev > this.revision) this.rebase(own ? then : [...ops, ...then], (operation) => seen(operation, !own));
      this.revision = Math.max(rev, this.revision);
    }
  }

  rebase(theirs, seen) {
    [this.sent, theirs] = cross(this.sent, theirs);
    [this.waiting, theirs] = cross(this.waiting, theirs);
    theirs.forEach(seen);
  }

  /** All texts came anew: merge what is pending against the texts `before`, on which it was made. */
  reset(revision, accepted, before) {
    if (this.busy && this.seq <= accepted) {
      before = apply(before, this.sent);
      this.answered();
    }
    this.revision = revision;
    for (const block of new Set(this.pending.map(([, block]) => block)))
      if (this.base(block) !== undefined) this.rebase(splice(block, before(block), this.base(block)), () => {});
  }

  answered() {
    this.busy = false;
    this.sent = [];
  }
}

const apply = (base, operations) => {
  const texts = {}, of = (block) => (block in texts ? texts[block] : base(block));
  for (const [kind, block, x, y] of operations) {
    const text = of(block);
    if (kind === "ins") texts[block] = slice(text, 0, x) + y + slice(text, x);
    if (kind === "del") texts[block] = slice(text, 0, x) + slice(text, x + y);
    if (kind === "join") [texts[x], texts[block]] = [`${of(x)}\n${text}`];
  }
  return of;
};
