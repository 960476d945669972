// A page's connection: its own script, and around it what htmx's websocket extension does.

const COME_AGAIN = [1006, 1011, 1012, 1013];
const WHILE = 3_000; // ms after which a connection by requests is given up, so that websockets have their share

export class Connection {
  /** `owner` has a `client` and a `query`, and is told: `onOpen(way)`, `onFrame(html)`, `onClose(code)`. */
  static async open(owner, address) {
    const script = await import(`../../../static/editor/connection.js?${owner.client}`); // one for each page
    script.connect(() => owner.query);
    return new Connection(owner, address, script, htmx.createWebSocket, htmx.config.wsReconnectDelay);
  }

  constructor(owner, address, script, create, delay) {
    Object.assign(this, { owner, address, script, create, delay });
    this.#open();
  }

  send(message) {
    this.socket.send(JSON.stringify(message));
  }

  giveUp() {
    this.script.giveUp();
  }

  /** As when the page ends: nobody is told, and nothing comes after. */
  end() {
    this.ended = true;
    this.socket.onopen = this.socket.onclose = null;
    this.socket.close();
  }

  #open() {
    if (this.ended) return;
    const socket = (this.socket = this.create(this.address));
    socket.onopen = () => {
      const way = this.script.way();
      if (way === "requests") setTimeout(() => socket === this.socket && this.giveUp(), WHILE);
      this.owner.onOpen(way);
    };
    socket.onclose = ({ code, reason }) => {
      if (!COME_AGAIN.includes(code)) throw new Error(`${this.address} was closed with ${code} ${reason}`);
      setTimeout(() => this.#open(), this.delay());
      this.owner.onClose(code);
    };
    socket.onerror = () => {};
    socket.addEventListener("message", ({ data }) => {
      this.script.hear();
      if (!this.ended) this.owner.onFrame(data);
    });
  }
}
