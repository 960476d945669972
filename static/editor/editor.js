// The page: what is typed and shown. A listener that returns something has done it instead of the browser.
import { drawCarets } from "./carets.js";
import { connect, giveUp, hear, way } from "./connection.js";
import { keep, recover } from "./unsent.js";
import { replicaOf } from "./replica.js";
import { choose, isHere, point, pointAgain, pointed, remember, select, selection, several, travel } from "./selection.js";
import { splice } from "./text.js";
import { cross, follow } from "./transform.js";
import { all, blockOf, fieldOf, get, placesOf, sectionOf } from "./page.js";
const TOOLS = "#toolbar button, .slash button, .rendered input";
const status = get("status").dataset, client = Math.random().toFixed(20).slice(2);
const replica = replicaOf(client, +get("sync").dataset.revision, (block) => fieldOf(block)?.defaultValue);
let socket, before, composing, composed, late, gone, told = selection(), telling, drawing, dragged, under, followed;
const send = (again) => {
  const edit = socket && replica.edit(again);
  if (edit) socket.send(JSON.stringify({ typed: true, ...edit }));
  if (socket) status.state = replica.left() ? "saving" : "saved";
  status.kept = get("kept").innerHTML = replica.pending().length; keep(client, replica.left());
};
const caret = ([[block, start], [to, end]] = selection()) => (block ? [block, start, end, to] : null);
const tell = () => {
  const at = isHere() ? selection() : [[], []], quiet = !socket || status.by === "requests" || replica.left(); telling = undefined;
  if (!quiet && `${told}` !== `${at}`) socket.send(JSON.stringify({ type: "caret", base: replica.revision(), caret: caret((told = at)) }));
};
const tellSoon = () => (telling ??= setTimeout(tell, 100));
const act = (...ops) => { ops.forEach(replica.add); refresh(); send(); return true; };
const command = (name, argument, at) => {
  const [block, start, end, to] = caret(at && [at, at]) ?? [];
  return name && act(["do", block, start, end, { type: /do$/.test(name) ? name : "command", name, argument }, to]);
};
const refresh = (...blocks) => {
  const unsaved = Object.keys(replica.bases());
  for (const block of [...blocks, ...unsaved]) {
    const section = sectionOf(block), field = fieldOf(block), text = replica.text(block);
    if (!section) continue;
    section.hidden = text == null; section.classList.toggle("pending", unsaved.includes(block));
    if (field !== composing && field.value !== text) field.value = text ?? "";
  }
  draw();
};
const draw = () => (drawing ??= requestAnimationFrame(() => drawCarets((places) => carried(places, replica.pending(), true), followed, (drawing = undefined))));
const carried = (places, ops, stay) => ops.reduce((places, op) => places.map((place) => follow(place, op, stay)), places);
const typed = ({ target: field }) => {
  const held = field === composing, block = blockOf(field);
  let ops = splice(block, held ? composed : replica.text(block), field.value, field.selectionEnd);
  if (held) [[ops, late], composed] = [cross(ops, late), field.value];
  act(...ops); told = selection(); followed = 0;
};
const atEdges = ({ target: { value, selectionStart: at, selectionEnd: end }, key, inputType: what = key }) => {
  const back = /Back[sw]/.test(what) && /(^|\n)([\t -@[\]xX]* )?$/.test(value?.slice(0, at)) && "backspace";
  const forth = /^Del|Forward$/.test(what) && /^(\n|$)/.test(value?.slice(at)) && "delete";
  return command(at === end && (back || forth) || /^history(.*)/.exec(what)?.[1].toLowerCase());
};
const replace = (name, text) => command(name, text) && select(selection()[0]);
const clip = ({ type, clipboardData: clipboard }) => {
  const chosen = all(".chosen");
  if (!chosen[0]) return;
  clipboard.setData("text/plain", chosen.map((section) => section.lastElementChild.value).join("\n\n"));
  clipboard.setData("text/html", chosen.map((section) => section.firstElementChild.innerHTML).join(""));
  return type === "copy" || replace("delete");
};
const upload = (files) => { get("file").files = files; return !get("upload").requestSubmit(); };
const drop = (event) => {
  const section = sectionOf(blockOf(event.target)), comes = /Files/.test(event.dataTransfer.types);
  delete under?.dataset.drop; under = section;
  if (!section || !(dragged || comes)) return;
  const here = section.getBoundingClientRect(), below = comes || event.clientY > here.top + here.height / 2;
  if (event.type === "dragover") return (section.dataset.drop = below ? "below" : "above");
  if (comes) return upload(event.dataTransfer.files, select([blockOf(section), 0]));
  const sections = all(".block:not([hidden])");
  return command("move-to", blockOf(sections[sections.indexOf(section) - !below]) ?? "", dragged.closest(".chosen") ? undefined : [blockOf(dragged), 0]);
};
const listeners = {
  beforeinput: atEdges, copy: clip, cut: clip, dragover: drop, drop, input: typed, "htmx:afterSettle": draw, beforeunload: replica.left,
  dragstart: ({ target }) => !(dragged = target.closest?.(".block > a")) && several(),
  keydown(event) {
    const { key, target } = event, control = event.ctrlKey || event.metaKey;
    const chord = (control ? "Control+" : "") + (event.altKey ? "Alt+" : "") + (event.shiftKey ? "Shift+" : "") + (/^Un/.test(key) ? event.code : key);
    const kind = isHere() && sectionOf(selection()[0][0])?.dataset.kind;
    const [button] = all(`#toolbar [aria-keyshortcuts~=${JSON.stringify(chord)} i]:not([data-in]:not([data-in~="${kind}"]))`);
    // From button to button in the toolbar and the menu of a block, and between that and its text.
    const buttons = [...(target.closest("#toolbar, .block")?.querySelectorAll("button:not([hidden])") ?? [])], at = buttons.indexOf(target);
    const next = buttons[/Right|Down/.test(key) ? at + 1 : at - 1];
    if (next && (at < 0 ? /Down/ : /Arrow/).test(key)) return !next.focus();
    if (at >= 0 && /Arrow|Esc/.test(key)) return select(...selection());
    if ((button && !button.click()) || travel(target, chord)) return true;
    if (!several()) return target.matches("textarea") && atEdges(event);
    return replace(/^Back|^Del/.test(key) ? "delete" : (key === "Enter" || !key[1]) && !control && "paste", key.replace("Enter", "\n"));
  },
  click(event) {
    const { target } = event, { name } = target, { place, at } = target.closest("[data-place], [data-at]")?.dataset ?? {};
    if (target.matches(TOOLS)) return command(name, target.value, at && [blockOf(target), +at]);
    if (target.matches(".block > a")) return choose(target, target);
    if (name === "follow") return draw((followed = followed === target.value ? 0 : target.value));
    if (!place || event.ctrlKey || event.metaKey) return point(event);
    get("outline").hidePopover(); return select(...placesOf(JSON.parse(place)));
  },
  mousedown({ target }) { if (blockOf(target)) followed = 0; return target.closest(TOOLS); },
  paste({ clipboardData: clipboard }) {
    const html = clipboard.getData("text/html"), text = clipboard.getData("text/plain");
    if (clipboard.files.length && !text) return upload(clipboard.files);
    if (html && html.length < 5e5) return command(socket && "paste-html", html);
    return (html || several() || /\n|^http\S+$/.test(text)) && command(socket && "paste", text);
  },
  compositionstart({ target }) { [composing, composed, late] = [target, target.value, []]; },
  compositionend(event) {
    typed(event); const places = carried(selection(), late, true);
    composing = gone = gone?.remove(); refresh(places[0][0]); select(...places);
  },
  "htmx:wsOpen"({ detail }) { socket = detail.socketWrapper; status.by = way(); send(true); },
  "htmx:wsClose"({ detail }) { socket = 0; status.state = detail.event.code >= 4400 ? "stopped" : "offline"; },
  "htmx:wsBeforeMessage"({ detail }) {
    const goesOn = replica.goesOn(detail.message); hear();
    if (goesOn === false) giveUp();
    before = [[...selection(), ...told, ...pointed()], isHere(), replica.bases(), document.activeElement]; return !goesOn;
  },
  "htmx:oobBeforeSwap"({ detail }) {
    const { target, fragment } = detail, field = target.lastElementChild;
    if (target.closest("#blocks")) for (const { id } of fragment.children) if (id !== target.id) get(id)?.remove();
    if (target.matches(":focus-within.block")) field.focus();
    if (field !== document.activeElement) return;
    const fresh = fragment.querySelector(`#${target.id}`), leaves = fragment.id && field === composing;
    gone = leaves ? target : gone; detail.shouldSwap = !fresh && !leaves;
    if (!fresh) return;
    target.dataset.kind = fresh.dataset.kind; field.defaultValue = fresh.lastElementChild.defaultValue;
    while (target.firstElementChild !== field) target.firstElementChild.remove();
    fresh.lastElementChild.remove(); field.before(...fresh.children);
  },
  "htmx:wsAfterMessage"() {
    let [places, here, old, { id }] = before; const [[from]] = places;
    const placed = replica.take(get("sync").dataset, old, (op, others) => {
      places = carried(places, [op], others);
      if (composing) late.push(op);
    });
    if (placed === false) return giveUp();
    const selected = places.splice(4); told = places.splice(2);
    refresh(...Object.keys(old), from, places[0][0]); remember(...places); get(id)?.focus();
    if (!placed && !here) pointAgain(...selected);
    else if (!composing) select(...(placed ? placesOf(placed) : places));
    send(); tell();
  },
  "htmx:afterRequest"({ target, detail }) {
    if (target.id !== "upload") return;
    get("upload-failed").open = !detail.successful; select(...selection(target.reset()));
  },
  "htmx:configRequest"({ detail }) { Object.assign(detail.parameters, { client, base: replica.revision(), caret: JSON.stringify(caret()) }); },
  "htmx:xhr:progress"({ detail }) { get("progress").value = detail.loaded / (detail.total || 1); },
};
for (const name in listeners)
  addEventListener(name, (event) => tellSoon(event.target.closest?.("input:not(.rendered *), textarea:not(.source)") || listeners[name](event) && event.preventDefault()));
document.onselectionchange = () => draw(tellSoon()); addEventListener("keydown", (event) => /Esc/.test(event.key) && all("[popover]").map((card) => card.hidePopover()));
visualViewport.onresize = ({ target: { height, scale } }) => draw((document.body.style = `--keyboard:${innerHeight - height * scale}px`));
addEventListener("DOMContentLoaded", () => connect(() => `client=${client}&since=${replica.revision()}`), true); get("editor").className = "live";
recover(client, (notice) => (get("notices").innerHTML += notice));
