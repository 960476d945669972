// The server's texts, and what is not in them yet.
import { length, slice, splice } from "./text.js";
import { cross } from "./transform.js";
export const replicaOf = (client, revision, base) => {
  let seq = 0, sent = [], waiting = [], message;
  const pending = () => [...sent, ...waiting];
  const bases = () => {
    const blocks = pending().flatMap(([kind, block, x]) => (kind === "join" ? [block, x] : block));
    return Object.fromEntries(blocks.map((block) => [block, base(block)]));
  };
  const answered = () => { sent = []; message = null; };
  const rebase = (theirs, seen, others) => {
    [sent, theirs] = cross(sent, theirs); [waiting, theirs] = cross(waiting, theirs);
    theirs.forEach((op) => seen?.(op, others));
  };
  return {
    pending, bases, revision: () => revision, text: (block) => apply(base, pending())(block),
    left: () => (message || waiting[0]) && { client, revision, seq, busy: !!message, sent, waiting, message, texts: bases() },
    add(op) {
      const [kind, block, x, y] = op, [what, where, at, z] = waiting.at(-1) ?? [], alike = kind === what && block === where;
      const goesOn = alike && (kind === "ins" ? x === at + length(z) : kind === "del" && (x === at || x + y === at));
      if (goesOn) waiting.pop();
      waiting.push(goesOn ? [kind, block, Math.min(x, at), z + y] : op);
    },
    edit(again) {
      if (message ? !again : !waiting.length) return;
      if (!message) {
        const typed = [...waiting.slice(0, 1000), ["do"]].findIndex(([kind]) => kind === "do"); sent = waiting.splice(0, typed);
        const [, block, start, end, asked, to] = typed ? [] : waiting.shift();
        message = { seq: ++seq, ...(asked ? { ...asked, caret: [block, start, end, to], base: revision } : { type: "edit" }) };
      }
      return { base: revision, ops: sent, ...message };
    },
    goesOn(frame) {
      const [, last, first] = /sion="(\d+)" data-changes="\[{&quot;rev&quot;: (\d+)/.exec(frame) ?? [];
      return last < revision ? undefined : !(first > revision + 1);
    },
    take({ changes, revision: last, reset, settled }, old, seen) {
      let placed;
      if (settled) {
        const stored = seq <= settled, was = apply((block) => old[block], stored ? sent : []);
        if (stored) answered();
        if (reset === "") revision = +last;
        for (const block in old) if (base(block) !== undefined) rebase(splice(block, was(block), base(block), 0));
      }
      for (const change of JSON.parse(changes)) {
        const own = change.by === client;
        if (own && change.seq === seq) answered();
        if (change.rev <= revision) continue;
        revision = change.rev; rebase(own ? change.then : [...change.ops, ...change.then], seen, !own);
        if (own && !waiting[0]) placed = change.caret;
      }
      return revision >= last && placed;
    },
  };
};
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
