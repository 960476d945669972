// The program that it comes with. It stores nothing, unless it is told where.

import "../node_modules/@y/websocket-server/src/server.js";
