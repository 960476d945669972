// The room is in the address. Nobody is told that an edit was applied, but everybody gets it, its author too.

import { createDecoder, readVarUint } from "lib0/decoding";

import { parseSync, SYNC, YjsClient } from "./yjs.js";

export class Client extends YjsClient {
  static parse(payload) {
    const decoder = createDecoder(payload);
    return readVarUint(decoder) === SYNC ? parseSync(decoder) : { tokens: [], awareness: true };
  }

  address(server) {
    return `${server}/${this.room.name}`;
  }

  take(message) {
    if (message.awareness) return false;
    const isUpdate = super.take(message);
    if (isUpdate) this.answered.resolve();
    return isUpdate;
  }
}
