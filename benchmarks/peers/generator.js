// A process of the load generator: some of those who are in the rooms of a peer's server.
//
//     node generator.js PEER
//
// It is told what to do in lines of JSON, and answers each of them with one when it is done.

import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

import { now, PATIENCE, patiently } from "./clock.js";
import { Room } from "./room.js";
import { tally } from "./tally.js";

const AT_ONCE = 100; // that connect
const { Client } = await import(`./clients/${process.argv[2]}.js`);
const input = createInterface({ input: process.stdin }).on("close", () => process.exit());
const lines = input[Symbol.asyncIterator]();

const { server, parts } = await hear();
const rooms = parts.map((part) => new Room(part.room, part.blocks));
const members = parts.flatMap(({ writers, readers }, index) => [
  ...writers.map((writer) => new Client(rooms[index], writer)),
  ...Array.from({ length: readers }, () => new Client(rooms[index])),
]);

const authors = await together(parts.filter((part) => part.texts), fill);
tell("filled");

await hear();
const began = now();
await together(members, (member) => member.join(server));
for (const author of authors) author.close();
tell(now() - began);

const { start, window, rate } = await hear(); // in seconds from now, so that it does not matter whose clock it is
const base = now();
const measured = window.map((time) => base + time);
await write();
tell(Object.fromEntries(rooms.map(({ name }) => [name, sentIn(name)])));

const sent = await hear();
await receiveAll();
tell({ ...tally(members, sent, measured), refused: rooms.reduce((sum, room) => sum + room.refusals, 0) });

async function fill({ texts }, index) {
  const author = new Client(rooms[index]);
  await author.join(server);
  author.fill(texts);
  await patiently(author.answered.promise);
  return author;
}

async function write() {
  const pause = 1 / rate;
  const strokes = Math.floor((window[1] - start) * rate);
  const writers = members.filter((member) => member.writer);
  await Promise.all(writers.map((each) => each.write(base + start + pause * each.writer.phase, pause, strokes)));
  await until(() => writers.every((writer) => writer.idle || writer.code !== null));
}

/** As many tokens as were sent, as long as there is hope. */
async function receiveAll() {
  const typed = Object.fromEntries(rooms.map(({ name }) => [name, Object.keys(sent[name]).length]));
  const all = (member) => member.tokens >= typed[member.room.name] - member.sent.size;
  await until(() => members.every((member) => all(member) || member.code !== null));
}

function sentIn(room) {
  return Object.fromEntries(members.filter((each) => each.room.name === room).flatMap((each) => [...each.sent]));
}

async function until(holds) {
  for (const end = now() + PATIENCE; !holds() && now() < end; ) await sleep(50);
}

/** What comes of each of them, of which some are done at a time. */
async function together(some, doing) {
  const results = [];
  const left = some.entries();
  const work = async () => {
    for (const [index, one] of left) results[index] = await doing(one, index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

async function hear() {
  return JSON.parse((await lines.next()).value);
}

function tell(what) {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}
