// Randomness that a seed repeats: SEED=… in the environment, printed with every run.

export const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Marsaglia's xorshift with 32 bits; each `run` of a seed has numbers of its own. */
export class Random {
  #state;

  constructor(seed, run = 0) {
    this.#state = Math.imul(seed ^ Math.imul(run + 1, 0x9e3779b1), 0x85ebca6b) || 1;
    for (let i = 0; i < 4; i++) this.below(2);
  }

  /** A whole number from 0 to `end` - 1. */
  below(end) {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return Math.floor(((this.#state >>> 0) / 2 ** 32) * end);
  }

  of(choices) {
    return choices[this.below(choices.length)];
  }
}
