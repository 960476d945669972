// The merge law: what operations, and places, become behind others that were made at the same time.
import { length } from "./text.js";
export const follow = ([block, x], [kind, where, at, y], stay) => {
  if (block !== where) return [block, x];
  if (kind === "ins") return [block, x > at || (x === at && !stay) ? x + length(y) : x];
  if (kind === "del") return [block, x > at ? Math.max(at, x - y) : x];
  if (kind === "split" && x > at) return [y, x - at - 1];
  return kind === "join" ? [at, y + 1 + x] : [block, x];
};
export const cross = (mine, theirs, first) => {
  if (mine.length * theirs.length === 1) return [transform(...mine, ...theirs, first), transform(...theirs, ...mine, !first)];
  const done = mine.flatMap((op) => {
    let moved = [op], passed; theirs = theirs.flatMap((other) => ([moved, passed] = cross(moved, [other], first), passed));
    return moved;
  });
  return [done, theirs];
};
const transform = (op, other, first) => {
  const [kind, block, x, y, asked, into] = op, [what, where, at, z] = other, end = x + y, same = block === where;
  if (kind === "ins") return [[kind, ...follow([block, x], other, first), y]];
  if (kind === "do") {
    const [to, end] = follow([into, y], other, true); return [[kind, ...follow([block, x], other, true), end, asked, to]];
  }
  if (kind === "join") return what === kind && same ? [] : [[kind, block, ...follow([x, y], other)]];
  if (kind === "split") return what === "del" && same && at <= x && x < at + z ? [] : [[kind, ...follow([block, x], other), y]];
  if (kind === "move") return [op];
  if (same && what === "ins" && x < at && at < end) return [[kind, block, at + length(z), end - at], [kind, block, x, at - x]];
  if (same && what === "split" && x <= at && at < end)
    return [[kind, z, 0, end - at - 1], ["join", z, block, at], [kind, block, x, at - x + 1]].slice(end === at + 1);
  const [to, from] = follow([block, x], other), last = follow([block, end], other, true)[1];
  return last > from ? [[kind, to, from, last - from]] : [];
};
