import { join } from 'node:path';
import PouchDB from 'pouchdb';
import { idOf, onLines, say, url, waitingEntries } from './waiting.js';

/** One document an entry, on LevelDB in the folder that it was started in. */
const entries = new PouchDB(join(process.cwd(), 'kiosk'));
const answers = await entries.bulkDocs(waitingEntries().map((entry) => ({ _id: idOf(entry), ...entry })));
const refused = answers.filter(({ ok }) => ok !== true);
if (refused.length > 0) throw new Error(`PouchDB refused ${refused.length} entries`);
onLines(async () => {
  // As large as our own batches; its default of 100 asks oftener.
  const outcome = await entries.replicate.to(`${url}/entries`, { batch_size: 500 });
  say({ done: outcome.docs_written });
});
say({ ready: true });
