// What all members of a room are sent alike, and read but once: what a delivery costs the load generator hardly depends
// on what is in it. A message is told by its bytes.

const TOKEN = /⟨[0-9]+:[0-9]+⟩/g;

export class Room {
  refusals = 0;
  #messages = new Map();

  /** `blocks` are how many of them are written in, with the heading before them. */
  constructor(name, blocks) {
    this.name = name;
    this.blocks = blocks;
  }

  /** The same message object for the same bytes, made by `parse` from the first of them. */
  read(payload, parse) {
    const key = payload.latin1Slice();
    let message = this.#messages.get(key);
    if (!message) this.#messages.set(key, (message = parse(payload)));
    return message;
  }
}

export function tokensIn(text) {
  return text.match(TOKEN) ?? [];
}
