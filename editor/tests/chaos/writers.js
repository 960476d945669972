// node writers.js <room> <seed> http://… ws://…  [ws://… …]
//
// One writer for each of the sockets, all in one process. It reads commands, a line of JSON each, and answers each with
// a line when it is done. Whatever goes wrong ends the process.
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

import { Writer } from "./writer.js";

const PATIENCE = 60_000; // ms
const LOOK = 5; // ms between two looks

const [room, seed, site, ...sockets] = process.argv.slice(2);
const html = async () => (await fetch(`${site}/document/${room}/`)).text();
const pages = await Promise.all(sockets.map(html));
const writers = sockets.map((socket, number) => new Writer(number, Number(seed), `${socket}/ws/editor/${room}/`, pages[number]));
for (const writer of writers) writer.write();

const commands = {
  /** Wait until these writers' pages have come to that revision, and what they did by now is answered. */
  async sync({ revision, numbers }) {
    const expectations = numbers.map((number) => writers[number].expects(revision)), end = Date.now() + PATIENCE;
    for (let missing; (missing = expectations.map((missing) => missing()).find(Boolean)); await sleep(LOOK))
      if (Date.now() > end) throw new Error(`after ${PATIENCE / 1000} s ${missing}`);
  },
  stop: () => writers.forEach((writer) => writer.stop()),
  report: () => writers.map((writer) => writer.report()),
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  console.log(JSON.stringify((await commands[command.do](command)) ?? null));
}
process.exit();
