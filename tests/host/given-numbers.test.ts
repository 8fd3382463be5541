import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderDisk } from '../../src/host/disk/disk.ts';
import { lastSeqIn } from '../../src/host/journal/damaged-numbers.ts';
import type { JournalFile } from '../../src/host/journal/file/journal-file.ts';
import { pushOnce } from '../../src/host/journal/journal-push.ts';
import { type KioskJournals, openJournals } from '../../src/host/journal/kiosk-journals.ts';
import { STAMP, TICKET } from '../support/journal-drafts.ts';
import { refusingDisk } from '../support/refusing-disk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FIRST = '11111111-1111-4111-8111-111111111111';
const SECOND = '22222222-2222-4222-8222-222222222222';

function options() {
  const ids = [FIRST, SECOND];
  return { newId: () => ids.shift() ?? 'none left', today: () => '2026-11-23' };
}

async function sell(journals: KioskJournals): Promise<number> {
  const outcome = await journals.view.append(TICKET, STAMP);
  if (!outcome.ok) throw new Error(outcome.fault.kind);
  return outcome.entry.seq;
}

test('a new journal that could not be begun, and a restart, give no number twice', async () => {
  const { disk, refused } = refusingDisk(folderDisk(temporaryFolder()));
  const made = options();
  const first = (await openJournals(disk, made)).journals;
  const numbers = [await sell(first), await sell(first), await sell(first)];
  refused.add(`journal-${SECOND}.jsonl`);
  expect(await first.beginAnew()).toBe(false);
  numbers.push(await sell(first), await sell(first));
  await first.close();
  refused.clear();
  const second = (await openJournals(disk, made)).journals;
  numbers.push(await sell(second));
  expect(numbers).toEqual([1, 2, 3, 4, 5, 6]);
  expect((await second.view.read(1, 100)).map(({ seq }) => seq)).toEqual(numbers);
});

test('empty lines behind the damage were no entries, and take no time', async () => {
  const folder = temporaryFolder();
  const file = `journal-${FIRST}.jsonl`;
  writeFileSync(join(folder, file), Buffer.alloc(1024 * 1024, '\n'));
  const damage = { kind: 'damaged' as const, file, seq: 1, offset: 0, detail: '' };
  const journal = {
    journalId: FIRST,
    head: () => ({ seq: 0, hash: '' }),
    troubles: [damage],
  } as unknown as JournalFile;
  expect(await lastSeqIn(folderDisk(folder), journal)).toBe(0);
});

test('a fork is left once the district has said how far its own end goes', async () => {
  const { journals } = await openJournals(folderDisk(temporaryFolder()), options());
  for (let sale = 0; sale < 3; sale += 1) await sell(journals);
  const { journal, note } = journals.current();
  const [own] = await journal.read(3, 1);
  const faultOf = (kind: 'fork' | 'timeout') => ({ kind, detail: '', retryAfterMs: null });
  const fork = { epoch: 'e', taken: { seq: 3, hash: own?.hash ?? '' } };
  const answers = [
    { ok: false as const, fault: faultOf('fork'), wireKind: 'fork' as const, fork },
    { ok: false as const, fault: faultOf('timeout'), wireKind: null, fork: null },
  ];
  const held: number[] = [];
  const outcome = await pushOnce({
    journal,
    note,
    size: {
      entriesMax: () => 500,
      tooLarge: () => undefined,
      taken: () => undefined,
      unanswered: () => undefined,
    },
    onHeld: (seq) => void held.push(seq),
    send: async () => answers.shift() as never,
  });
  expect(outcome).toMatchObject({ ok: false, isForkProven: false });
  expect(held).toEqual([]);
});
