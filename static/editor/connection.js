import { requests } from "./requests.js";

let line, heard, failures = 0;

export const hear = () => (heard = Date.now());
export const way = () => ((failures = 0), line.url ? "socket" : "requests");
export const giveUp = () => {
  line.onclose?.({ code: 1006 });
  line.onclose = null;
  line.close();
};
export const connect = (query) => {
  htmx.config.wsReconnectDelay = () => 300 + 700 * Math.random();
  htmx.createWebSocket = (url) => {
    hear();
    return (line = failures++ % 3 === 2 ? requests(query) : new WebSocket(`${url}?${query()}`));
  };
  setInterval(() => line?.readyState < 2 && Date.now() - heard > (line.readyState ? 12e3 : 5e3) && giveUp(), 1e3);
};
