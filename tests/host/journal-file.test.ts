import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chainFaultOf, GENESIS_HASH } from '../../src/domain/journal/journal-entry.ts';
import { type Disk, type DiskHandle, folderDisk } from '../../src/host/disk/disk.ts';
import { type JournalFile, openJournal } from '../../src/host/journal/file/journal-file.ts';
import { STAMP, TICKET, voidOf } from '../support/journal-drafts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('begins an empty journal under an id that it keeps', async () => {
  const folder = temporaryFolder();
  const first = await openJournal(folderDisk(folder));
  await first.close();
  const second = await openJournal(folderDisk(folder));
  expect(second.journalId).toBe(first.journalId);
  expect(second.head()).toEqual({ seq: 0, hash: GENESIS_HASH });
  expect(second.troubles).toEqual([]);
  await second.close();
});

test('chains entries without a gap and reads them back after a restart', async () => {
  const folder = temporaryFolder();
  await fill(folder, 3);
  const journal = await openJournal(folderDisk(folder));
  const entries = await journal.read(1, 500);
  expect(entries.map((entry) => entry.seq)).toEqual([1, 2, 3]);
  expect(chainFaultOf({ journalId: journal.journalId, seq: 0, hash: GENESIS_HASH }, entries)).toBeNull();
  expect(journal.head()).toEqual({ seq: 3, hash: entries[2]?.hash });
  await journal.close();
});

test('reads from any entry on, and no more than asked for', async () => {
  const folder = temporaryFolder();
  await fill(folder, 4);
  const journal = await openJournal(folderDisk(folder));
  const seqs = async (from: number, limit: number) =>
    (await journal.read(from, limit)).map((entry) => entry.seq);
  expect(await seqs(2, 2)).toEqual([2, 3]);
  expect(await seqs(4, 5)).toEqual([4]);
  expect(await seqs(5, 5)).toEqual([]);
  await journal.close();
});

test('has the entry on disk when it answers', async () => {
  const folder = temporaryFolder();
  const journal = await openJournal(folderDisk(folder));
  const answer = await journal.append(TICKET, STAMP);
  const onDisk = JSON.parse(readFileSync(pathIn(folder), 'utf8'));
  expect(answer).toEqual({ ok: true, entry: onDisk });
  await journal.close();
});

test('flushes before it answers, and after it has written', async () => {
  const calls: string[] = [];
  const folder = temporaryFolder();
  const journal = await openJournal(
    diskWith(folder, (handle) => ({
      write: (...args) => {
        calls.push('write');
        return handle.write(...args);
      },
      datasync: () => {
        calls.push('datasync');
        return handle.datasync();
      },
    })),
  );
  // A line that an earlier process wrote and did not flush counts from now on.
  expect(calls.splice(0)).toEqual(['datasync']);
  await journal.append(TICKET, STAMP);
  calls.push('answer');
  expect(calls).toEqual(['write', 'datasync', 'answer']);
  await journal.close();
});

test('takes appends that come at once in the order of the calls', async () => {
  const folder = temporaryFolder();
  const journal = await openJournal(folderDisk(folder));
  const answers = await Promise.all(Array.from({ length: 20 }, () => journal.append(TICKET, STAMP)));
  expect(answers.map((answer) => answer.ok && answer.entry.seq)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  await journal.close();
});

test('refuses a void of what is not there, of a void, and a second void of the same sale', async () => {
  const folder = temporaryFolder();
  const journal = await openJournal(folderDisk(folder));
  await journal.append(TICKET, STAMP);
  expect(await kindOf(journal.append(voidOf(2), STAMP))).toBe('unknown-void');
  expect(await kindOf(journal.append(voidOf(1), STAMP))).toBe('recorded');
  expect(await kindOf(journal.append(voidOf(1), STAMP))).toBe('already-voided');
  expect(await kindOf(journal.append(voidOf(2), STAMP))).toBe('unknown-void');
  await journal.close();
  const reopened = await openJournal(folderDisk(folder));
  expect(await kindOf(reopened.append(voidOf(1), STAMP))).toBe('already-voided');
  expect(reopened.head().seq).toBe(2);
  await reopened.close();
});

test('cuts a last line that is torn at any byte and keeps it aside', async () => {
  const source = temporaryFolder();
  await fill(source, 2);
  const name = nameIn(source);
  const whole = readFileSync(join(source, name));
  const lastStart = whole.indexOf(0x0a) + 1;
  // From the last line's first byte to the one before its closing brace.
  for (let length = lastStart + 1; length < whole.length - 1; length += 1) {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name), whole.subarray(0, length));
    const journal = await openJournal(folderDisk(folder));
    const [trouble] = journal.troubles;
    expect(trouble).toMatchObject({ kind: 'torn-tail', bytes: length - lastStart });
    const keptIn = trouble?.kind === 'torn-tail' ? trouble.keptIn : '';
    expect(readFileSync(join(folder, keptIn))).toEqual(whole.subarray(lastStart, length));
    expect(journal.head().seq).toBe(1);
    await journal.close();
    expect(readFileSync(join(folder, name))).toEqual(whole.subarray(0, lastStart));
  }
});

test('goes on after a torn tail as if the write had never begun', async () => {
  const folder = temporaryFolder();
  await fill(folder, 2);
  const whole = readFileSync(pathIn(folder));
  writeFileSync(pathIn(folder), whole.subarray(0, -100));
  const journal = await openJournal(folderDisk(folder));
  expect(await kindOf(journal.append(TICKET, STAMP))).toBe('recorded');
  await journal.close();
  const again = await openJournal(folderDisk(folder));
  expect(again.troubles).toEqual([]);
  expect(again.head().seq).toBe(2);
  await again.close();
});

test('keeps a last entry that lost its line end alone', async () => {
  const folder = temporaryFolder();
  await fill(folder, 2);
  const whole = readFileSync(pathIn(folder));
  for (const damaged of [whole.subarray(0, -1), flipped(whole, whole.length - 1, 0)]) {
    writeFileSync(pathIn(folder), damaged);
    const journal = await openJournal(folderDisk(folder));
    expect(journal.troubles).toEqual([{ kind: 'line-end-mended', seq: 2 }]);
    expect(journal.head().seq).toBe(2);
    await journal.close();
    expect(readFileSync(pathIn(folder))).toEqual(whole);
  }
});

test('turns a flipped bit back wherever it is in a recorded entry, says so, and goes on', async () => {
  const folder = temporaryFolder();
  await fill(folder, 3);
  const path = pathIn(folder);
  const whole = readFileSync(path);
  const start = whole.indexOf(0x0a) + 1;
  const end = whole.indexOf(0x0a, start);
  for (let at = end; at >= start; at -= 9) {
    writeFileSync(path, flipped(whole, at, at % 8));
    const journal = await openJournal(folderDisk(folder));
    expect(journal.troubles).toEqual([{ kind: 'bit-mended', seq: 2, file: nameIn(folder), offset: at }]);
    expect(journal.head().seq).toBe(3);
    await journal.close();
    expect(readFileSync(path), `byte ${at}`).toEqual(whole);
  }
});

test('makes a line whole again where a flipped bit broke it in two', async () => {
  const folder = temporaryFolder();
  // An asterisk is one bit away from a line feed.
  await fill(folder, 2, { ...STAMP, kioskId: 'kiosk*1' });
  const whole = readFileSync(pathIn(folder));
  const at = whole.indexOf('*');
  writeFileSync(pathIn(folder), flipped(whole, at, 5));
  const journal = await openJournal(folderDisk(folder));
  expect(journal.troubles).toMatchObject([{ kind: 'bit-mended', seq: 1, offset: at }]);
  await journal.close();
  expect(readFileSync(pathIn(folder))).toEqual(whole);
});

test('finds damage of more than a bit wherever it is, drops nothing and appends nothing', async () => {
  const folder = temporaryFolder();
  await fill(folder, 3);
  const path = pathIn(folder);
  const whole = readFileSync(path);
  const start = whole.indexOf(0x0a) + 1;
  const end = whole.indexOf(0x0a, start);
  for (let at = start; at < end; at += 61) {
    const damaged = flipped(flipped(whole, at, 1), at, 3);
    writeFileSync(path, damaged);
    const journal = await openJournal(folderDisk(folder));
    expect(journal.troubles, `byte ${at}`).toMatchObject([{ kind: 'damaged', seq: 2, offset: start }]);
    expect(journal.head().seq).toBe(1);
    expect((await journal.read(1, 500)).map((entry) => entry.seq)).toEqual([1]);
    expect(await kindOf(journal.append(TICKET, STAMP))).toBe('io');
    await journal.close();
    expect(readFileSync(path)).toEqual(damaged);
  }
});

test('takes a last line with a hole of zeros for a write that was never answered', async () => {
  const folder = temporaryFolder();
  await fill(folder, 2);
  const whole = readFileSync(pathIn(folder));
  const start = whole.indexOf(0x0a) + 1;
  const holed = Buffer.from(whole);
  holed.fill(0, start, start + 300);
  writeFileSync(pathIn(folder), holed);
  const journal = await openJournal(folderDisk(folder));
  expect(journal.troubles).toMatchObject([{ kind: 'torn-tail', bytes: whole.length - start }]);
  expect(journal.head().seq).toBe(1);
  await journal.close();
  expect(readFileSync(pathIn(folder))).toEqual(whole.subarray(0, start));
});

test('takes a hole of zeros before the last line for damage', async () => {
  const folder = temporaryFolder();
  await fill(folder, 2);
  const holed = Buffer.from(readFileSync(pathIn(folder)));
  holed.fill(0, 0, 300);
  writeFileSync(pathIn(folder), holed);
  const journal = await openJournal(folderDisk(folder));
  expect(journal.troubles).toMatchObject([{ kind: 'damaged', seq: 1, offset: 0 }]);
  await journal.close();
  expect(readFileSync(pathIn(folder))).toEqual(holed);
});

test('finds a line that was taken out of the middle', async () => {
  const folder = temporaryFolder();
  await fill(folder, 3);
  const lines = readFileSync(pathIn(folder), 'utf8').split('\n');
  writeFileSync(pathIn(folder), [lines[0], lines[2], ''].join('\n'));
  const journal = await openJournal(folderDisk(folder));
  expect(journal.troubles).toMatchObject([{ kind: 'damaged', seq: 2, detail: 'chain: gap' }]);
  await journal.close();
});

test('refuses a folder with two journals', async () => {
  const folder = temporaryFolder();
  await fill(folder, 1);
  writeFileSync(join(folder, 'journal-00000000-0000-4000-8000-000000000000.jsonl'), '');
  await expect(openJournal(folderDisk(folder))).rejects.toThrow('holds 2 journals');
});

test.each([
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'not-permitted'],
  ['EPERM', 'not-permitted'],
  ['EIO', 'io'],
])('a write that ends in %s half way is taken back and says %s', async (code, kind) => {
  const folder = temporaryFolder();
  await fill(folder, 1);
  const before = readFileSync(pathIn(folder));
  let failing = true;
  const journal = await openJournal(
    diskWith(folder, (handle) => ({
      async write(buffer, offset, length, position) {
        if (!failing) return handle.write(buffer, offset, length, position);
        await handle.write(buffer, offset, 10, position);
        throw Object.assign(new Error(code), { code });
      },
    })),
  );
  expect(await kindOf(journal.append(TICKET, STAMP))).toBe(kind);
  expect(readFileSync(pathIn(folder))).toEqual(before);
  failing = false;
  expect(await kindOf(journal.append(TICKET, STAMP))).toBe('recorded');
  expect(journal.head().seq).toBe(2);
  await journal.close();
});

test('a flush that fails records nothing', async () => {
  const folder = temporaryFolder();
  let failing = false;
  const journal = await openJournal(
    diskWith(folder, (handle) => ({
      async datasync() {
        if (failing) throw Object.assign(new Error('EIO'), { code: 'EIO' });
        await handle.datasync();
      },
    })),
  );
  failing = true;
  expect(await kindOf(journal.append(TICKET, STAMP))).toBe('io');
  failing = false;
  expect(await kindOf(journal.append(TICKET, STAMP))).toBe('recorded');
  expect(readFileSync(pathIn(folder), 'utf8').match(/"seq":1,/g)).toHaveLength(1);
  expect(journal.head().seq).toBe(1);
  await journal.close();
});

test('a write that cannot be taken back holds the next ones up until it can', async () => {
  const { folder, disk, heal } = await failingAfterTenBytes();
  const journal = await openJournal(disk);
  expect(await kindOf(journal.append(TICKET, STAMP))).toBe('io');
  expect(await kindOf(journal.append(TICKET, STAMP))).toBe('io');
  expect(journal.head().seq).toBe(0);
  heal();
  expect(await kindOf(journal.append(TICKET, STAMP))).toBe('recorded');
  await journal.close();
  const reopened = await openJournal(folderDisk(folder));
  expect(reopened.troubles).toEqual([]);
  expect(reopened.head().seq).toBe(1);
  await reopened.close();
});

test('a write that was never taken back is a torn tail at the next start', async () => {
  const { folder, disk } = await failingAfterTenBytes();
  const journal = await openJournal(disk);
  expect(await kindOf(journal.append(TICKET, STAMP))).toBe('io');
  await journal.close();
  const reopened = await openJournal(folderDisk(folder));
  expect(reopened.troubles).toMatchObject([{ kind: 'torn-tail', bytes: 10 }]);
  expect(await kindOf(reopened.append(TICKET, STAMP))).toBe('recorded');
  await reopened.close();
});

test('goes on writing where the disk takes a few bytes at a time', async () => {
  const folder = temporaryFolder();
  const journal = await openJournal(
    diskWith(folder, (handle) => ({
      write: (buffer, offset, length, position) =>
        handle.write(buffer, offset, Math.min(length ?? 7, 7), position),
    })),
  );
  await journal.append(TICKET, STAMP);
  expect((await journal.read(1, 1))[0]?.body).toEqual(TICKET.body);
  await journal.close();
});

async function fill(folder: string, entries: number, stamp = STAMP): Promise<void> {
  const journal = await openJournal(folderDisk(folder));
  for (let count = 0; count < entries; count += 1) await journal.append(TICKET, stamp);
  await journal.close();
}

/** A folder whose files take ten bytes of a write and then neither more nor a truncation, until healed. */
async function failingAfterTenBytes() {
  const folder = temporaryFolder();
  let failing = true;
  const fail = () => Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }));
  const disk = diskWith(folder, (handle) => ({
    async write(buffer, offset, length, position) {
      if (!failing) return handle.write(buffer, offset, length, position);
      await handle.write(buffer, offset, 10, position);
      return fail();
    },
    truncate: (length) => (failing ? fail() : handle.truncate(length)),
  }));
  const heal = () => {
    failing = false;
  };
  return { folder, disk, heal };
}

async function kindOf(answer: ReturnType<JournalFile['append']>): Promise<string> {
  const outcome = await answer;
  return outcome.ok ? 'recorded' : outcome.fault.kind;
}

/** The real folder, with some calls of the files that are written changed. */
function diskWith(folder: string, changesOf: (handle: DiskHandle) => Partial<DiskHandle>): Disk {
  const disk = folderDisk(folder);
  return {
    ...disk,
    async open(name, mode) {
      const handle = await disk.open(name, mode);
      if (mode === 'read') return handle;
      const own: DiskHandle = {
        read: handle.read.bind(handle),
        write: handle.write.bind(handle),
        truncate: handle.truncate.bind(handle),
        datasync: handle.datasync.bind(handle),
        close: handle.close.bind(handle),
      };
      return { ...own, ...changesOf(own) };
    },
  };
}

function flipped(bytes: Buffer, at: number, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ (1 << bit), at);
  return copy;
}

function nameIn(folder: string): string {
  const name = readdirSync(folder).find((entry) => entry.endsWith('.jsonl'));
  if (name === undefined) throw new Error('no journal');
  return name;
}

function pathIn(folder: string): string {
  return join(folder, nameIn(folder));
}
