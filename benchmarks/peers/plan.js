// An edit as places in the text.

/** Where to insert, and what to delete then: each row of tokens and where it begins, the last one first. */
export function plan(text, last, inserted, old) {
  const at = last ? find(text, last) + last.length : text.length;
  return { at, deleted: rows(text.slice(0, at) + inserted + text.slice(at), old) };
}

function rows(text, tokens) {
  const found = [];
  for (const [at, token] of tokens.map((token) => [find(text, token), token]).sort(([a], [b]) => b - a)) {
    const after = found.at(-1);
    if (after && at + token.length === after.at) Object.assign(after, { at, old: token + after.old });
    else found.push({ at, old: token });
  }
  return found;
}

function find(text, token) {
  const at = text.indexOf(token);
  if (at < 0) throw new Error(`${token} is gone`);
  return at;
}
