// node writers.js <room> <seed> <http://…,http://…> ws://…  [ws://… …]
//
// One writer for each of the sockets, all in one process. It reads commands, a line of JSON each, and answers each with
// a line when it is done. Whatever goes wrong ends the process.
import "./browser.js";

import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

const { Writer } = await import("./writer.js");

const PATIENCE = 60_000; // ms
const LOOK = 5; // ms between two looks

const [room, seed, , ...sockets] = process.argv.slice(2);
const writers = sockets.map((socket, number) => new Writer(number, Number(seed), `${socket}/ws/editor/${room}/`));
await Promise.all(writers.map((writer) => writer.open()));
for (const writer of writers) writer.write();

const commands = {
  /** Wait until these writers' pages have come to that revision, and what they did by now is answered. */
  async sync({ revision, numbers }) {
    const expectations = numbers.map((number) => writers[number].expects(revision)), end = Date.now() + PATIENCE;
    for (let missing; (missing = expectations.map((missing) => missing()).find(Boolean)); await sleep(LOOK))
      if (Date.now() > end) throw new Error(`after ${PATIENCE / 1000} s ${missing}`);
  },
  die: ({ number }) => writers[number].die(),
  stop: () => writers.forEach((writer) => writer.stop()),
  report: () => writers.map((writer) => writer.report()),
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  console.log(JSON.stringify((await commands[command.do](command)) ?? null));
}
process.exit();
