// Units of a browser and code points.
export const length = (text) => [...text].length, slice = (text, from, to) => [...text].slice(from, to).join("");
export const toPoints = (text, units) => length(text.slice(0, units)), toUnits = (text, at) => slice(text, 0, at).length;
export const splice = (block, old, now, caret) => {
  const a = [...old], b = [...now];
  let head = 0, after = length(now.slice(caret));
  for (; after && a.at(-1) === b.at(-1); after--) [a.pop(), b.pop()];
  while (a[head] && a[head] === b[head]) head++;
  return [["del", block, head, a.length - head], ["ins", block, head, b.slice(head).join("")]].filter((op) => op[3]);
};
