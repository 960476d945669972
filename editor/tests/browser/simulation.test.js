// Two to four people write at the same time, over lines that are slow in both directions and break.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Document } from "./document.js";
import { Person } from "./person.js";
import { Random, SEED } from "./random.js";
import { Server } from "./server.js";

const RUNS = 3000;
const STEPS = 80;
const START = [["A", "ab"], ["B", ""], ["C", "c😀d"]];
const ACTIONS = [...Array(6).fill("write"), "pressEnter", "pressBackspace", "deleteSome", "goElsewhere"];

test(`nothing is lost, doubled or out of order in ${RUNS} runs of SEED=${SEED}`, () => {
  for (let run = 0; run < RUNS; run++)
    try {
      simulate(new Random(SEED, run));
    } catch (error) {
      error.message = `run ${run} of SEED=${SEED}: ${error.message}`;
      throw error;
    }
});

const simulate = (random) => {
  const server = new Server(new Document(START), random);
  const people = Array.from({ length: 2 + random.below(3) }, (_, number) => new Person(number, START, random));
  for (let step = 0; step < STEPS; step++) something(server, random.of(people), random);
  comeToRest(server, people);
  check(server, people);
};

/** Whatever may happen next to someone, or to their line: it carries one message at a time, in order. */
const something = (server, person, random) => {
  const chance = random.below(100);
  if (chance < 40) person[random.of(ACTIONS)]();
  else if (!person.connection) person.connect(server);
  else if (chance < 60) carryUp(server, person);
  else if (chance < 80) carryDown(person);
  else if (chance < 97) server.turn();
  else person.disconnect(server);
};

const carryUp = (server, { connection }) => {
  if (connection.up.length) server.receive(connection, connection.up.shift());
};

const carryDown = (person) => {
  if (person.connection.down.length) person.receive(person.connection.down.shift());
};

const comeToRest = (server, people) => {
  for (const person of people) if (!person.connection) person.connect(server);
  const underWay = () => people.some(({ connection: { up, down } }) => up.length || down.length);
  while (!server.idle || underWay()) {
    for (const person of people) carryUp(server, person);
    server.turn();
    for (const person of people) carryDown(person);
  }
};

const check = (server, people) => {
  const { text } = server.document;
  for (const person of people) {
    assert.ok(!person.replica.left(), "something was never sent or never answered");
    assert.equal(person.text, text);
  }
  const letters = [...text], deleted = new Set(people.flatMap((person) => person.deleted));
  for (const word of people.flatMap((person) => person.words)) {
    const found = letters.filter((letter) => word.includes(letter));
    const left = word.filter((letter) => !deleted.has(letter));
    assert.deepEqual(found, left, "letters that are lost, doubled or out of order");
  }
};
