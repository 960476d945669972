const { locks } = navigator;
const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
const opened = (async (opening = indexedDB.open(location.pathname)) => {
  opening.onupgradeneeded = () => opening.result.createObjectStore("edits");
  return done(opening);
})();
const edits = async () => (await opened).transaction("edits", "readwrite").objectStore("edits");
let kept;

export const keep = async (replica) => {
  const key = replica.client, texts = {};
  for (const [, block] of replica.pending) texts[block] = replica.base(block);
  const unsaved = replica.unsaved && JSON.stringify({ ...replica, texts });
  if (kept || unsaved) (kept = unsaved) ? (await edits()).put(unsaved, key) : (await edits()).delete(key);
};

export const recover = async (client, show) => {
  const finish = async ({ name: key }) => {
    for (let body; (body = await done((await edits()).get(key))); await new Promise((resolve) => setTimeout(resolve, 1e3))) {
      const answer = await fetch("unsent", { method: "POST", body }).catch(() => ({ status: 503 }));
      if (answer.ok) show(await answer.text(), (await edits()).delete(key));
      else if (answer.status < 500) return;
    }
  };
  locks?.request(client, () => new Promise(() => {}));
  for (const key of await done((await edits()).getAllKeys())) locks?.request(key, finish);
};
