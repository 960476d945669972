// The monotonic clock in seconds, which all processes of a machine share.

const START = Number(process.hrtime.bigint()) / 1e9 - performance.now() / 1e3;

export const now = () => START + performance.now() / 1e3;
