// The blocks of the page, and where the places of their texts are on the screen.
import { length, toUnits } from "./text.js";
export const get = (id) => document.getElementById(id), all = (selector) => [...document.querySelectorAll(selector)];
export const sectionOf = (block) => get(`b-${block}`), fieldOf = (block) => sectionOf(block)?.lastElementChild;
export const blockOf = (element) => element?.closest?.(".block")?.id.slice(2);
export const placesOf = ([block, start, end, to = block]) => [[block, start], [to, end]];
export const rectsOf = (start, end = start) => {
  const range = new Range(); range.setStart(...start); range.setEnd(...end); return range.getClientRects();
};
export const rectOf = (node, units) => rectsOf([node, units])[0] ?? node.parentElement.getBoundingClientRect();
// A field's text laid out as the field does it, for ranges measure nothing in a field.
const copy = get("mirror");
export const mirror = (field) => {
  if (copy.nextSibling !== field) field.before(copy);
  copy.firstChild.data = field.value + "\u200b"; return copy.firstChild;
};
// The characters that a block shows rendered: each one's text node, units in it, and place in the source.
const shown = function* (block) {
  const text = [...fieldOf(block).value], walker = document.createTreeWalker(sectionOf(block).firstElementChild, 4);
  for (let at = 0, node, units; (node = walker.nextNode()); ) {
    if (/^\s*\n\s*$/.test(node.data)) continue; // between elements
    at = Math.max(at, node.parentElement.closest("[data-at]")?.dataset.at ?? 0); units = 0;
    for (const point of node.data) {
      const x = text.indexOf(point, at);
      yield [node, units, Math.max(at, x)]; at = Math.max(at, x + 1); units += point.length;
    }
    yield [node, units, at];
  }
};
export const placeOf = (node, units, block = blockOf(node?.parentElement)) =>
  [block, block && (shown(block).find(([n, u]) => n === node && u >= units)?.[2] ?? length(fieldOf(block).value))];
export const spotOf = ([block, x]) => {
  const section = sectionOf(block), field = fieldOf(block), spots = [...shown(block)];
  if (section.matches(".pending, :has(> textarea:focus)")) return [mirror(field), toUnits(field.value, x)];
  return spots.find((spot) => spot[2] >= x) ?? spots.at(-1) ?? [section.firstElementChild, 0];
};
