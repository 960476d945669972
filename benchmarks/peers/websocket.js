// As much of a websocket (RFC 6455) as these servers need of a client: whole messages, not compressed.
// A library that does all of it would have the load generator measure itself.

import { createConnection } from "node:net";

const TEXT = 0x81, BINARY = 0x82, CLOSE = 0x88, PING = 0x89, PONG = 0x8a; // each with the bit of a whole message
const CHUNK = Buffer.allocUnsafe(1 << 18); // what all sockets read into, as whoever reads is done before the next one

export class WebSocket {
  code = null; // as long as the connection stands
  #socket;
  #opened;
  #rest = Buffer.alloc(0);

  /** Resolves when the server has agreed. */
  open(address) {
    const { hostname, port, pathname } = new URL(address);
    const handshake = [
      `GET ${pathname} HTTP/1.1`, `Host: ${hostname}:${port}`, "Connection: Upgrade", "Upgrade: websocket",
      "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: bG9uZ2hhbmQgYmVuY2htYQ==", "\r\n",
    ];
    return new Promise((resolve, reject) => {
      this.#opened = resolve;
      const onread = { buffer: CHUNK, callback: (size) => this.#arrived(CHUNK.subarray(0, size)) };
      this.#socket = createConnection({ host: hostname, port, noDelay: true, onread });
      this.#socket.once("connect", () => this.#socket.write(handshake.join("\r\n")));
      this.#socket.on("error", reject);
      this.#socket.on("close", () => { this.code ??= 1006; });
    });
  }

  send(message) {
    typeof message === "string" ? this.#send(TEXT, Buffer.from(message)) : this.#send(BINARY, message);
  }

  close() {
    this.#socket.end();
  }

  /** A message has come; the bytes are there until this returns. */
  received(payload) {}

  #arrived(data) {
    if (this.#rest.length) data = Buffer.concat([this.#rest, data]);
    let at = this.#opened ? this.#upgrade(data) : 0;
    while (!this.#opened && at + 2 <= data.length) {
      let start = at + 2, length = data[at + 1];
      if (length === 126) start += 2;
      if (length === 127) start += 8;
      if (start > data.length) break;
      if (length > 125) length = data.readUIntBE(start - (length === 126 ? 2 : 6), length === 126 ? 2 : 6);
      if (start + length > data.length) break;
      this.#take(data[at], data.subarray(start, start + length));
      at = start + length;
    }
    this.#rest = Buffer.from(data.subarray(at));
    return true;
  }

  /** Where the messages begin; 0 as long as the handshake is not complete. */
  #upgrade(data) {
    const end = data.indexOf("\r\n\r\n");
    if (end < 0) return 0;
    const head = data.latin1Slice(0, end);
    if (!head.startsWith("HTTP/1.1 101 ")) throw new Error(head);
    this.#opened();
    this.#opened = null;
    return end + 4;
  }

  #take(kind, payload) {
    if (kind === TEXT || kind === BINARY) this.received(payload);
    else if (kind === PING) this.#send(PONG, payload);
    else if (kind === CLOSE) this.code = payload.length ? payload.readUInt16BE() : 1005;
    else throw new Error(`a frame of kind ${kind}`);
  }

  /** A client has to mask what it sends; this mask, of four zeros, changes nothing. */
  #send(kind, payload) {
    const size = payload.length;
    const head = Buffer.alloc(size <= 125 ? 6 : size < 65536 ? 8 : 14);
    head[0] = kind;
    head[1] = 0x80 | (size <= 125 ? size : size < 65536 ? 126 : 127);
    if (size > 125) size < 65536 ? head.writeUInt16BE(size, 2) : head.writeUIntBE(size, 4, 6);
    this.#socket.write(Buffer.concat([head, payload]));
  }
}
