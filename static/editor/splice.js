import { length } from "./codepoints.js";

/** The operations that make `now` of `before`: one splice, which ends at the caret (in units). */
export const splice = (block, before, now, caret = now.length) => {
  const a = [...before], b = [...now], most = Math.min(a.length, b.length), after = length(now.slice(caret));
  let head = 0, tail = 0;
  while (tail < Math.min(most, after) && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  while (head < most - tail && a[head] === b[head]) head++;
  const gone = a.length - tail - head, typed = b.slice(head, b.length - tail).join("");
  return [["del", block, head, gone], ["ins", block, head, typed]].filter((operation) => operation[3]);
};
