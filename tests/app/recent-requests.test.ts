import { expect, test } from 'vitest';
import { createRightRequests } from '../../src/app/record/right-requests.ts';
import { wallDateOf } from '../../src/domain/base/wall-time.ts';
import type { JournalBody } from '../../src/domain/journal/entry-body.ts';
import { recordedAtOf } from '../../src/domain/journal/journal-entry.ts';
import { memoryJournal } from './memory-journal.ts';

const CARD = 'ab'.repeat(16);

test('knows what was asked for before this start, and what is recorded from then on', async () => {
  const journal = memoryJournal();
  await journal.append({ siteId: 'liwan-central-hospital', body: requestOf('check-up') });
  await journal.append({ siteId: 'liwan-central-hospital', body: { kind: 'name-shown', cardRef: CARD } });
  const requests = createRightRequests(journal);
  expect(requests.of([CARD])).toEqual([]);
  await requests.load();
  expect(requests.of([CARD])).toMatchObject([
    { siteId: 'liwan-central-hospital', itemId: 'check-up', seq: 1 },
  ]);
  const later = await journal.append({ siteId: 'liwan-central-hospital', body: requestOf('other') });
  if (!later.ok) throw new Error(later.fault.kind);
  requests.add(later.entry);
  requests.add(later.entry);
  expect(requests.of([CARD]).map(({ seq }) => seq)).toEqual([1, 3]);
  expect(requests.of(['cd'.repeat(16)])).toEqual([]);
  const today = wallDateOf(requests.of([CARD])[0]?.recordedAt ?? 0);
  expect(requests.on('liwan-central-hospital', today).map(({ seq }) => seq)).toEqual([3, 1]);
  expect(requests.on('xijiao-pool', today)).toEqual([]);
  expect(requests.on('liwan-central-hospital', '2020-01-01')).toEqual([]);
});

test('lists what a newer release recorded, without what it is', async () => {
  const journal = memoryJournal();
  await journal.append({ siteId: 'xijiao-pool', body: { kind: 'name-shown', cardRef: CARD } });
  const [first] = journal.entries;
  if (first === undefined) throw new Error('no entry');
  journal.entries.push({ ...first, seq: 2, body: { kind: 'use-of-next-year' } });
  const requests = createRightRequests(journal);
  await requests.load();
  const today = wallDateOf(recordedAtOf(first));
  expect(requests.newerOn('xijiao-pool', today)).toEqual([
    { seq: 2, siteId: 'xijiao-pool', recordedAt: recordedAtOf(first) },
  ]);
  expect(requests.newerOn('liwan-gymnasium', today)).toEqual([]);
});

test('a host that is gone leaves it empty, and the desk open', async () => {
  const gone = () => Promise.reject(new Error('gone'));
  const requests = createRightRequests({ status: gone, read: gone });
  await requests.load();
  expect(requests.of([CARD])).toEqual([]);
});

function requestOf(itemId: string): JournalBody {
  return { kind: 'request', cardRef: CARD, itemId, year: '2026', catalogueVersion: 5 };
}
