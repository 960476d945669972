// The page: what is typed and shown.
import { connect, giveUp, hear, way } from "./connection.js";
import { Replica } from "./replica.js";
import { splice, toPoints, toUnits } from "./text.js";
import { cross, follow } from "./transform.js";
import { keep, recover } from "./unsent.js";

const get = (id) => document.getElementById(id), status = get("status").dataset;
const fieldOf = (block) => get(`b-${block}`)?.lastElementChild, blockOf = (field) => field.parentElement.id.slice(2);
const client = Math.random().toFixed(20).slice(2);
const replica = new Replica(client, +get("sync").dataset.revision, (block) => fieldOf(block)?.defaultValue);
let socket, before, composing;

const send = (again) => {
  const edit = socket && replica.edit(again);
  if (edit) socket.send(JSON.stringify({ typed: true, ...edit }));
  if (socket) status.state = replica.busy ? "saving" : "saved";
  status.kept = get("kept").textContent = replica.pending.length;
  keep(replica);
};
const command = (name, argument) => {
  const [[block, start] = [], [, end] = []] = selection();
  act(["do", block, start, end, { type: /do$/.test(name) ? name : "command", name, argument }]);
};
const act = (...ops) => {
  replica.add(...ops);
  refresh();
  send();
};

const takeInChanges = () => {
  let { old, caret } = before;
  const see = (op, others) => {
    composing?.late.push(op);
    caret = followAll(caret, op, others);
  };
  if (!replica.take(get("sync").dataset, (block) => old[block], see)) return giveUp();
  refresh(...Object.keys(old), before.caret[0]?.[0], caret[0]?.[0]);
  const [block, ...ends] = replica.placed ?? [];
  if (!composing) select(...(block ? ends.map((end) => [block, end]) : caret));
  replica.placed = undefined;
  send();
};

const keepFocused = ({ detail }) => {
  const { target, fragment } = detail, field = target.lastElementChild;
  for (const { id } of fragment.children) if (id !== target.id) get(id)?.remove();
  if (field !== document.activeElement) return;
  const fresh = fragment.querySelector(`#${target.id}`), gone = fragment.id && field === composing?.field;
  detail.shouldSwap = !fresh && !gone;
  if (gone) composing.gone = target;
  if (!fresh) return;
  target.dataset.kind = fresh.dataset.kind;
  target.firstElementChild.replaceWith(fresh.firstElementChild);
  field.defaultValue = fresh.lastElementChild.defaultValue;
};

const pending = () => replica.pending.flatMap(([kind, block, x]) => (kind === "join" ? [block, x] : block));
const refresh = (...blocks) => {
  const unsaved = pending();
  for (const block of [...blocks, ...unsaved]) {
    const field = fieldOf(block), text = replica.text(block);
    if (!field) continue;
    field.parentElement.hidden = text === undefined;
    field.parentElement.classList.toggle("pending", unsaved.includes(block));
    if (field !== composing?.field && field.value !== text) field.value = text ?? "";
  }
};

const placeIn = (field, units) => [blockOf(field), toPoints(field.value, units)];
const selection = () => {
  const field = document.activeElement;
  return field.matches(".source") ? [placeIn(field, field.selectionStart), placeIn(field, field.selectionEnd)] : [];
};
const select = (start, end = start) => {
  const field = start && fieldOf(start[0]);
  if (!field || `${selection()}` === `${[start, end]}`) return;
  field.focus();
  field.setSelectionRange(toUnits(field.value, start[1]), toUnits(field.value, end[1]));
};
const followAll = (places, op, stay) => places.map((place) => follow(place, op, stay));
const beside = (field, step) => {
  const fields = [...document.querySelectorAll(".block:not([hidden]) > .source")];
  return fields[fields.indexOf(field) + step];
};

const typed = ({ target: field }) => {
  const held = field === composing?.field && composing, block = blockOf(field);
  let ops = splice(block, held ? held.text : replica.text(block), field.value, field.selectionEnd);
  if (held) [[ops, held.late], held.text] = [cross(ops, held.late), field.value];
  act(...ops);
};

const MARK = /(^|\n)(\s*([-*+]|\d+[.)]) (\[.\] )?|#+ |> )?$/;
const atEdges = (event) => {
  const { target: { value, selectionStart: at, selectionEnd: end }, inputType: what = event.key } = event;
  const back = /^Back|Backward$/.test(what) && MARK.test(value.slice(0, at)) && "backspace";
  const forth = /^Delete$|Forward$/.test(what) && !value[at] && "delete";
  press(event, at === end && (back || forth) || /^history(.*)/.exec(what)?.[1].toLowerCase());
};
const press = (event, name, argument) => {
  if (!name) return;
  event.preventDefault();
  command(name, argument);
};
const byKey = (event) => {
  const { ctrlKey, metaKey, altKey, shiftKey, key, code, target } = event, { kind } = target.parentElement.dataset;
  const chord = (ctrlKey || metaKey ? "Control+" : "") + (altKey ? "Alt+" : "") + (shiftKey ? "Shift+" : "") + (/^Un/.test(key) ? code : key);
  const fits = ({ ariaKeyShortcuts, dataset }) => ariaKeyShortcuts?.toLowerCase().split(" ").includes(chord.toLowerCase()) && (dataset.in ?? kind).includes(kind);
  const { name, value } = [...get("toolbar").children].find(fits) ?? leave(event) ?? {};
  press(event, name, value);
};
const leave = (event) => {
  atEdges(event);
  const { target: field, key, shiftKey } = event;
  const from = field.selectionEnd, up = /Up|Left/.test(key);
  const leaves = /[np]$/.test(key) && field.clientHeight < 2 * parseFloat(getComputedStyle(field).lineHeight);
  if (/^Arrow/.test(key) && !shiftKey) setTimeout(() => {
    const next = (leaves || field.selectionEnd === from) && beside(field, up ? -1 : 1);
    if (next) select(placeIn(next, /t$/.test(key) ? up * next.value.length : from));
  });
};
const placeCaret = ({ target }) => {
  const { isCollapsed, anchorNode: node, anchorOffset: offset } = getSelection(), mark = node?.parentElement.closest("[data-at]");
  const section = (target.closest(".block") ?? mark)?.closest(".block");
  if (!section || !isCollapsed || target.closest("a, .source")) return;
  const block = section.id.slice(2), text = [...replica.text(block)];
  let x = text.length;
  if (section.contains(mark)) {
    const shown = getSelection().getRangeAt(0);
    shown.setStart(mark, 0);
    x = +mark.dataset.at;
    for (const point of `${shown}`) x = text.indexOf(point, x) + 1 || x;
    x = Math.max(x, text.indexOf([...(node.data ?? "").slice(offset)][0], x));
  }
  select([block, x]);
};

connect(() => `client=${client}&since=${replica.revision}`);
addEventListener("beforeunload", (event) => replica.unsaved && event.preventDefault());
Object.entries({
  "htmx:wsOpen": ({ detail }) => {
    socket = detail.socketWrapper;
    status.by = way();
    send(true);
  },
  "htmx:wsClose": ({ detail }) => {
    socket = undefined;
    status.state = detail.event.code >= 4400 ? "stopped" : "offline";
  },
  "htmx:wsBeforeMessage": (event) => {
    hear();
    const goesOn = replica.goesOn(event.detail.message);
    if (!goesOn) event.preventDefault();
    if (goesOn === false) giveUp();
    before = { caret: selection(), old: Object.fromEntries(pending().map((block) => [block, replica.base(block)])) };
  },
  "htmx:oobBeforeSwap": keepFocused,
  "htmx:wsAfterMessage": takeInChanges,
  beforeinput: atEdges,
  paste: (event) => {
    const [html, text] = ["html", "plain"].map((type) => event.clipboardData.getData(`text/${type}`));
    if (!socket || !(html || /\n|^http\S+$/.test(text))) return;
    if (html && html.length < 5e5) press(event, "paste-html", html);
    else press(event, "paste", text);
  },
  input: typed,
  keydown: byKey,
  click: placeCaret,
  compositionstart: ({ target: field }) => (composing = { field, text: field.value, late: [] }),
  compositionend: (event) => {
    typed(event);
    const caret = composing.late.reduce((caret, op) => followAll(caret, op, true), selection());
    composing = composing.gone?.remove();
    refresh(caret[0]?.[0]);
    select(...caret);
  },
}).forEach((listener) => get("editor").addEventListener(...listener));
get("toolbar").onmousedown = (event) => event.preventDefault();
get("toolbar").onclick = (event) => press(event, event.target.name, event.target.value);
get("editor").classList.add("live");
recover(client, (notice) => get("notices").insertAdjacentHTML("beforeend", notice));
