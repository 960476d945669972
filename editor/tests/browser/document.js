// A document as the operations of the wire change it, written without the code under test.

export class Document {
  #texts;

  /** Out of pairs of a block and its text, in order. */
  constructor(blocks) {
    this.#texts = new Map(blocks);
  }

  get blocks() {
    return [...this.#texts];
  }

  get text() {
    return [...this.#texts.values()].join("\n");
  }

  of = (block) => this.#texts.get(block);

  /** Throws where the server would refuse. */
  apply(ops) {
    for (const [kind, block, ...rest] of ops) {
      if (!this.#texts.has(block)) throw new Error(`there is no block ${block} for ${JSON.stringify(ops)}`);
      this[kind](block, ...rest);
    }
    return this;
  }

  ins(block, at, typed) {
    const points = this.#points(block, at);
    this.#write(block, points.toSpliced(at, 0, typed));
  }

  del(block, at, count) {
    const points = this.#points(block, at + count);
    this.#write(block, points.toSpliced(at, count));
  }

  split(block, at, below) {
    const points = this.#points(block, at + 1);
    if (points[at] !== "\n" || this.#texts.has(below)) throw new Error(`${block} cannot be split at ${at}`);
    const texts = this.blocks;
    const place = texts.findIndex(([key]) => key === block);
    texts.splice(place, 1, [block, points.slice(0, at).join("")], [below, points.slice(at + 1).join("")]);
    this.#texts = new Map(texts);
  }

  join(block, above, at) {
    const points = this.#points(above, at);
    if (points.length !== at) throw new Error(`${above} does not end at ${at}`);
    this.#write(above, [...points, "\n", this.of(block)]);
    this.#texts.delete(block);
  }

  #points(block, end) {
    const points = [...(this.of(block) ?? "")];
    if (end > points.length) throw new Error(`${block} has no place ${end}`);
    return points;
  }

  #write(block, points) {
    this.#texts.set(block, points.join(""));
  }
}
