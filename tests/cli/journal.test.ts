import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runJournalCommand } from '../../src/cli/journal/journal-commands.ts';
import { hashOfEntry, JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { folderDisk } from '../../src/host/disk/disk.ts';
import { openJournal } from '../../src/host/journal/file/journal-file.ts';
import { STAMP, TICKET, voidOf } from '../support/journal-drafts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const DAY_MS = 86_400_000;

describe('journal verify', () => {
  test('says that a journal is sound, how much is in it, and exits 0', async () => {
    const folder = await journalOf(8);
    const { code, lines } = await run('verify', folder);
    expect(code).toBe(0);
    expect(lines.slice(0, 2)).toEqual(['日志完好。', '8 条完好，第 1 至 8 条，3 个文件 (use 7, void 1)']);
    const english = await run('verify', folder, '--language', 'en');
    expect(english.lines.slice(0, 2)).toEqual([
      'The journal is sound.',
      '8 sound entries, 1 to 8, 3 file(s) (use 7, void 1)',
    ]);
  });

  test('counts apart what a newer release made, whatever it is called', async () => {
    const folder = await journalOf(1);
    const file = join(folder, fileIn(folder, 0));
    const [first] = readFileSync(file, 'utf8').split('\n');
    const entry = JournalEntry.parse(JSON.parse(first ?? ''));
    const { hash: parent } = entry;
    const newer = { ...entry, format: 9, seq: 2, parent, body: { kind: 'use', of: 'a later release' } };
    writeFileSync(file, `${first}\n${JSON.stringify({ ...newer, hash: hashOfEntry(newer) })}\n`);
    const { code, lines } = await run('verify', folder, '--language', 'en');
    expect([code, lines[1]]).toEqual([
      0,
      '2 sound entries, 1 to 2, 1 file(s) (use 1, use [新版本登记 made by a newer version] 1)',
    ]);
  });

  test('finds it in the folder that the demo keeps everything in', async () => {
    const data = temporaryFolder();
    renameSync(await journalOf(2), join(data, 'kiosk'));
    expect(await run('verify', data)).toMatchObject({ code: 0 });
  });

  test('takes one file alone, and says what is not in it', async () => {
    const folder = await journalOf(8);
    const { code, lines } = await run('verify', join(folder, fileIn(folder, 1)), '--language', 'en');
    expect(code).toBe(0);
    expect(lines).toContain('3 sound entries, 4 to 6, 1 file(s) (use 3)');
    expect(lines).toContain('Entries up to 3 are not here.');
  });

  test('names the first damaged entry, its file and its byte, and exits 1', async () => {
    const folder = await journalOf(8);
    const file = fileIn(folder, 1);
    const bytes = readFileSync(join(folder, file));
    const offset = bytes.indexOf(0x0a) + 1;
    bytes.fill(0x58, offset + 50, offset + 60);
    writeFileSync(join(folder, file), bytes);
    const { code, lines } = await run('verify', folder, '--language', 'en');
    expect(code).toBe(1);
    expect(lines[0]).toBe('The journal is damaged.');
    expect(lines).toContain(`Entry 5 is damaged: ${file} from byte ${offset} on (not an entry)`);
    expect(readFileSync(join(folder, file))).toEqual(bytes);
  });

  test('tells a single flipped bit, which the kiosk mends, and leaves it', async () => {
    const folder = await journalOf(3);
    const path = join(folder, fileIn(folder, 0));
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(100) ^ 4, 100);
    writeFileSync(path, bytes);
    const { code, lines } = await run('verify', folder);
    expect(code).toBe(1);
    expect(lines).toContain('只错了一位，前台下次启动时会自己改回来。');
    expect(readFileSync(path)).toEqual(bytes);
  });

  test('counts a write that was cut short as no damage', async () => {
    const folder = await journalOf(3);
    const path = join(folder, fileIn(folder, 0));
    writeFileSync(path, readFileSync(path).subarray(0, -20));
    const { code, lines } = await run('verify', folder, '--language', 'en');
    expect(code).toBe(0);
    expect(lines.at(-1)).toMatch(/^The last \d+ bytes are a write that was cut short/);
  });

  test('knows where a journal begins that was pruned, and a file that was taken out', async () => {
    const folder = await journalOf(8);
    await prune(folder);
    const pruned = await run('verify', folder, '--language', 'en');
    expect(pruned.code).toBe(0);
    expect(pruned.lines).toContain('Entries up to 6 are not here.');
    const whole = await journalOf(8);
    rmSync(join(whole, fileIn(whole, 1)));
    const gap = await run('verify', whole, '--language', 'en');
    expect(gap.code).toBe(1);
    expect(gap.lines.find((line) => line.startsWith('Entry 4 is damaged'))).toContain('chain: gap');
  });

  test('passes over a file that pruning has left, as the kiosk does at its next start', async () => {
    const folder = await journalOf(8);
    const left = fileIn(folder, 0);
    const bytes = readFileSync(join(folder, left));
    await prune(folder);
    writeFileSync(join(folder, left), bytes);
    const { code, lines } = await run('verify', folder, '--language', 'en');
    expect([code, lines[0]]).toEqual([0, 'The journal is sound.']);
    expect(lines).toContain('2 sound entries, 7 to 8, 1 file(s) (use 1, void 1)');
    const out = join(temporaryFolder(), 'out.json.gz');
    const exported = await run('export', folder, '--out', out, '--language', 'en');
    expect([exported.code, exported.lines]).toEqual([0, [`Written: ${out}, entries 7 to 8`]]);
    expect(readFileSync(join(folder, left))).toEqual(bytes);
  });

  test('exits 2 where there is no journal, and names the path', async () => {
    const empty = temporaryFolder();
    expect(await run('verify', empty)).toMatchObject({ code: 2, complaints: [`${empty} 里没有日志。`] });
    for (const text of ['', 'no entry and no end of a line']) {
      const file = join(temporaryFolder(), 'notes.txt');
      writeFileSync(file, text);
      expect(await run('verify', file)).toMatchObject({ code: 2, complaints: [`${file} 里没有日志。`] });
    }
    const missing = join(empty, 'missing');
    const { code, complaints } = await run('verify', missing, '--language', 'en');
    expect(code).toBe(2);
    expect(complaints[0]).toContain(`${missing} cannot be read: there is no such file`);
  });
});

describe('journal show', () => {
  test('lists entries in a table', async () => {
    const { lines } = await run('show', await journalOf(8));
    expect(lines).toHaveLength(9);
    expect(lines[1]).toMatch(
      /^ +1 {2}2026-11-23 15:42 {2}use +xijiao-pool +pool-outdoor +holder +2 +50\.00 {2}01234567…$/,
    );
    expect(lines[8]).toMatch(/void +xijiao-pool +-> 1 mistyped$/);
  });

  test.each([
    [
      ['--from', '3', '--to', '5'],
      [3, 4, 5],
    ],
    [['--kind', 'void'], [8]],
    [
      ['--date', '2026-11-23', '--from', '7'],
      [7, 8],
    ],
    [['--date', '2026-11-24'], []],
  ])('with %j lists those alone, as JSON', async (filter, seqs) => {
    const { code, lines } = await run('show', await journalOf(8), '--json', ...filter);
    expect(code).toBe(0);
    expect(lines.map((line) => JSON.parse(line).seq)).toEqual(seqs);
  });

  test('shows what is sound before the damage, and complains of the rest', async () => {
    const folder = await journalOf(3);
    const path = join(folder, fileIn(folder, 0));
    const bytes = readFileSync(path);
    bytes.fill(0x58, bytes.length - 60, bytes.length - 20);
    writeFileSync(path, bytes);
    const { code, lines, complaints } = await run('show', folder);
    expect([code, lines.length, complaints[0]]).toEqual([1, 3, '日志损坏。']);
  });
});

test.each([
  [['verify']],
  [['destroy', 'x']],
  [['show', 'x', '--from', '0']],
  [['show', 'x', '--kind', 'gift']],
  [['show', 'x', '--date', '2026-02-30']],
  [['show', 'x', '--nonsense']],
  [['verify', 'x', '--language', 'fr']],
])('does not take %j for an order', async (args) => {
  const { code, lines, complaints } = await run(...args);
  expect([code, lines]).toEqual([2, []]);
  expect(complaints[0]).toContain('npm run -s journal');
});

test('ends as a process with the code and the words', async () => {
  const folder = await journalOf(2);
  const ran = spawnSync(process.execPath, ['src/cli/journal.ts', 'verify', folder], { encoding: 'utf8' });
  expect([ran.status, ran.stdout.split('\n')[0]]).toEqual([0, '日志完好。']);
});

/** A folder with so many entries, three a file, the last one a void where there are more than three. */
async function journalOf(entries: number): Promise<string> {
  const folder = temporaryFolder();
  const journal = await openJournal(folderDisk(folder), { segmentBytesMax: 2_400 });
  for (let count = 1; count <= entries; count += 1) {
    await journal.append(count > 3 && count === entries ? voidOf(1) : TICKET, STAMP);
  }
  await journal.close();
  return folder;
}

/** The files that hold entries 1 to 6 go. */
async function prune(folder: string): Promise<void> {
  const kept = { days: 1, dayMs: DAY_MS };
  const journal = await openJournal(folderDisk(folder), { segmentBytesMax: 2_400, kept });
  await journal.acknowledged({ seq: 8, serverTimeMs: 0, epoch: null });
  await journal.acknowledged({ seq: 8, serverTimeMs: DAY_MS, epoch: null });
  await journal.close();
}

function fileIn(folder: string, index: number): string {
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const inOrder = names.sort((one, other) => one.length - other.length || one.localeCompare(other));
  return inOrder[index] ?? '';
}

async function run(...args: string[]) {
  const lines: string[] = [];
  const complaints: string[] = [];
  const code = await runJournalCommand(args, {
    say: (line) => lines.push(line),
    complain: (line) => complaints.push(line),
  });
  return { code, lines, complaints };
}
