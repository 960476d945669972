// The page of somebody who may only read: what others write is swapped in, and nothing is sent.
import { connect, hear, way } from "./connection.js";
const get = (id) => document.getElementById(id).dataset, status = get("status"), client = Math.random().toFixed(20).slice(2);
addEventListener("htmx:wsOpen", () => Object.assign(status, { state: "saved", by: way() }));
addEventListener("htmx:wsClose", ({ detail }) => (status.state = detail.event.code >= 4400 ? "stopped" : "offline"));
addEventListener("htmx:wsBeforeMessage", () => hear());
connect(() => `client=${client}&since=${get("sync").revision}`);
