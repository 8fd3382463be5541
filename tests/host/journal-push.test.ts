import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { GENESIS_HASH, type JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { folderDisk } from '../../src/host/disk/disk.ts';
import { type Acknowledgement, acknowledgementNote } from '../../src/host/journal/acknowledgement.ts';
import { batchSize } from '../../src/host/journal/batch-size.ts';
import { openJournal } from '../../src/host/journal/file/journal-file.ts';
import { type PushParts, pushOnce } from '../../src/host/journal/journal-push.ts';
import { STAMP, TICKET } from '../support/journal-drafts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const DAY_MS = 86_400_000;
const NOON_MS = Date.UTC(2026, 10, 23, 4);
const EPOCH = '11111111-1111-4111-8111-111111111111';

test('what the district has had for 45 days of its own clock goes from the device', async () => {
  const { push, journal, district } = await newDesk(10);
  expect(await push()).toEqual({ ok: true });
  expect(await push()).toEqual({ ok: true });
  district.nowMs += DAY_MS;
  expect(await push()).toEqual({ ok: true });
  expect(journal.base()).toEqual({ seq: 9, hash: district.entries[8]?.hash });
  await journal.append(TICKET, STAMP);
  expect(await push()).toEqual({ ok: true });
  expect(district.entries).toHaveLength(11);
});

test('a district that lost what is still kept is sent it again, from the first kept entry on', async () => {
  const { push, district } = await prunedDesk();
  const all = district.entries;
  district.entries = all.slice(0, 9);
  expect(await push()).toEqual({ ok: true });
  expect(await push()).toEqual({ ok: true });
  expect(district.entries).toEqual(all);
});

test('a district that lost more than is kept is told, and taken up again when it has it back', async () => {
  const { push, note, journal, district } = await prunedDesk();
  const all = district.entries;
  district.entries = all.slice(0, 8);
  await journal.append(TICKET, STAMP);
  expect(await push()).toMatchObject({
    ok: false,
    fault: { kind: 'fork', detail: 'the district holds 8 entries, this journal begins after 9' },
  });
  expect(await push()).toMatchObject({ ok: false, fault: { kind: 'fork' } });
  expect(journal.head().seq).toBe(11);
  district.entries = all;
  expect(await push()).toEqual({ ok: true });
  expect(await push()).toEqual({ ok: true });
  expect(note.current()?.seq).toBe(11);
});

test('another entry at the very end of what went is a fork', async () => {
  const { push, district } = await prunedDesk();
  district.entries = district.entries.slice(0, 9).map((entry) => ({ ...entry, hash: 'f'.repeat(64) }));
  expect(await push()).toMatchObject({ ok: false, fault: { kind: 'fork', detail: 'entry 9 differs' } });
});

test('an entry that was damaged on disk since the start goes as it was recorded', async () => {
  const { push, district, folder, journal } = await newDesk(2);
  await push();
  const recorded = await journal.read(1, 2);
  const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
  const bytes = readFileSync(join(folder, name));
  bytes.writeUInt8(bytes.readUInt8(300) ^ 2, 300);
  writeFileSync(join(folder, name), bytes);
  expect(await push()).toEqual({ ok: true });
  expect(district.entries).toEqual(recorded);
  const again = await openJournal(folderDisk(folder));
  expect(again.troubles).toMatchObject([{ kind: 'bit-mended', seq: 1 }]);
  await again.close();
});

test('an entry of an older file that was damaged or taken since the start is not sent, and is told', async () => {
  const { push, district, folder } = await newDesk(10);
  await push();
  const [name = ''] = readdirSync(folder).filter((file) => /-[0-9]{10}\.jsonl$/.test(file));
  rmSync(join(folder, name));
  expect(await push()).toMatchObject({
    ok: false,
    fault: { kind: 'refused', detail: expect.stringContaining('in journal-') },
  });
  expect(district.entries).toEqual([]);
});

/** Ten entries of which the first nine went, all of them at the district. */
async function prunedDesk() {
  const desk = await newDesk(10);
  // The first asks where the district stands.
  await desk.push();
  await desk.push();
  desk.district.nowMs += DAY_MS;
  await desk.push();
  expect(desk.journal.base().seq).toBe(9);
  return desk;
}

test('a journal with another future goes whole, though a batch ends before the fork', async () => {
  const { journal, note, district } = await newDesk(7);
  const quarantined: number[] = [];
  const own = await journal.read(1, 7);
  // A copy of the machine went on after the third entry.
  district.entries = own.slice(0, 3);
  const send: PushParts['send'] = async (batch) => {
    const acknowledged = { seq: 3, hash: own[2]?.hash ?? '' };
    const [first, last] = [batch[0], batch.at(-1)];
    const taken = last === undefined ? null : { seq: last.seq, hash: last.hash };
    if (last === undefined || last.seq <= 3) {
      const value = {
        epoch: EPOCH,
        serverTimeMs: NOON_MS,
        acknowledged,
        ...(taken === null ? {} : { taken }),
      };
      return { ok: true, value, clockOffsetMs: 0 };
    }
    quarantined.push(...batch.filter(({ seq }) => seq > 3).map(({ seq }) => seq));
    const fault = { kind: 'fork', detail: `entry ${first?.seq}`, retryAfterMs: null } as const;
    const fork = { epoch: EPOCH, taken, isUnfitHeard: false };
    return { ok: false, fault, wireKind: 'fork', fork, proof: null };
  };
  // On a bad line a batch has two entries.
  for (let round = 0; round < 12; round += 1) await pushOnce({ journal, note, send, size: batchSize(2) });
  expect([...new Set(quarantined)]).toEqual([4, 5, 6, 7]);
  expect(note.current()).toMatchObject({ seq: 7, isForked: true });
});

async function newDesk(entries: number) {
  const folder = temporaryFolder();
  const journal = await openJournal(folderDisk(folder), {
    segmentBytesMax: 2_400,
    kept: { days: 1, dayMs: DAY_MS },
  });
  onTestFinished(journal.close);
  for (let count = 0; count < entries; count += 1) await journal.append(TICKET, STAMP);
  let written: Acknowledgement | null = null;
  const note = acknowledgementNote(null, async (next) => {
    written = next;
  });
  const district = { entries: [] as JournalEntry[], nowMs: NOON_MS };
  const send: PushParts['send'] = async (batch) => {
    const [first] = batch;
    if (first !== undefined && first.seq > district.entries.length + 1) {
      const fault = { kind: 'refused', detail: 'gap', retryAfterMs: null } as const;
      return { ok: false, fault, wireKind: 'gap', fork: null, proof: null };
    }
    district.entries = [...district.entries, ...batch.filter(({ seq }) => seq > district.entries.length)];
    const last = district.entries.at(-1);
    const acknowledged = { seq: last?.seq ?? 0, hash: last?.hash ?? GENESIS_HASH };
    return {
      ok: true,
      value: { epoch: EPOCH, serverTimeMs: district.nowMs, acknowledged },
      clockOffsetMs: 0,
    };
  };
  const push = async () => {
    const outcome = await pushOnce({ journal, note, send, size: batchSize(500) });
    expect(written).toEqual(note.current());
    return outcome;
  };
  return { push, journal, note, district, folder };
}
