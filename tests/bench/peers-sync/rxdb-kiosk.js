import { createRxDatabase } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { idOf, onLines, say, url, waitingEntries } from './waiting.js';

/** One document an entry, in memory: the free storages write to no disk outside a browser. */
const database = await createRxDatabase({
  name: 'kiosk',
  storage: getRxStorageMemory(),
  multiInstance: false,
});
const { entries } = await database.addCollections({
  entries: {
    schema: {
      version: 0,
      primaryKey: 'id',
      type: 'object',
      properties: { id: { type: 'string', maxLength: 10 } },
      additionalProperties: true,
    },
  },
});
const { error } = await entries.bulkInsert(waitingEntries().map((entry) => ({ id: idOf(entry), ...entry })));
if (error.length > 0) throw new Error(`RxDB refused ${error.length} entries`);
onLines(async () => {
  const replication = replicateRxCollection({
    collection: entries,
    replicationIdentifier: url,
    live: false,
    // As large as our own batches; its default of 100 asks oftener.
    push: { batchSize: 500, handler: push },
  });
  replication.error$.subscribe((fault) => say({ fault: String(fault) }));
  await replication.awaitInitialReplication();
  say({ done: true });
});
say({ ready: true });

async function push(rows) {
  const response = await fetch(`${url}/push`, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(rows),
  });
  return response.json();
}
