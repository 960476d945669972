// With a file, as one has it who wants to keep the documents, and everything else as it comes.

import { SQLite } from "@hocuspocus/extension-sqlite";
import { Server } from "@hocuspocus/server";

const { DATA_DIR, HOST, PORT } = process.env;
const extensions = [new SQLite({ database: `${DATA_DIR}/documents.sqlite3` })];

await new Server({ address: HOST, port: Number(PORT), extensions }).listen();
