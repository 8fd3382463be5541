import { createHash, randomUUID } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chainFaultOf, GENESIS_HASH, type JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { folderDisk } from '../../src/host/disk/disk.ts';
import {
  type JournalFile,
  type JournalOptions,
  openJournal,
} from '../../src/host/journal/file/journal-file.ts';
import { crashingDisk } from '../support/crashing-disk.ts';
import { STAMP, TICKET, voidOf } from '../support/journal-drafts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const DAY_MS = 86_400_000;
const NOON_MS = Date.UTC(2026, 10, 23, 4);
/** Room for three tickets. */
const THREE: JournalOptions = { segmentBytesMax: 2_400, kept: { days: 2, dayMs: DAY_MS } };

describe('a journal in segments', () => {
  test('begins another file before one would grow beyond its size, and chains over the border', async () => {
    const folder = temporaryFolder();
    const journal = await filled(folder, 10);
    const sizes = segmentsIn(folder).map((name) => statSync(join(folder, name)).size);
    expect(sizes).toHaveLength(4);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2_400);
    insistOnChain(journal, await journal.read(1, 500), 10);
    await journal.close();
    const reopened = await opened(folder);
    expect(reopened.troubles).toEqual([]);
    expect(reopened.head()).toEqual(journal.head());
    insistOnChain(reopened, await reopened.read(1, 500), 10);
    await reopened.close();
  });

  test.each<[string, (file: string) => void]>([
    ['deleted', (file) => rmSync(file)],
    [
      'replaced by another file',
      (file) => {
        rmSync(file);
        writeFileSync(file, 'no journal\n');
      },
    ],
    [
      'replaced by a folder',
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
    ],
  ])('writes a file again that is %s under a running kiosk, though it is not the last', async (_, strike) => {
    for (const reopens of [false, true]) {
      const folder = temporaryFolder();
      const told: unknown[] = [];
      const options: JournalOptions = { ...THREE, onTrouble: (trouble) => told.push(trouble) };
      let journal = await filled(folder, 10, options);
      if (reopens) {
        await journal.close();
        journal = await opened(folder, options);
      }
      strike(join(folder, segmentsIn(folder)[1] ?? ''));
      expect(await journal.append(TICKET, STAMP)).toMatchObject({ ok: true });
      expect(told).toMatchObject([{ kind: 'file-put-back' }]);
      await journal.close();
      const again = await opened(folder);
      expect(again.troubles).toEqual([]);
      insistOnChain(again, await again.read(1, 500), 11);
      await again.close();
    }
  });

  test('records nothing behind a file that was moved away or cut, and says so', async () => {
    const folder = temporaryFolder();
    const journal = await filled(folder, 10);
    const file = join(folder, segmentsIn(folder)[1] ?? '');
    renameSync(file, `${file}-elsewhere`);
    expect(await journal.append(TICKET, STAMP)).toMatchObject({ ok: false, fault: { kind: 'storage-gone' } });
    renameSync(`${file}-elsewhere`, file);
    expect(await journal.append(TICKET, STAMP)).toMatchObject({ ok: true });
    truncateSync(file, 100);
    expect(await journal.append(TICKET, STAMP)).toMatchObject({ ok: false, fault: { kind: 'io' } });
    await journal.close();
  });

  test('reads any stretch over the borders', async () => {
    const journal = await filled(temporaryFolder(), 10);
    for (let from = 1; from <= 11; from += 1) {
      for (let limit = 0; limit <= 11; limit += 1) {
        const seqs = (await journal.read(from, limit)).map((entry) => entry.seq);
        const wanted = Array.from({ length: Math.min(limit, 11 - from) }, (_, index) => from + index);
        expect(seqs).toEqual(wanted);
      }
    }
    await journal.close();
  });

  test('reads any stretch of a long file by its few marks', async () => {
    const journal = await opened(temporaryFolder(), {});
    for (let count = 0; count < 200; count += 1) await journal.append(TICKET, STAMP);
    for (const [from, limit] of [
      [1, 1],
      [63, 3],
      [64, 64],
      [65, 1],
      [128, 2],
      [129, 70],
      [200, 5],
    ]) {
      const seqs = (await journal.read(from ?? 0, limit ?? 0)).map((entry) => entry.seq);
      expect([seqs[0], seqs.at(-1)]).toEqual([from, Math.min(200, (from ?? 0) + (limit ?? 0) - 1)]);
    }
    await journal.close();
  });

  test('goes on with a journal that was one file', async () => {
    const folder = temporaryFolder();
    const whole = await filled(folder, 10, {});
    await whole.close();
    expect(segmentsIn(folder)).toHaveLength(1);
    const journal = await opened(folder);
    await journal.append(TICKET, STAMP);
    expect(segmentsIn(folder)).toHaveLength(2);
    insistOnChain(journal, await journal.read(1, 500), 11);
    await journal.close();
  });

  test('takes back a use of an earlier file once', async () => {
    const folder = temporaryFolder();
    const journal = await filled(folder, 4);
    expect(await kindOf(journal.append(voidOf(1), STAMP))).toBe('recorded');
    await journal.close();
    const reopened = await opened(folder);
    expect(await kindOf(reopened.append(voidOf(1), STAMP))).toBe('already-voided');
    expect(await kindOf(reopened.append(voidOf(5), STAMP))).toBe('unknown-void');
    await reopened.close();
  });

  test('finds a file that is missing in the middle, and one that is shorter', async () => {
    const folder = temporaryFolder();
    await (await filled(folder, 10)).close();
    const [, second = ''] = segmentsIn(folder);
    const bytes = readFileSync(join(folder, second));
    writeFileSync(join(folder, second), bytes.subarray(0, -10));
    const shorter = await opened(folder);
    expect(shorter.troubles).toMatchObject([{ kind: 'damaged', seq: 6, file: second }]);
    expect(shorter.head().seq).toBe(5);
    expect(await kindOf(shorter.append(TICKET, STAMP))).toBe('io');
    await shorter.close();
    expect(readFileSync(join(folder, second))).toEqual(bytes.subarray(0, -10));
    rmSync(join(folder, second));
    const missing = await opened(folder);
    expect(missing.troubles).toMatchObject([{ kind: 'damaged', seq: 4 }]);
    await missing.close();
  });

  test('a new file that could not be begun is begun later, however short the next entry is', async () => {
    const folder = temporaryFolder();
    let failing = false;
    const disk = folderDisk(folder);
    const sync = () =>
      failing ? Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' })) : disk.sync();
    const journal = await openJournal({ ...disk, sync }, { segmentBytesMax: 2_700 });
    for (let count = 0; count < 3; count += 1) await journal.append(TICKET, STAMP);
    failing = true;
    expect(await kindOf(journal.append(TICKET, STAMP))).toBe('io');
    failing = false;
    // Shorter than a use: there would be room for it where there was none for the ticket.
    expect(await kindOf(journal.append(voidOf(1), STAMP))).toBe('recorded');
    await journal.close();
    const reopened = await opened(folder);
    expect(reopened.troubles).toEqual([]);
    insistOnChain(reopened, await reopened.read(1, 500), 4);
    await reopened.close();
  });

  test('a crash in any step between two files loses nothing that was answered', async () => {
    const { calls } = await salesUntilCrash(temporaryFolder(), Number.POSITIVE_INFINITY);
    expect(calls).toBeGreaterThan(15);
    for (let crashAt = 1; crashAt <= calls; crashAt += 1) {
      const folder = temporaryFolder();
      const { answered } = await salesUntilCrash(folder, crashAt);
      const journal = await opened(folder);
      const kept = await journal.read(1, 500);
      insistOnChain(journal, kept, kept.length);
      expect(kept.slice(0, answered.length), `call ${crashAt}`).toEqual(answered);
      // The one that was under way may be there whole, or not at all.
      expect(kept.length - answered.length).toBeLessThanOrEqual(1);
      expect(await kindOf(journal.append(TICKET, STAMP))).toBe('recorded');
      await journal.close();
    }
  });
});

describe('what the district has had for long enough', () => {
  test('is kept until it has said so for days enough, and goes by whole files', async () => {
    const folder = temporaryFolder();
    const journal = await filled(folder, 10);
    const all = await journal.read(1, 500);
    for (const atMs of [0, 1, DAY_MS, 2 * DAY_MS - 1]) await acknowledge(journal, 8, atMs);
    expect(segmentsIn(folder)).toHaveLength(4);
    expect(journal.base().seq).toBe(0);
    await acknowledge(journal, 8, 2 * DAY_MS);
    // The third file ends with 9, which was never acknowledged.
    expect(segmentsIn(folder)).toHaveLength(2);
    expect(journal.base()).toEqual({ seq: 6, hash: all[5]?.hash });
    expect((await journal.read(1, 500)).map((entry) => entry.seq)).toEqual([7, 8, 9, 10]);
    await journal.close();
    const reopened = await opened(folder);
    expect(reopened.troubles).toEqual([]);
    expect(reopened.base()).toEqual(journal.base());
    expect(reopened.head()).toEqual(journal.head());
    expect(await kindOf(reopened.append(voidOf(2), STAMP))).toBe('unknown-void');
    expect(await kindOf(reopened.append(TICKET, STAMP))).toBe('recorded');
    await reopened.close();
  });

  test('counts the days anew where the district was restored in between', async () => {
    const journal = await filled(temporaryFolder(), 10);
    const [before, after] = [randomUUID(), randomUUID()];
    for (const day of [0, 1]) await acknowledge(journal, 10, day * DAY_MS, before);
    for (const day of [2, 3]) await acknowledge(journal, 10, day * DAY_MS, after);
    expect(journal.base().seq).toBe(0);
    await acknowledge(journal, 10, 4 * DAY_MS, after);
    expect(journal.base().seq).toBe(9);
    await journal.close();
  });

  test('counts the days over a restart, by the district’s clock', async () => {
    const folder = temporaryFolder();
    const first = await filled(folder, 10);
    for (const day of [0, 1]) await acknowledge(first, 10, day * DAY_MS);
    await first.close();
    const second = await opened(folder);
    await acknowledge(second, 10, 2 * DAY_MS);
    expect(second.base().seq).toBe(9);
    await second.close();
  });

  test('stays where the district holds less again', async () => {
    const journal = await filled(temporaryFolder(), 10);
    await acknowledge(journal, 10, 0);
    await acknowledge(journal, 3, 1);
    for (const day of [1, 2]) await acknowledge(journal, 10, day * DAY_MS);
    expect(journal.base().seq).toBe(3);
    await journal.close();
  });

  test.each([
    ['behind', [-3_000, 0, 1, 2], 2],
    ['ahead at first', [9_999, 0, 1, 2], 3],
    ['ahead in between', [0, 9_999, 0, 1], 3],
    ['as it should be', [0, 1, 2, 3], 2],
    ['as it was, played again', [0, 1, 0, 1, 2], 4],
  ])('is worth a day to a clock that is %s for one answer', async (_what, days, goesAfter) => {
    const journal = await filled(temporaryFolder(), 10);
    for (const [index, day] of days.entries()) {
      expect(journal.base().seq).toBe(index <= goesAfter ? 0 : 9);
      await acknowledge(journal, 10, day * DAY_MS);
    }
    expect(journal.base().seq).toBe(9);
    await journal.close();
  });

  test('is counted anew where a first kiosk wrote since when the district had it', async () => {
    const folder = temporaryFolder();
    const first = await filled(folder, 10);
    await acknowledge(first, 10, 0);
    await first.close();
    const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.base.json'));
    const { countedMs: _, ...base } = JSON.parse(
      readFileSync(join(folder, name), 'utf8').split('\n')[0] ?? '',
    );
    const acknowledged = base.acknowledged.map(({ seq }: { seq: number }) => ({ seq, serverMs: NOON_MS }));
    const text = JSON.stringify({ ...base, acknowledged });
    writeFileSync(join(folder, name), `${text}\n${createHash('sha256').update(text).digest('hex')}\n`);
    const journal = await opened(folder);
    expect(journal.troubles).toEqual([]);
    for (const day of [500, 501]) await acknowledge(journal, 10, day * DAY_MS);
    expect(journal.base().seq).toBe(0);
    await acknowledge(journal, 10, 502 * DAY_MS);
    expect(journal.base().seq).toBe(9);
    await journal.close();
  });

  test('a crash in any step of the removal leaves a sound journal', async () => {
    const whole = await prunedUntilCrash(temporaryFolder(), Number.POSITIVE_INFINITY);
    expect(whole.calls).toBeGreaterThan(8);
    for (let crashAt = 1; crashAt <= whole.calls; crashAt += 1) {
      const folder = temporaryFolder();
      await prunedUntilCrash(folder, crashAt);
      const journal = await opened(folder);
      expect(journal.troubles, `call ${crashAt}`).toEqual([]);
      expect([0, 9]).toContain(journal.base().seq);
      const kept = await journal.read(1, 500);
      expect(kept.map((entry) => entry.seq)).toEqual(
        Array.from({ length: 10 - journal.base().seq }, (_, index) => journal.base().seq + index + 1),
      );
      expect(segmentsIn(folder)).toHaveLength(journal.base().seq === 0 ? 4 : 1);
      await journal.close();
    }
  });

  test('a lost or broken note of where the journal begins is made again from its first entry', async () => {
    for (const harm of [rmSync, (path: string) => writeFileSync(path, '{"format":1}\nno such sum\n')]) {
      const folder = temporaryFolder();
      await prunedUntilCrash(folder, Number.POSITIVE_INFINITY);
      const [base = ''] = readdirSync(folder).filter((name) => name.endsWith('.base.json'));
      harm(join(folder, base));
      const journal = await opened(folder);
      expect(journal.troubles).toEqual([{ kind: 'base-lost', seq: 10 }]);
      expect(journal.base().seq).toBe(9);
      expect(await kindOf(journal.append(TICKET, STAMP))).toBe('recorded');
      await journal.close();
    }
  });

  test('a broken note beside a flipped bit in the first entry that is left costs nothing', async () => {
    const folder = temporaryFolder();
    await prunedUntilCrash(folder, Number.POSITIVE_INFINITY);
    const [base = ''] = readdirSync(folder).filter((name) => name.endsWith('.base.json'));
    const [left = ''] = segmentsIn(folder);
    const bytes = readFileSync(join(folder, left));
    for (const at of [0, 40, bytes.indexOf('parent') + 20, bytes.indexOf('hash') + 20, bytes.length - 1]) {
      writeFileSync(join(folder, base), 'no note');
      const harmed = Buffer.from(bytes);
      harmed[at] = (harmed[at] ?? 0) ^ 4;
      writeFileSync(join(folder, left), harmed);
      const journal = await opened(folder);
      expect(journal.troubles.map(({ kind }) => kind)).not.toContain('damaged');
      expect(journal.base().seq).toBe(9);
      expect(await journal.read(1, 500)).toHaveLength(1);
      await journal.close();
      expect(readFileSync(join(folder, left)).equals(bytes)).toBe(true);
    }
  });

  test('a journal whose beginning cannot be known is not written, and no file is made', async () => {
    const folder = temporaryFolder();
    await prunedUntilCrash(folder, Number.POSITIVE_INFINITY);
    const [base = ''] = readdirSync(folder).filter((name) => name.endsWith('.base.json'));
    const [left = ''] = segmentsIn(folder);
    writeFileSync(join(folder, base), 'no note');
    writeFileSync(join(folder, left), 'no entry\n');
    const before = readdirSync(folder);
    for (const start of ['first', 'second']) {
      const journal = await opened(folder);
      expect(
        journal.troubles.map(({ kind }) => kind),
        start,
      ).toEqual(['damaged']);
      expect(await kindOf(journal.append(TICKET, STAMP))).toBe('io');
      await journal.close();
      expect(readdirSync(folder)).toEqual(before);
    }
  });

  test('a folder with the note and no journal is not taken for a new kiosk', async () => {
    const folder = temporaryFolder();
    await prunedUntilCrash(folder, Number.POSITIVE_INFINITY);
    for (const name of segmentsIn(folder)) rmSync(join(folder, name));
    await expect(opened(folder)).rejects.toThrow('has lost its journal');
  });
});

function opened(folder: string, options = THREE): Promise<JournalFile> {
  return openJournal(folderDisk(folder), options);
}

async function filled(folder: string, entries: number, options = THREE): Promise<JournalFile> {
  const journal = await opened(folder, options);
  for (let count = 0; count < entries; count += 1) await journal.append(TICKET, STAMP);
  return journal;
}

/** Seven sales; what was answered before the disk's process died. */
async function salesUntilCrash(folder: string, crashAt: number) {
  const { disk, calls } = crashingDisk(folder, crashAt);
  const answered: JournalEntry[] = [];
  try {
    const journal = await openJournal(disk, THREE);
    for (let sale = 0; sale < 7; sale += 1) {
      const answer = await journal.append(TICKET, STAMP);
      if (answer.ok) answered.push(answer.entry);
    }
    await journal.close();
  } catch {
    // died while opening: nothing was answered
  }
  return { answered, calls: calls() };
}

async function prunedUntilCrash(folder: string, crashAt: number) {
  await (await filled(folder, 10)).close();
  const { disk, calls } = crashingDisk(folder, crashAt);
  try {
    const journal = await openJournal(disk, THREE);
    for (const day of [0, 1, 2]) await acknowledge(journal, 10, day * DAY_MS);
    await journal.close();
  } catch {
    // died while opening
  }
  return { calls: calls() };
}

/** `atMs`: by the district's clock, after the noon of the first day. */
function acknowledge(
  journal: JournalFile,
  seq: number,
  atMs: number,
  epoch: string | null = null,
): Promise<void> {
  return journal.acknowledged({ seq, serverTimeMs: NOON_MS + atMs, epoch });
}

function insistOnChain(journal: JournalFile, entries: readonly JournalEntry[], count: number): void {
  expect(entries).toHaveLength(count);
  expect(chainFaultOf({ journalId: journal.journalId, seq: 0, hash: GENESIS_HASH }, entries)).toBeNull();
}

function segmentsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort((one, other) => one.length - other.length || one.localeCompare(other));
}

async function kindOf(answer: ReturnType<JournalFile['append']>): Promise<string> {
  const outcome = await answer;
  return outcome.ok ? 'recorded' : outcome.fault.kind;
}
