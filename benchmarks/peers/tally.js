// What a load came to, counted up as benchmarks/tally.py does it.

const STEPS = 10_000; // in a second, in which latencies are counted

/** What these have received of the tokens that were sent in each room at those times, and what they did. */
export function tally(members, sent, [start, end]) {
  const result = { edits: 0, late: 0, latencies: {}, deliveries: 0, frames: 0, lost: 0, doubled: 0, closed: 0 };
  const within = (time) => start <= time && time < end;
  for (const member of members) {
    const typed = sent[member.room.name];
    const received = new Set();
    for (const [index, { tokens }] of member.messages.entries()) {
      const time = member.times[index];
      result.frames += within(time);
      for (const token of tokens) {
        if (member.sent.has(token)) continue;
        if (received.has(token) || !(token in typed)) result.doubled++;
        received.add(token);
        result.deliveries += within(time);
        if (!within(typed[token])) continue;
        const latency = Math.floor((time - typed[token]) * STEPS);
        result.latencies[latency] = (result.latencies[latency] ?? 0) + 1;
      }
    }
    result.lost += expected(member, typed) - received.size;
    result.closed += member.code !== null;
    result.late += member.late;
    for (const time of member.sent.values()) result.edits += within(time);
  }
  return result;
}

/** How many tokens of others there are for it to receive. */
function expected(member, typed) {
  return Object.keys(typed).length - member.sent.size;
}
