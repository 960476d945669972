// The monotonic clock in seconds, which all processes of a machine share.

import { setTimeout as sleep } from "node:timers/promises";

export const PATIENCE = 30; // seconds
const START = Number(process.hrtime.bigint()) / 1e9 - performance.now() / 1e3;

export const now = () => START + performance.now() / 1e3;

/** What comes of the promise, or an error if that takes too long. */
export function patiently(promise) {
  const end = sleep(1000 * PATIENCE, null, { ref: false });
  return Promise.race([promise, end.then(() => Promise.reject(new Error("the server does not answer")))]);
}
