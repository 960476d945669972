// Keys that reach beyond one block. Enter is none of them: the server makes a border of the newline.
const STEPS = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

/** `act` does operations, `join(above, below)` joins fields, `put(field, units)` puts the caret. */
export const bindKeys = (editor, { act, join, put }) => {
  const beside = (field, step) => {
    const fields = [...editor.querySelectorAll(".block:not([hidden]) > .source")];
    return fields[fields.indexOf(field) + step];
  };
  editor.addEventListener("beforeinput", (event) => {
    const { target: field, inputType } = event, { selectionStart, selectionEnd, value } = field;
    const above = /Backward$/.test(inputType) && !selectionEnd && beside(field, -1);
    const below = /Forward$/.test(inputType) && selectionStart === value.length && beside(field, 1);
    if (above || below) join(above || field, below || field);
    else if (inputType.startsWith("history")) act([[inputType.slice(7).toLowerCase()]]);
    else return;
    event.preventDefault();
  });
  editor.addEventListener("keydown", (event) => {
    const { target: field, key, shiftKey } = event, { selectionEnd: from, value } = field, step = STEPS[key];
    const command = event.ctrlKey || event.metaKey;
    if (command && /^[yz]$/i.test(key)) {
      event.preventDefault();
      act([[shiftKey || /y/i.test(key) ? "redo" : "undo"]]);
    }
    if (step && !command && !shiftKey && !event.altKey) setTimeout(() => { // the caret has moved by then, if it could
      const next = field.selectionEnd === from && beside(field, step);
      if (!next) return;
      const start = step < 0 ? next.value.lastIndexOf("\n") + 1 : 0, end = step < 0 ? next.value.length : next.value.search(/\n|$/);
      if (/[LR]/.test(key)) put(next, step < 0 ? end : 0);
      else put(next, Math.min(end, start + from - value.lastIndexOf("\n", from - 1) - 1));
    });
  });
};
