// Where the others are: in one block the words that they have selected, over several the whole blocks.
import { all, get, placesOf, rectsOf, rectOf, sectionOf, spotOf } from "./page.js";
const drawn = {};
export const drawCarets = (asShown, followed) => {
  const origin = get("editor").getBoundingClientRect();
  for (const button of all("#company [name=follow]")) button.ariaPressed = button.value === followed;
  for (const caret of all(".caret")) {
    const places = asShown(placesOf(JSON.parse(caret.dataset.place))), [first, last] = places.map(([block]) => sectionOf(block));
    caret.style = drawn[caret.id] ?? ""; // from there it moves on, though the frame has brought a new element
    if (!caret.offsetParent || !first || !last) continue; // one's own is not shown
    const [start, end] = places.map(spotOf), here = rectOf(...end);
    const whole = first.getBoundingClientRect(); whole.height = last.getBoundingClientRect().bottom - whole.y;
    const rects = first === last ? [...rectsOf(start, end)] : [whole];
    const boxes = rects.map((rect) => Object.assign(document.createElement("b"), { style: css(rect, here) }));
    caret.style = drawn[caret.id] = css(here, origin); caret.lastElementChild.replaceChildren(...boxes);
    if (caret.dataset.person === followed) caret.scrollIntoView({ block: "nearest" });
  }
};
const css = (rect, origin) => `--x:${rect.x - origin.x}px;--y:${rect.y - origin.y}px;width:${rect.width}px;height:${rect.height}px`;
