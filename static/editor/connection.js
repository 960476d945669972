// The line to the server: a websocket, or requests that look like one.
let line, silence, failures = 0;
export const hear = (patience = 12e3) => { clearTimeout(silence); silence = setTimeout(() => line.readyState < 2 && giveUp(), patience); };
export const way = () => (hear(), (failures = 0), line.url ?? "requests");
export const giveUp = (one = line) => { one.onclose?.({ code: 1006 }); one.onclose = null; one.close(); };
export const connect = (query) => {
  htmx.config.wsReconnectDelay = () => 300 + 700 * Math.random();
  htmx.createWebSocket = (url) => (hear(5e3), (line = failures++ % 3 === 2 ? requests(query) : new WebSocket(`${url}?${query()}`)));
};
const requests = (query) => {
  const over = new AbortController(), { signal } = over, end = () => giveUp(line);
  const ask = async (what, options) => {
    const answer = await fetch(`${what}?${query()}`, { signal, ...options });
    if (!answer.ok) throw answer;
    for (const data of (await answer.text()).split(/(?=<i id="sync")/)) if (data) line.hear({ data });
  };
  const line = {
    OPEN: 1, readyState: 0,
    addEventListener: (_, hear) => (line.hear = hear),
    send: (body) => ask("edits", { method: "POST", body }).catch(end),
    close: () => over.abort((line.readyState = 3)),
  };
  line.send("").then(async () => {
    if (line.readyState) return;
    line.readyState = 1; line.onopen(); setTimeout(end, 3e5);
    while (line.readyState < 2) await ask("news").catch(end);
  });
  return line;
};
