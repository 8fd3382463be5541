import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { canaryRecords, secretsOf } from './canary/canaries.ts';
import { needlesOf } from './canary/needles.ts';
import { scanFolder } from './canary/scan.ts';
import { unsnapped } from './canary/snappy.ts';

const [record] = canaryRecords(1, 1);
if (record === undefined) throw new Error('no canary');
const { cardNumber, name } = record;
const needles = needlesOf(secretsOf([record]));

/** What the scan finds in a file with these bytes between others. */
function foundIn(bytes: Uint8Array, fileName = 'file'): readonly string[] {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'below'));
  writeFileSync(
    join(folder, 'below', fileName),
    Buffer.concat([Buffer.alloc(1001, 0x2a), bytes, Buffer.alloc(7)]),
  );
  return scanFolder(folder, needles).leaks.map(({ secret }) => secret.text);
}

function swapped(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

const SPELT = [
  ['UTF-8', (text: string) => Buffer.from(text)],
  ['UTF-16LE', (text: string) => Buffer.from(text, 'utf16le')],
  ['UTF-16BE', swapped],
  ['hex', (text: string) => Buffer.from(Buffer.from(text).toString('hex'))],
  ['base64 at its beginning', (text: string) => Buffer.from(btoa64(text))],
  ['base64 behind one byte', (text: string) => Buffer.from(btoa64(`x${text}yz`))],
  ['base64 behind two bytes', (text: string) => Buffer.from(btoa64(`xy${text}z`))],
  ['a gzip stream', (text: string) => gzipSync(text)],
] as const;

function btoa64(text: string): string {
  return Buffer.from(text).toString('base64');
}

describe.each(SPELT)('in %s', (_, spell) => {
  test('a card number and a name are found', () => {
    expect(foundIn(spell(cardNumber))).toContain(cardNumber);
    expect(foundIn(spell(name))).toContain(name);
  });

  test('another number and another name are not', () => {
    expect(foundIn(spell('LWX0000000001'))).toEqual([]);
    expect(foundIn(spell('鼋鼋鼋鼋'))).toEqual([]);
  });
});

test('a name in GBK is found', () => {
  // 黎 and 鹰 in the code table of GBK.
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'file'),
    Buffer.from([0x00, 0xc0, 0xe8, 0xd3, 0xa5, 0xc0, 0xe8, 0xd3, 0xa5, 0x00]),
  );
  const gbk = needlesOf([{ kind: 'name', text: '黎鹰黎鹰' }]);
  expect(scanFolder(folder, gbk).leaks.map(({ encoding }) => encoding)).toEqual(['GBK']);
});

test('a relation as the wire writes it, and a number in the name of a file, are found', () => {
  expect(foundIn(Buffer.from(JSON.stringify(record.family)))).toContain('"relation":"spouse"');
  expect(foundIn(Buffer.alloc(0), cardNumber)).toEqual([cardNumber]);
});

test('a Snappy block unpacks by literals and by copies that reach into themselves; a torn one does not', () => {
  // 'abcd', then 8 bytes from 4 back, then 6 from 1 back.
  const packed = Buffer.from([18, 0x0c, 0x61, 0x62, 0x63, 0x64, 0x11, 0x04, 0x09, 0x01]);
  expect(unsnapped(packed)?.toString()).toBe('abcdabcdabcddddddd');
  expect(unsnapped(packed.subarray(0, -1))).toBe(null);
});
