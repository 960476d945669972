// The server's HTML, read as the few things that htmx does with it.

const PIECE = new RegExp(
  [
    '<section id="b-(?<gone>\\w+)" hx-swap-oob="delete">',
    '<div hx-swap-oob="(?:afterend:#b-(?<above>\\w+)|(?<front>afterbegin:#blocks))">',
    '(?<whole><div id="blocks")',
    '<section class="block" id="b-(?<block>\\w+)"(?<swapped>[^>]* hx-swap-oob="true")?[^>]*>.*?' +
      '<textarea class="source"[^>]*>\\n(?<text>[^<]*)</textarea>',
  ].join("|"),
  "gs",
);
const CHARACTERS = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };

/** Attributes of #sync by their names: revision, changes, reset, settled, refused. */
export const readSync = (html) => {
  const [tag] = html.match(/<i id="sync"[^>]*>/);
  const attributes = tag.matchAll(/data-(\w+)(?:="([^"]*)")?/g);
  return Object.fromEntries([...attributes].map(([, name, value]) => [name, unescape(value ?? "")]));
};

/** Do to `blocks`, a Blocks, what htmx does to a page. */
export const swap = (html, blocks) => {
  let place;
  for (const { groups } of html.matchAll(PIECE)) {
    const { gone, above, front, whole, block, swapped, text } = groups;
    if (gone) blocks.remove(gone);
    else if (above) place = above;
    else if (front) place = null;
    else if (whole) [place] = [null, blocks.clear()];
    else if (swapped) blocks.write(block, unescape(text));
    else {
      blocks.insert(block, place, unescape(text));
      place = block;
    }
  }
};

const unescape = (html) => html.replace(/&([#\w]+);/g, (_, name) => CHARACTERS[name]);
