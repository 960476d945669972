// Operations after operations, as in editor/merge; both run the same cases. A page itself only inserts, deletes, joins.
import { length } from "./codepoints.js";

/** Where [block, at] is after an operation. `stay`: an insertion at that very place leaves it in front. */
export const follow = ([block, at], [kind, where, x, y], stay) => {
  if (where !== block) return [block, at];
  if (kind === "ins") return [block, at > x || (at === x && !stay) ? at + length(y) : at];
  if (kind === "del") return [block, at > x ? Math.max(x, at - y) : at];
  if (kind === "split" && at > x) return [y, at - x - 1];
  return kind === "join" ? [x, y + 1 + at] : [block, at];
};

/** Two histories of one text, each as it reads after the other. `theirs` was accepted first. */
export const cross = (mine, theirs) => {
  if (!mine.length || !theirs.length) return [mine, theirs];
  if (mine.length > 1) {
    const [first, passed] = cross(mine.slice(0, 1), theirs), [rest, after] = cross(mine.slice(1), passed);
    return [[...first, ...rest], after];
  }
  if (theirs.length > 1) {
    const [passed, first] = cross(mine, theirs.slice(0, 1)), [after, rest] = cross(passed, theirs.slice(1));
    return [after, [...first, ...rest]];
  }
  return [transform(mine[0], theirs[0], false), transform(theirs[0], mine[0], true)];
};

const transform = (operation, other, earlier) => {
  const [kind, block, x, y] = operation, [what, where, at, rest] = other, same = where === block, end = x + y;
  if (kind === "ins") return [[kind, ...follow([block, x], other, earlier), y]];
  if (kind === "join") return what === kind && same ? [] : [[kind, block, ...follow([x, y], other)]];
  if (kind === "split")
    return what === "del" && same && at <= x && x < at + rest ? [] : [[kind, ...follow([block, x], other), y]];
  if (kind !== "del") return [operation];
  if (what === "ins" && same && x < at && at < end)
    return [[kind, block, at + length(rest), end - at], [kind, block, x, at - x]];
  if (what === "split" && same && x <= at && at < end) // the newline to delete is a border now
    return [[kind, rest, 0, end - at - 1], ["join", rest, block, at], [kind, block, x, at - x + 1]].filter((o) => o[3]);
  const [to, from] = follow([block, x], other), last = follow([block, end], other, true)[1];
  return last > from ? [[kind, to, from, last - from]] : [];
};
