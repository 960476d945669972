// What is not stored yet is kept in the browser too: where a page died with some, the next one has it stored.
const { locks } = navigator, place = `${location.pathname} `;
const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
const opened = (async () => { // throws where cookies are blocked
  const opening = indexedDB.open("unsent");
  opening.onupgradeneeded = () => opening.result.createObjectStore("edits");
  return done(opening);
})();
const edits = async () => (await opened).transaction("edits", "readwrite").objectStore("edits");
let kept;

export const keep = async (replica) => {
  const key = place + replica.client, texts = {};
  for (const [, block] of replica.pending) texts[block] = replica.base(block);
  const unsaved = replica.unsaved && JSON.stringify({ ...replica, texts });
  if (kept || unsaved) (kept = unsaved) ? (await edits()).put(unsaved, key) : (await edits()).delete(key);
};

/** `show` is given what the server has to say about it, as HTML. */
export const recover = async (client, show) => {
  const finish = async ({ name: key }) => {
    for (let body; (body = await done((await edits()).get(key))); await new Promise((resolve) => setTimeout(resolve, 1e3))) {
      const answer = await fetch("unsent", { method: "POST", body }).catch(() => ({ status: 503 }));
      if (answer.ok) show(await answer.text(), (await edits()).delete(key));
      else if (answer.status < 500) return;
    }
  };
  locks?.request(place + client, () => new Promise(() => {})); // which ends with the page, however that ends
  for (const key of await done((await edits()).getAllKeys())) if (key.startsWith(place)) locks?.request(key, finish);
};
