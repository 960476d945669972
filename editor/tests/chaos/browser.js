// What the page's scripts ask of a browser, for several pages in one Node. To be imported before any of them.

const [room, , sites] = process.argv.slice(2);

/** As `navigator.locks`, and what a browser does with a lock when the page that holds it ends. */
class Locks {
  #queues = new Map();

  request(name, callback) {
    const queue = this.#queues.get(name) ?? [];
    this.#queues.set(name, queue);
    if (queue.push(callback) === 1) this.#grant(name);
  }

  release(name) {
    this.#queues.get(name).shift();
    this.#grant(name);
  }

  async #grant(name) {
    const [callback] = this.#queues.get(name);
    await callback?.({ name });
    if (callback) this.release(name);
  }
}

const request = fetch, servers = sites.split(",");
let turn = 0;
globalThis.fetch = (path, options) => request(new URL(path, `${servers[turn++ % servers.length]}/document/${room}/`), options);
globalThis.location = { pathname: `/document/${room}/` };
globalThis.localStorage = {};
globalThis.htmx = { config: {} };
Object.defineProperty(navigator, "locks", { value: new Locks() });
