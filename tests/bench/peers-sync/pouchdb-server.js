import { join } from 'node:path';
import express from 'express';
import expressPouchDb from 'express-pouchdb';
import PouchDB from 'pouchdb';
import { onLines, say } from './waiting.js';

/** A server that speaks CouchDB's replication, on LevelDB in the folder that it was started in. */
const Folder = PouchDB.defaults({ prefix: `${join(process.cwd(), 'server')}-` });
const entries = new Folder('entries');
await entries.info();
const app = express();
app.use(expressPouchDb(Folder, { mode: 'minimumForPouchDB', inMemoryConfig: true, overrideMode: {} }));
const server = app.listen(0, '127.0.0.1', () => say({ url: `http://127.0.0.1:${server.address().port}` }));
onLines(async () => say({ count: (await entries.info()).doc_count }));
