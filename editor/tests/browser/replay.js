// node replay.js ws://…/ws/editor/<room>/ recording.json.gz
//
// Recorded people type once more into an empty room, each on a page with a socket of its own. What someone had not seen
// yet is withheld from their page as far as can be. A page has one message under way: its answer may stand behind what
// the person had not seen, and what waits for the answer may be what another had seen. Then the page is shown more.
import { Author } from "./author.js";
import { Random, SEED } from "./random.js";
import { Recording, expectSame } from "./recording.js";

const MOST_WAITING = 400; // strokes, before an answer is waited for

const replay = async (address, path) => {
  const { people, strokes, characters, text } = new Recording(path), random = new Random(SEED), authors = [];
  for (let number = 0; number < people; number++)
    authors.push(await Author.arrive(number, address, characters, authors));

  for (const stroke of strokes) {
    const author = authors[stroke.person], { knows } = stroke;
    author.remember(knows);
    await catchUp(author, knows);
    if (author.isBesideOthers(stroke)) await catchUp(author, everything(authors));
    const patience = random.below(MOST_WAITING);
    while (author.waiting > patience && (await author.isNextKnownTo(knows))) await author.receive(knows);
    author.type(stroke);
  }
  for (const author of authors) await catchUp(author, everything(authors));
  for (const author of authors) await author.leave(everything(authors));

  const stored = await (await fetch(address.replace(/^ws(.*)\/ws\/editor\/(.*)\/$/, "http$1/document/$2.md"))).text();
  for (const { page, shown, client } of authors) {
    expectSame(characters.meant(shown.view.text), text, "the recording itself");
    expectSame(characters.meant(page.texts.join("\n")), text, `the page of ${client}`);
    expectSame(characters.meant(stored), characters.meant(page.texts.join("\n\n")), "what is stored");
  }
  report(strokes, authors);
};

const everything = (authors) => authors.map((author) => author.strokes.length);

/** Show the author's page so many strokes of each. What another has not sent waits for that one's answer. */
const catchUp = async (author, knows) => {
  for (const other of author.others)
    while (author.shown.has(other) < knows[other.number])
      await (other.sent < knows[other.number] ? other : author).receive(knows);
};

const report = (strokes, authors) => {
  const sum = (numbers) => numbers.reduce((a, b) => a + b);
  const edits = sum(authors.map(({ page }) => page.seq)), early = sum(authors.map((author) => author.early));
  console.log(`${strokes.length} strokes in ${edits} edits; ${early} frames shown before they were seen; SEED=${SEED}`);
};

await replay(...process.argv.slice(2));
