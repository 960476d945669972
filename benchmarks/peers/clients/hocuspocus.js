// Each message begins with the document's name; one shows a token, which anyone may, and is told when an edit is applied.

import { createDecoder, readVarString, readVarUint } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from "lib0/encoding";

import { parseSync, SYNC, YjsClient } from "./yjs.js";

const AUTH = 2, QUERY_AWARENESS = 3, SYNC_REPLY = 4, SYNC_STATUS = 8;
const ALIVE = 30_000; // ms; who says nothing for a minute is shown out

export class Client extends YjsClient {
  static parse(payload) {
    const decoder = createDecoder(payload);
    readVarString(decoder);
    const type = readVarUint(decoder);
    if (type === SYNC || type === SYNC_REPLY) return parseSync(decoder);
    return { tokens: [], type, applied: type === SYNC_STATUS && readVarUint(decoder) === 1 };
  }

  address(server) {
    return server;
  }

  head(type) {
    const encoder = createEncoder();
    writeVarString(encoder, this.room.name);
    writeVarUint(encoder, type);
    return encoder;
  }

  opened() {
    const encoder = this.head(AUTH);
    writeVarUint(encoder, 0);
    writeVarString(encoder, "anyone");
    this.send(toUint8Array(encoder));
    super.opened();
    setInterval(() => this.send(toUint8Array(this.head(QUERY_AWARENESS))), ALIVE).unref();
  }

  take(message) {
    if (message.type === undefined) return super.take(message);
    if (message.type === SYNC_STATUS) message.applied ? this.answered.resolve() : this.room.refusals++;
    return false;
  }
}
