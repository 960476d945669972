// A socket whose frames wait until they are asked for.

export class Line {
  #frames = [];
  #somethingHappens = () => {};
  #broken;
  #socket;

  constructor(address) {
    this.#socket = new WebSocket(address);
    this.#socket.onmessage = ({ data }) => {
      this.#frames.push(data);
      this.#somethingHappens();
    };
    this.#socket.onclose = ({ code, reason }) => {
      this.#broken = new Error(`the server closed a socket: ${code} ${reason}`);
      this.#somethingHappens();
    };
  }

  /** The next frame, which stays the next one. */
  async front() {
    if (!this.#frames.length && !this.#broken) await new Promise((resolve) => (this.#somethingHappens = resolve));
    if (!this.#frames.length) throw this.#broken;
    return this.#frames[0];
  }

  async next() {
    await this.front();
    return this.#frames.shift();
  }

  send(message) {
    this.#socket.send(JSON.stringify(message));
  }

  close() {
    this.#socket.close();
  }
}
