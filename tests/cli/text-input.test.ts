import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { readTextInput, textLines } from '../../src/cli/input/text-input.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), 'kiosk-text-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const QUOTE =
  '["--site","xijiao-pool","--item","outdoor-ticket","--start","2026-11-23T15:00","--quantity","2"]\r\n';

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

/** As programs write a text: each is the same text. */
const ENCODINGS: readonly (readonly [string, (text: string) => Buffer])[] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with a mark', (text) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16 of PowerShell', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 big-endian with a mark', (text) => utf16be(`\ufeff${text}`)],
  ['UTF-16 without a mark', (text) => Buffer.from(text, 'utf16le')],
  ['UTF-16 big-endian without a mark', utf16be],
];
/** 荔湾 in GBK, a picture, half a character, zeros, UTF-32. */
const NO_TEXTS: readonly (readonly [string, Buffer])[] = [
  ['GBK', Buffer.from([0x7b, 0x22, 0xc0, 0xf3, 0xcd, 0xe5, 0x22, 0x7d])],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['half a character', Buffer.from('荔湾').subarray(0, 5)],
  ['half a UTF-16 character', Buffer.from('\ufeff荔湾', 'utf16le').subarray(0, 5)],
  ['zeros', Buffer.alloc(8)],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0])],
];

describe.each(ENCODINGS)('a text in %s', (_, encoded) => {
  test('is read from a file', () => {
    const file = join(FOLDER, 'text.json');
    writeFileSync(file, encoded('{"name":"荔湾 𠮷"}\r\n'));
    expect(readTextInput(file)).toEqual({ ok: true, text: '{"name":"荔湾 𠮷"}\r\n' });
  });

  test.each([1, 2, 3, 1000])('is read line by line, %i bytes at a time', async (size) => {
    const bytes = encoded('{"a":"荔湾 𠮷"}\r\n\r\n{"b":1}\n{"c":2}');
    const lines = await linesOf(bytes, size);
    expect(lines).toEqual(['{"a":"荔湾 𠮷"}', '', '{"b":1}', '{"c":2}']);
  });
});

/** Windows programs write the first two; each process takes its time, so that these stand for all. */
describe.each(ENCODINGS.slice(1, 3))('a text in %s', (_, encoded) => {
  test('is taken by quote --batch', () => {
    const { status, stdout, stderr } = command('quote', ['--batch'], encoded(QUOTE + QUOTE));
    expect(stderr).toBe('');
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).totalFen),
    ).toEqual([5000, 5000]);
    expect(status).toBe(0);
  });

  test('is taken by catalogue check and card sheet', () => {
    const catalogue = join(FOLDER, 'catalogue.json');
    writeFileSync(catalogue, encoded(readFileSync(join(PROJECT, 'resources', 'catalogue.json'), 'utf8')));
    expect(command('catalogue', ['check', catalogue]).status).toBe(0);
    const cards = command('card', ['issue', '--count', '2', '--seed', 'text']).stdout;
    const file = join(FOLDER, 'cards.jsonl');
    writeFileSync(file, encoded(cards.replaceAll('\n', '\r\n')));
    const sheet = command('card', ['sheet', file]);
    expect(sheet.stderr).toBe('');
    expect(sheet.stdout).toContain('<svg');
    expect(command('card', ['sheet'], encoded(cards)).status).toBe(0);
  });
});

describe.each(NO_TEXTS)('what is no text: %s', (_, bytes) => {
  test('is refused with what to do', async () => {
    const file = join(FOLDER, 'no-text');
    writeFileSync(file, bytes);
    const reason = expect.stringMatching(/UTF-8.*save it as UTF-8/);
    expect(readTextInput(file)).toEqual({ ok: false, reason });
    expect((await all(textLines(Readable.from([bytes])))).at(-1)).toEqual({ ok: false, reason });
  });
});

test('a file in GBK is refused by each command line with what to do', () => {
  const [[, bytes] = ['', Buffer.alloc(0)]] = NO_TEXTS;
  const file = join(FOLDER, 'gbk');
  writeFileSync(file, bytes);
  const reason = expect.stringMatching(/UTF-8.*save it as UTF-8/);
  expect(command('card', ['sheet', file])).toMatchObject({ status: 2, stderr: reason });
  expect(command('card', ['issue', '--key', file])).toMatchObject({ status: 2, stderr: reason });
  expect(command('catalogue', ['check', file]).stdout).toContain('save it as UTF-8');
  expect(command('quote', ['--batch'], bytes)).toMatchObject({ status: 1, stderr: reason });
});

test('each line is handed out as soon as it is there', async () => {
  const input = new Readable({ read: () => {} });
  const lines = textLines(input);
  input.push('{}\n');
  expect((await lines.next()).value).toEqual({ ok: true, text: '{}' });
  input.push('\n');
  expect((await lines.next()).value).toEqual({ ok: true, text: '' });
  input.push(null);
  expect((await lines.next()).done).toBe(true);
});

test('a file that is not there is told by its name', () => {
  expect(readTextInput(join(FOLDER, 'nothing'))).toEqual({
    ok: false,
    reason: expect.stringMatching(/nothing: 读不了 cannot be read: 没有这个文件.*no such file/),
  });
});

async function linesOf(bytes: Buffer, size: number): Promise<string[]> {
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  const read = await all(textLines(Readable.from(chunks)));
  return read.map((line) => (line.ok ? line.text : `! ${line.reason}`));
}

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const value of values) found.push(value);
  return found;
}

function command(name: string, args: readonly string[], input: Buffer = Buffer.alloc(0)) {
  return spawnSync(process.execPath, [`src/cli/${name}.ts`, ...args], {
    cwd: PROJECT,
    input,
    encoding: 'utf8',
  });
}
