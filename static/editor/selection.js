// Where the person is: from one place to another, in a block or over several.
import { all, blockOf, fieldOf, mirror, placeOf, rectOf, sectionOf, spotOf } from "./page.js";
import { toPoints, toUnits } from "./text.js";
let places = [[], []], anchor, column, over, held;
const placeIn = (field, units) => [blockOf(field), toPoints(field.value, units)], edge = (field, last) => placeIn(field, last ? field.value.length : 0);
const writing = () => document.activeElement.closest(".block > textarea");
export const several = () => places[0][0] !== places[1][0], isHere = () => writing() || several(), remember = (...ends) => (places = ends);
const written = (field) => remember(placeIn(field, field.selectionStart), placeIn(field, field.selectionEnd));
export const selection = () => (writing() ? written(writing()) : places);
export const select = (start, end = start) => {
  const first = sectionOf(start[0]), last = sectionOf(end[0]), one = first === last, field = last?.lastElementChild;
  if (!first || !last || (writing() && `${selection()}` === `${[start, end]}`)) return true;
  const marks = several() || !one; remember(start, end);
  if (one) {
    field.focus(); field.setSelectionRange(toUnits(field.value, start[1]), toUnits(field.value, end[1]), field.selectionDirection);
  } else {
    document.activeElement.blur(); getSelection().collapse(first); getSelection().extend(last, 1);
  }
  if (marks) for (const section of all(".block")) section.classList.toggle("chosen", !one && getSelection().containsNode(section, true));
  return true;
};
export const choose = (...ends) => {
  const fields = all(ends.map((end) => `#b-${blockOf(end)} > textarea`).join());
  anchor = blockOf(ends[0]); return select(edge(fields[0]), edge(fields.at(-1), true));
};
// What a key does that goes from block to block.
export const travel = (field, chord) => {
  if (!/Up|Down/.test(chord)) column = undefined;
  if (!/^(Shift\+)?(Arr|Pa|Esc)|l.a$|Control.*(Home|End)/.test(chord)) return;
  const { value, selectionStart, selectionEnd, selectionDirection } = field, fields = all(".block:not([hidden]) > textarea");
  const [start, end] = selection(), sideways = /Left|Right/.test(chord), further = /Shift/.test(chord);
  const forth = sideways ? /Ri/.test(chord) !== field.matches(":dir(rtl)") : /Down|End/.test(chord);
  const next = (from) => fields[fields.indexOf(from) + (forth ? 1 : -1)];
  if (/a$/.test(chord)) return (several() || selectionEnd - selectionStart === value?.length) && choose(fields[0], fields.at(-1));
  if (/Control/.test(chord)) return select(edge(fields.at(forth ? -1 : 0), forth));
  if (several() && !further) return select(forth ? end : start);
  if (several()) return choose(fieldOf(anchor), next(fieldOf((start[0] === anchor ? end : start)[0])) ?? fieldOf(anchor));
  if (field !== writing() || /Esc/.test(chord)) return;
  const last = forth ? value.length : 0, beside = next(field);
  const at = (further ? selectionDirection !== "backward" : forth) ? selectionEnd : selectionStart;
  const here = rectOf(mirror(field), at), there = rectOf(mirror(field), last);
  if (!sideways) column ??= here.left;
  if (/Page/.test(chord)) {
    while (next(field) && Math.abs(here.top - field.getBoundingClientRect().top) < 0.8 * innerHeight) field = next(field);
    return land(field, forth);
  }
  if (!beside || (sideways ? at !== last : Math.abs(here.top - there.top) > here.height / 2)) return;
  return further ? choose(field, beside) : sideways ? select(edge(beside, !forth)) : land(beside, forth);
};
// Into the first or last line of a field, where it is nearest to the column.
const land = (field, forth) => {
  const text = mirror(field), end = field.value.length; field.focus(); field.scrollIntoView({ block: "nearest" });
  for (let at = forth ? 0 : end, least = Infinity, line; at >= 0 && at <= end; at += forth ? 1 : -1) {
    const here = rectOf(text, at), far = Math.abs(here.left - column);
    if (Math.abs(here.top - (line ??= here.top)) > here.height / 2) break;
    if (far < least) field.setSelectionRange(at, at, (least = far));
  }
  return true;
};
addEventListener("mousedown", ({ target }) => {
  column = undefined; held = !target.closest("a, button, input") && target; over = blockOf(held);
  if (over && several()) select(places[0]);
});
addEventListener("mousemove", ({ buttons, clientX, clientY }) => {
  const to = document.elementFromPoint(clientX, clientY);
  if (buttons === 1 && blockOf(held) && blockOf(to) && blockOf(to) !== over) choose(held, to, (over = blockOf(to)));
});
export const point = ({ target }) => {
  if (!several() && !target.closest?.("a, button, input, textarea")) select(...pointed(blockOf(target)).sort((a, b) => a[1] - b[1]));
};
// There is no click on what is rendered anew between press and release.
addEventListener("mouseup", (event) => held?.isConnected === false && point(event));
// From where to where one has selected in rendered text, and the same again in one that has taken its place.
export const pointed = (block) => {
  const selected = getSelection();
  return [placeOf(selected.anchorNode, selected.anchorOffset, block), placeOf(selected.focusNode, selected.focusOffset, block)];
};
export const pointAgain = (from, to) => {
  if (`${pointed()}` === `${[from, to]}` || !sectionOf(from[0]) || !sectionOf(to[0])) return;
  getSelection().collapse(...spotOf(from)); getSelection().extend(...spotOf(to));
};
