/** The code point of a block's source that stands at a point of its rendered text. */
export const placeAt = (x, y, rendered, source) => {
  const spot = document.caretPositionFromPoint?.(x, y) ?? document.caretRangeFromPoint(x, y), shown = document.createRange();
  const node = spot.offsetNode ?? spot.startContainer, offset = spot.offset ?? spot.startOffset, text = [...source];
  if (!rendered.contains(node)) return text.length;
  let at = 0, mark = node, end = 0;
  shown.setStart(rendered, 0);
  while (mark !== rendered && !mark.dataset?.at) [mark, end] = mark.previousSibling ? [mark.previousSibling, 1] : [mark.parentNode, 0];
  if (mark !== rendered) { // the closest element that knows where it starts or ends in the source
    at = +mark.dataset.at.split("-")[end];
    shown[end ? "setStartAfter" : "setStartBefore"](mark);
  }
  shown.setEnd(node, offset);
  for (const character of shown.toString()) at = text.indexOf(character, at) + 1 || at;
  const next = [...(node.data ?? "").slice(offset)][0];
  return Math.max(at, text.indexOf(next, at)); // behind marks that are not shown
};
