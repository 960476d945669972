// What is not stored yet is in the browser's storage too: a page that died there has its work finished by the next.
const { locks } = navigator, place = `unsent ${location.pathname} `;

export const keep = (replica) => {
  const key = place + replica.client, texts = {};
  for (const [, block] of replica.pending) texts[block] = replica.base(block);
  try {
    if (replica.unsaved) localStorage[key] = JSON.stringify({ ...replica, texts });
    else delete localStorage[key];
  } catch {} // it is full, or forbidden
};

/** `show` is given what the server has to say about it, as HTML. */
export const recover = (client, show) => {
  const finish = async ({ name: key }) => {
    for (let body; (body = localStorage[key]); await new Promise((resolve) => setTimeout(resolve, 1e3))) {
      const answer = await fetch("unsent", { method: "POST", body }).catch(() => ({ status: 503 }));
      if (answer.ok) show(await answer.text(), delete localStorage[key]);
      else if (answer.status < 500) return;
    }
  };
  for (const key of Object.keys(localStorage)) if (key.startsWith(place)) locks?.request(key, finish);
  locks?.request(place + client, () => new Promise(() => {})); // which ends with the page, however that ends
};
