// What is not stored yet, kept in the browser's database until it is: committed at once, for the page may be about to end.
const done = async (request) => { request.transaction?.commit(); await new Promise((resolve) => (request.onsuccess = resolve)); return request.result; };
const opened = (async () => {
  const opening = indexedDB.open(location.pathname); opening.onupgradeneeded = () => opening.result.createObjectStore("edits"); return done(opening);
})();
const edits = async (method, ...what) => done((await opened).transaction("edits", "readwrite").objectStore("edits")[method](...what));
let kept;
export const keep = (client, left) => {
  if (left) edits("put", JSON.stringify(left), client);
  else if (kept) edits("delete", client);
  kept = left;
};
export const recover = async (client, show) => {
  navigator.locks?.request(client, () => new Promise(() => {}));
  for (const key of await edits("getAllKeys"))
    navigator.locks?.request(key, async () => {
      for (let body; (body = await edits("get", key)); await new Promise((resolve) => setTimeout(resolve, 1e3))) {
        const answer = await fetch("unsent", { method: "POST", body }).catch(() => 0);
        if (answer.ok) show(await answer.text(), edits("delete", key));
        else if (answer.status < 500) return;
      }
    });
};
