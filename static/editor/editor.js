// The page. What is typed goes into the replica; its messages go out, and frames come in, by htmx.
import { length, toPoints, toUnits } from "./codepoints.js";
import { bindKeys } from "./keys.js";
import { placeAt } from "./place.js";
import { Replica } from "./replica.js";
import { splice } from "./splice.js";
import { cross, follow } from "./transform.js";

const get = (id) => document.getElementById(id), editor = get("editor"), status = get("status");
const fieldOf = (block) => get(`b-${block}`)?.lastElementChild, blockOf = (field) => field.parentElement.id.slice(2);
const client = crypto.getRandomValues(new Uint32Array(4)).join("-");
const replica = new Replica(client, +get("sync").dataset.revision, (block) => fieldOf(block)?.defaultValue);
let open, message, incoming, composing, timer;

const send = (again) => {
  message = open && replica.message(again);
  if (message) htmx.trigger("#outbox", "longhand:send");
  if (open) say(replica.busy ? "saving" : "saved");
};
const say = (state) => {
  if (status.dataset.state === state) return;
  status.dataset.state = state;
  clearTimeout(timer); // what passes in no time need not be read out
  timer = setTimeout(() => (status.textContent = status.dataset[state]), 400);
};
const act = (operations) => {
  replica.do(operations);
  refresh([]);
  send();
};

// Frames: the changes first, then the partials, which htmx swaps, then what the person typed on top of them.
const receive = (event) => {
  const { message, socketWrapper } = event.detail, template = document.createElement("template");
  template.innerHTML = message.slice(0, message.indexOf("</i>") + 4);
  const { changes, revision, refused, reset, accepted } = template.content.firstElementChild.dataset, news = JSON.parse(changes);
  if (reset === undefined && (news[0]?.rev ?? +revision + 1) > replica.revision + 1) {
    event.preventDefault(); // something is missing
    return socketWrapper.reconnect();
  }
  const blocks = pendingBlocks(), before = new Map(blocks.map((block) => [block, replica.base(block)]));
  incoming = { blocks, caret: selection() };
  if (reset !== undefined) incoming.reset = () => replica.reset(+revision, +accepted, (block) => before.get(block));
  if (refused && JSON.parse(refused).seq === replica.seq) {
    incoming.refused = blocks.map((block) => replica.text(block) ?? "");
    replica.waiting = [];
    replica.answered();
  }
  replica.receive(news, (operation, others) => {
    composing?.late.push(operation);
    incoming.caret = incoming.caret?.map((place) => follow(place, operation, others));
  });
};
const settle = () => {
  const { blocks, caret, reset, refused } = incoming;
  reset?.();
  refresh([...blocks, caret?.[0][0]]);
  if (caret && !composing) select(caret);
  if (refused) get("notices").firstElementChild.append(...refused);
  document.title = `${get("title").textContent} – Longhand`;
  send();
};

// The field that has the focus is never replaced: it takes over what came for it.
const keep = ({ detail }) => {
  const { target, fragment } = detail, field = target.querySelector(".source");
  if (!target.matches(".block") || field !== document.activeElement) return;
  const fresh = fragment.querySelector(`#${target.id} > .source`), gone = fragment.id && field === composing?.field;
  if (gone) composing.gone = target;
  detail.shouldSwap = !fresh && !gone;
  if (!fresh) return;
  target.dataset.kind = fresh.parentElement.dataset.kind;
  field.defaultValue = fresh.defaultValue;
  field.previousElementSibling.replaceWith(fresh.previousElementSibling);
};

const pendingBlocks = () => [...new Set(replica.pending.flatMap(([kind, block, x]) => (kind === "join" ? [block, x] : block)))];
const refresh = (blocks) => {
  const pending = pendingBlocks();
  for (const block of new Set([...blocks, ...pending])) {
    const field = fieldOf(block), text = replica.text(block);
    if (!field) continue;
    field.parentElement.hidden = text === undefined;
    field.parentElement.classList.toggle("pending", pending.includes(block));
    if (field !== composing?.field && field.value !== text) field.value = text ?? "";
    fit(field);
  }
};
const fit = ({ style, scrollHeight }) => {
  if (!CSS.supports("field-sizing", "content")) style.height = `${scrollHeight}px`;
};

const selection = () => {
  const field = document.activeElement;
  return field.matches(".source") ? [field.selectionStart, field.selectionEnd].map((units) => [blockOf(field), toPoints(field.value, units)]) : undefined;
};
const select = ([[block, start], [, end]]) => {
  const field = fieldOf(block);
  if (!field || `${selection()}` === `${[[block, start], [block, end]]}`) return;
  field.focus();
  field.setSelectionRange(toUnits(field.value, start), toUnits(field.value, end), field.selectionDirection);
};
const put = (field, units) => {
  field.focus();
  field.setSelectionRange(units, units);
};
const join = (above, below) => {
  const block = blockOf(above), at = length(above.value), units = above.value.length;
  act([["join", blockOf(below), block, at], ["del", block, at, 1]]);
  put(above, units);
};

const typed = ({ target: field }) => {
  const held = composing?.field === field && composing, block = blockOf(field);
  let operations = splice(block, held ? held.text : replica.text(block), field.value, field.selectionEnd);
  if (held) {
    held.text = field.value;
    [operations, held.late] = cross(operations, held.late);
  }
  act(operations);
};
const composed = (event) => {
  typed(event);
  const { late, gone } = composing;
  const caret = selection()?.map((place) => late.reduce((place, operation) => follow(place, operation, true), place));
  composing = gone?.remove();
  refresh([caret?.[0][0]]);
  if (caret) select(caret);
};

htmx.config.wsReconnectDelay = (attempt) => Math.min(200 * 2 ** attempt, 2000) * (0.5 + Math.random() / 2);
htmx.createWebSocket = (url) => new WebSocket(`${url}?client=${client}&since=${replica.revision}`);
const on = (target, handlers) => Object.entries(handlers).forEach(([name, handler]) => target.addEventListener(name, handler));
on(document.body, {
  "htmx:wsConfigSend": ({ detail }) => (detail.messageBody = JSON.stringify(message)),
  "htmx:wsOpen": () => {
    open = true;
    if (replica.busy) send(true);
  },
  "htmx:wsClose": ({ detail }) => {
    open = false;
    say(detail.event.code >= 4400 ? "stopped" : "offline");
  },
  "htmx:wsBeforeMessage": receive,
  "htmx:oobBeforeSwap": keep,
  "htmx:wsAfterMessage": settle,
});
on(editor, {
  input: typed,
  compositionstart: ({ target: field }) => (composing = { field, text: field.value, late: [] }),
  compositionend: composed,
  focusin: ({ target }) => target.matches(".source") && fit(target),
  click: ({ target, clientX, clientY }) => {
    const block = target.closest(".block:not(:focus-within)")?.id.slice(2);
    if (!block || target.closest("a") || !getSelection().isCollapsed) return;
    const at = placeAt(clientX, clientY, get(`b-${block}`).firstElementChild, replica.text(block));
    select([[block, at], [block, at]]);
  },
});
bindKeys(editor, { act, join, put });
