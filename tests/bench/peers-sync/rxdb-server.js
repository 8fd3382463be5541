import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { onLines, say } from './waiting.js';

/**
 * The push end of RxDB's HTTP replication as its documentation has it: a row that was assumed to be other than it
 * is comes back as a conflict. Kept in memory, which is faster than any database.
 */
const held = new Map();
const server = createServer(async (request, response) => {
  const conflicts = [];
  for (const { newDocumentState, assumedMasterState } of await json(request)) {
    const master = held.get(newDocumentState.id);
    if (master !== undefined && assumedMasterState?.hash !== master.hash) conflicts.push(master);
    else held.set(newDocumentState.id, newDocumentState);
  }
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(conflicts));
});
server.listen(0, '127.0.0.1', () => say({ url: `http://127.0.0.1:${server.address().port}` }));
onLines(() => say({ count: held.size }));
