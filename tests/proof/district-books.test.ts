import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Database,
  type OpenDatabase,
  openDatabase,
  type Storage,
} from '../../src/district/database/database.ts';
import type { JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { startTestDistrict } from '../district/test-district.ts';
import { acknowledgedBy, enrolKiosk, entriesAfter } from '../district/test-kiosk.ts';
import { TICKET, voidOf } from '../support/journal-drafts.ts';
import { faultsOfBooks } from './kill-journal/district-books.ts';
import { COUNTED_ITEM } from './kill-journal/ledger.ts';

const folder = mkdtempSync(join(tmpdir(), 'kiosk-books-'));
const storage: Storage = { kind: 'pglite', folder };
let opened: OpenDatabase | null = null;
let entries: readonly JournalEntry[] = [];

/** A ticket, three counted uses, and the last of them taken back. */
beforeAll(async () => {
  const { district } = await startTestDistrict(storage);
  const kiosk = await enrolKiosk(district);
  const { journalId } = kiosk;
  if (TICKET.body.kind !== 'use') throw new Error('a ticket is a use');
  const tickets = entriesAfter(null, 1, { journalId, body: TICKET.body });
  const counted = { ...TICKET.body, itemId: COUNTED_ITEM };
  const uses = entriesAfter(tickets.at(-1) ?? null, 3, { journalId, body: counted });
  const voids = entriesAfter(uses.at(-1) ?? null, 1, { journalId, body: voidOf(4).body });
  entries = [...tickets, ...uses, ...voids];
  expect(acknowledgedBy(await kiosk.push(entries)).seq).toBe(5);
  await district.close();
  opened = await openDatabase(storage, () => {});
});
afterAll(async () => {
  await opened?.close();
  rmSync(folder, { recursive: true });
});

test('is content with a district that holds the journal', async () => {
  expect(await faultsAfter(async () => {})).toEqual([]);
});

test.each<[string, string, string[]]>([
  [
    'an entry that was changed and kept its hash',
    `update journal_entry set entry = jsonb_set(entry::jsonb, '{body,quantity}', '3')::json where seq = 2`,
    ['entry 2 is another at the district, or missing there'],
  ],
  [
    'a column that differs from its entry',
    'update journal_entry set total_fen = 0 where seq = 1',
    ['entry 1 has a wrong total_fen'],
  ],
  [
    'an entry that is lost at the end',
    'delete from journal_entry where seq = 5',
    [
      'the district reads 4 entries, the journal has 5',
      'entry 5 is another at the district, or missing there',
      '4 rows of entries for 5',
    ],
  ],
  [
    'an entry of another journal',
    `with other as (
       insert into journal select (jsonb_populate_record(journal, '{"journal_id": "other", "head_seq": 0}')).* from journal
     )
     insert into journal_entry select (jsonb_populate_record(journal_entry, '{"journal_id": "other"}')).*
     from journal_entry where seq = 1`,
    ['6 rows of entries for 5'],
  ],
  [
    'a use that stands and is not counted',
    'delete from counted_use where seq = 2',
    ['the district counts 1 uses where 2 stand; first at entry 2'],
  ],
  [
    'a use that was taken back and is counted',
    'insert into counted_use select journal_id, 4, card_ref, site_id, item_id, person, quantity, date, courts from counted_use where seq = 3',
    ['the district counts 3 uses where 2 stand; first at entry the end'],
  ],
  [
    'a use that is counted as another',
    'update counted_use set quantity = 1 where seq = 3',
    ['the district counts 2 uses where 2 stand; first at entry 3'],
  ],
  [
    'an entry in quarantine',
    `insert into quarantine (journal_id, seq, hash, received_from, received_at, entry, reason)
     select journal_id, seq, hash, received_from, received_at, entry, 'fork' from journal_entry where seq = 3`,
    ['1 entries in quarantine, the first 3'],
  ],
])('sees %s', async (_what, statement, faults) => {
  expect(await faultsAfter((database) => sql.raw(statement).execute(database))).toEqual(faults);
});

test('sees a head that is not the last entry', async () => {
  const [fault] = await faultsAfter((database) =>
    sql.raw('update journal set head_seq = 4').execute(database),
  );
  expect(fault).toMatch(/^the heads are /);
});

/** What is found after a change, which is then taken back. */
async function faultsAfter(change: (database: Database) => Promise<unknown>): Promise<readonly string[]> {
  if (opened === null) throw new Error('only within a test');
  const transaction = await opened.database.startTransaction().execute();
  try {
    await change(transaction);
    return await faultsOfBooks(transaction, storage.kind, entries);
  } finally {
    await transaction.rollback().execute();
  }
}
