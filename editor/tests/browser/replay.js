// node replay.js ws://…/ws/editor/<room>/ recording.json.gz
//
// Lets recorded people type once more, each on a page with a socket of its own. What someone had not seen yet when they
// typed is withheld from their page, as far as can be: a page has one message under way, and its answer may stand behind
// changes that the person had not seen, or be needed before others can see what waits. Then the page is shown more.
import assert from "node:assert/strict";

import { Page } from "./page.js";
import { Random, SEED } from "./random.js";
import { Recording, View } from "./recording.js";

const MOST_WAITING = 20; // strokes until the next answer is waited for

class Person {
  #page;
  #frames = [];
  #socket;
  #arrived;
  #sent = new Map(); // how many strokes an edit and all before it have, by its number
  #seen; // how many strokes of each person show on the page
  strokes = []; // numbers of the characters that each shows and hides

  static async arrive(number, people, address, characters) {
    const person = new Person(), client = `person-${number}`;
    const page = await fetch(address.replace(/^ws/, "http").replace("/ws/editor/", "/document/"));
    person.#page = new Page(await page.text(), client, (edit) => person.#send(edit));
    person.#seen = people.map(() => 0);
    ...
  }
}
