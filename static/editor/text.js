// Units of a browser and code points.
const points = (text) => (/[\ud800-\udfff]/.test(text) ? [...text] : text);

export const length = (text) => points(text).length;
export const slice = (text, from, to) => [points(text).slice(from, to)].flat().join("");
export const toPoints = (text, units) => length(text.slice(0, units));
export const toUnits = (text, at) => slice(text, 0, at).length;

export const splice = (block, old, now, caret) => {
  const a = [...old], b = [...now], most = Math.min(a.length, b.length), after = Math.min(most, length(now.slice(caret)));
  let head = 0, tail = 0;
  while (tail < after && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  while (head < most - tail && a[head] === b[head]) head++;
  const typed = b.slice(head, b.length - tail).join("");
  return [["del", block, head, a.length - tail - head], ["ins", block, head, typed]].filter((op) => op[3]);
};
