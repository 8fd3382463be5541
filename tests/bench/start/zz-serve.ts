import { createServer } from 'node:http';
import { writeFileSync } from 'node:fs';
import { serveDesk } from './served-desk.ts';
const desk = await serveDesk();
const server = createServer((_q, r) => r.end(desk.issueUrl()));
server.listen(0, '127.0.0.1', () => writeFileSync('/tmp/start-prof/desk-port', String((server.address() as any).port)));
process.on('SIGTERM', async () => { await desk.close(); process.exit(0); });
