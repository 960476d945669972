// With the database that it comes with, which is in memory.

import { createServer } from "node:http";

import WebSocketJSONStream from "@teamwork/websocket-json-stream";
import ShareDB from "sharedb";
import { WebSocketServer } from "ws";

const backend = new ShareDB();
const server = createServer((request, response) => response.end());
new WebSocketServer({ server }).on("connection", (socket) => backend.listen(new WebSocketJSONStream(socket)));
server.listen(Number(process.env.PORT), process.env.HOST);
