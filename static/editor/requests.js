export const requests = (query) => {
  const until = Date.now() + 3e5, over = new AbortController();
  const ask = async (what, options) => {
    const answer = await fetch(`${what}?${query()}`, { signal: over.signal, ...options });
    if (!answer.ok) throw answer;
    for (const data of (await answer.text()).split(/(?=<i id="sync")/)) if (data && line.readyState < 2) line.hear({ data });
  };
  const end = () => {
    if (line.readyState < 2) line.onclose({ code: 1006 });
    line.close();
  };
  const line = {
    OPEN: 1,
    readyState: 0,
    addEventListener: (_, hear) => (line.hear = hear),
    send: (body) => ask("edits", { method: "POST", body }).catch(end),
    close: () => over.abort((line.readyState = 3)),
  };
  line.send("").then(async () => {
    if (line.readyState) return;
    line.readyState = 1;
    line.onopen();
    while (line.readyState < 2 && Date.now() < until) await ask("news").catch(end);
    end();
  });
  return line;
};
