// node replay.js ws://…/ws/editor/<room>/ recording.json.gz
//
// Recorded people type once more, each on a page with a socket of its own, to an empty room. What someone had not seen
// yet is withheld from their page, as far as can be: a page has one message under way, and its answer may stand behind
// what the person had not seen, or others may need what waits for it. Then the page is shown more.
import assert from "node:assert/strict";

import { Author } from "./author.js";
import { Random, SEED } from "./random.js";
import { Recording, View } from "./recording.js";

const MOST_WAITING = Number(process.env.MW??40); // strokes, before an answer is waited for at the latest

const replay = async (address, path) => {
  const { people, strokes, characters, text } = new Recording(path), random = new Random(SEED), authors = [];
  for (let number = 0; number < people; number++)
    authors.push(await Author.arrive(number, address, characters, authors));

  for (const stroke of strokes) {
    const author = authors[stroke.person], { knows } = stroke;
    author.see(knows);
    await catchUp(author, knows);
    if (author.isBesideOthers(stroke)) await catchUp(author, authors.map((other) => other.strokes.length));
    while (author.waiting > random.below(MOST_WAITING) && (await author.isNextKnownTo(knows))) await author.receive(knows);
    author.type(stroke);
  }
  const everything = authors.map((author) => author.strokes.length);
  for (const author of authors) await catchUp(author, everything);
  for (const author of authors) while (author.page.replica.busy) await author.receive(everything);
  for (const { line } of authors) line.close();

  const stored = await (await fetch(address.replace(/^ws/, "http").replace("/ws/editor/", "/document/").replace(/\/$/, ".md"))).text();
  for (const { page, shown } of authors) {
    assert.equal(characters.meant(shown.view.text), text, "the recording itself");
    assert.equal(characters.meant(page.texts.join("\n")), text);
    assert.equal(page.texts.join("\n\n"), stored);
  }
  const edits = authors.reduce((sum, author) => sum + author.page.replica.seq, 0);
  const early = authors.reduce((sum, author) => sum + author.early, 0);
  console.log(`${strokes.length} strokes in ${edits} edits, ${early} frames shown early (SEED=${SEED})`);
};

/** Show the author's page what the person had seen. What another has not sent waits for that one's answer. */
const catchUp = async (author, knows) => {
  for (const other of author.others)
    while (author.shown.has(other) < knows[other.number])
      await (other.sent < knows[other.number] ? other : author).receive(knows);
};

await replay(...process.argv.slice(2));
