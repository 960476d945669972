// The server's texts, and what is not in them yet.
import { length, slice, splice } from "./text.js";
import { cross } from "./transform.js";

const MOST = 1000;

export class Replica {
  seq = 0;
  busy = false;
  sent = [];
  waiting = [];

  constructor(client, revision, base) {
    Object.assign(this, { client, revision, base });
  }

  get pending() {
    return [...this.sent, ...this.waiting];
  }

  get unsaved() {
    return this.busy || this.waiting.length > 0;
  }

  text(block) {
    return apply(this.base, this.pending)(block);
  }

  add(...ops) {
    for (const op of ops) {
      const [kind, block, x, y] = op, [what, where, at, z] = this.waiting.at(-1) ?? [], alike = kind === what && block === where;
      const goesOn = alike && (kind === "ins" ? x === at + length(z) : kind === "del" && (x === at || x + y === at));
      if (goesOn) this.waiting.pop();
      this.waiting.push(goesOn ? [kind, block, Math.min(x, at), z + y] : op);
    }
  }

  edit(again) {
    if (this.busy ? !again : !this.waiting.length) return;
    const { revision: base, waiting } = this, command = waiting.findIndex(([kind]) => kind === "do");
    if (!this.busy) {
      this.sent = waiting.splice(0, command < 0 ? MOST : Math.min(command, MOST));
      const [, block, start, end, asked] = command ? [] : waiting.shift();
      this.message = asked ? { ...asked, caret: [block, start, end], base } : { type: "edit" };
      this.busy = !!++this.seq;
    }
    return { seq: this.seq, base, ops: this.sent, ...this.message };
  }

  goesOn(frame) {
    const [, last, first] = /sion="(\d+)" data-changes="\[{&quot;rev&quot;: (\d+)/.exec(frame) ?? [];
    return last < this.revision ? undefined : !(first > this.revision + 1);
  }

  take({ changes, revision, reset, settled }, old, seen) {
    if (settled) this.reset(reset === "" ? +revision : this.revision, settled, old);
    this.receive(JSON.parse(changes), seen);
    return this.revision >= revision;
  }

  receive(changes, seen) {
    for (const { rev, by, seq, ops, then, caret } of changes) {
      const own = by === this.client;
      if (own && seq === this.seq) this.answered();
      if (rev <= this.revision) continue;
      this.revision = rev;
      this.rebase(own ? then : [...ops, ...then], (op) => seen?.(op, !own));
      if (own && !this.waiting.length) this.placed = caret;
    }
  }

  reset(revision, seq, old) {
    if (this.seq <= seq) {
      old = apply(old, this.sent);
      this.answered();
    }
    this.revision = revision;
    for (const block of new Set(this.pending.map((op) => op[1])))
      if (this.base(block) !== undefined) this.rebase(splice(block, old(block), this.base(block), 0));
  }

  answered() {
    [this.sent, this.busy] = [[], false];
  }

  rebase(theirs, seen = () => {}) {
    [this.sent, theirs] = cross(this.sent, theirs);
    [this.waiting, theirs] = cross(this.waiting, theirs);
    theirs.forEach(seen);
  }
}

const apply = (base, ops) => {
  const texts = {}, of = (block) => (block in texts ? texts[block] : base(block));
  for (const [kind, block, x, y] of ops) {
    const text = of(block) ?? "";
    if (kind === "ins") texts[block] = slice(text, 0, x) + y + slice(text, x);
    if (kind === "del") texts[block] = slice(text, 0, x) + slice(text, x + y);
    if (kind === "join") [texts[x], texts[block]] = [`${of(x)}\n${text}`];
  }
  return of;
};
