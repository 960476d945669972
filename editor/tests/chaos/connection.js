// A page's connection, which comes again whenever it breaks, as htmx's websocket extension has it do.

const COME_AGAIN = [1006, 1011, 1012, 1013];
const MOST_SILENCE = 12_000; // ms without a frame, after which a connection is taken to be dead

export class Connection {
  #socket;
  #silence;

  /** `owner` has an `address` to connect to, and is told: `onOpen()`, `onFrame(html)`, `onClose(why)`. */
  constructor(owner, random) {
    Object.assign(this, { owner, random });
    this.#open();
  }

  send(message) {
    this.#socket.send(JSON.stringify(message));
  }

  /** Leave this connection, whatever it would still bring, and make another. */
  reconnect(why) {
    clearTimeout(this.#silence);
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    this.owner.onClose(why);
    setTimeout(() => this.#open(), 300 + this.random.below(700));
  }

  #open() {
    this.#socket = new WebSocket(this.owner.address);
    this.#socket.onopen = () => this.owner.onOpen();
    this.#socket.onmessage = ({ data }) => {
      this.#expectNews();
      this.owner.onFrame(data);
    };
    this.#socket.onclose = ({ code, reason }) => {
      if (!COME_AGAIN.includes(code)) throw new Error(`${this.owner.address} was closed with ${code} ${reason}`);
      this.reconnect(code);
    };
    this.#expectNews();
  }

  #expectNews() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.reconnect("silence"), MOST_SILENCE);
  }
}
