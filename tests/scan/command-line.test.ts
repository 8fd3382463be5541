import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { encode as encodeBmp } from 'bmp-ts';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { PROJECT_FOLDER } from '../../src/cli/start/build-app.ts';
import { cardNumberOf } from '../../src/domain/card/card-number.ts';
import { issueCardQr } from '../../src/domain/card/card-qr.ts';
import type { Picture } from '../../src/scan/picture/picture.ts';
import { addedCodeOf, code128Of, qrOf } from '../corpus/printed-code.ts';
import { sharedTemporaryFolder } from '../support/temporary-folder.ts';
import { abgrOf } from './bmp-bytes.ts';
import { deskPicture } from './frame-picture.ts';

const CARD = cardNumberOf('LW20260012');
const OTHER_CARD = cardNumberOf('LW20260345');
const folder = sharedTemporaryFolder();
const at = (name: string) => join(folder(), name);

interface Scan {
  readonly lines: readonly Record<string, unknown>[];
  readonly exitCode: number;
}

async function scan(...files: readonly string[]): Promise<Scan> {
  const command = join(PROJECT_FOLDER, 'src', 'cli', 'scan.ts');
  const run = promisify(execFile)(process.execPath, [command, ...files]);
  const { stdout, exitCode } = await run.then(
    (done) => ({ stdout: done.stdout, exitCode: 0 }),
    (failed: { stdout: string; code: number }) => ({ stdout: failed.stdout, exitCode: failed.code }),
  );
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { lines: lines.map((line) => JSON.parse(line)), exitCode };
}

function sharpOf({ data, width, height }: Picture) {
  return sharp(data, { raw: { width, height, channels: 4 } });
}

beforeAll(async () => {
  const bars = deskPicture([{ code: code128Of(CARD), degrees: 14 }]);
  await sharpOf(bars).png().toFile(at('bars.png'));
  // Stored on its side, with a note to turn it: as phones do.
  await sharpOf(bars)
    .rotate(270)
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 80 })
    .toFile(at('turned.jpg'));
  await sharpOf(deskPicture([])).png().toFile(at('empty.png'));
  await sharpOf(deskPicture([{ code: code128Of('LW20260013') }]))
    .png()
    .toFile(at('wrong.png'));
  await sharpOf(deskPicture([{ code: code128Of('a parcel') }]))
    .png()
    .toFile(at('parcel.png'));
  const both = deskPicture([
    { code: code128Of(CARD), y: 200 },
    { code: code128Of(OTHER_CARD), y: 540 },
  ]);
  await sharpOf(both).png().toFile(at('two.png'));
  await sharpOf(deskPicture([{ code: qrOf(signedText()) }]))
    .png()
    .toFile(at('signed.png'));
  writeFileSync(at('broken.png'), 'no picture at all');
});

function signedText(): string {
  const claim = {
    cardNumber: CARD,
    issueSerial: 1,
    tier: 3,
    validFrom: '2026-01-01',
    validUntil: '2028-12-31',
  } as Parameters<typeof issueCardQr>[0];
  return issueCardQr(claim, { keyId: 'card-7', secretKey: new Uint8Array(32).fill(7) });
}

test('says in one line a file, in order, what the code says and which card it is', async () => {
  const { lines, exitCode } = await scan(at('bars.png'), at('turned.jpg'), at('signed.png'));
  expect(exitCode).toBe(0);
  const card = { card: CARD, ms: expect.any(Number), stage: expect.any(String) };
  expect(lines).toEqual([
    { ...card, file: at('bars.png'), text: CARD, format: 'Code128' },
    { ...card, file: at('turned.jpg'), text: CARD, format: 'Code128' },
    { ...card, file: at('signed.png'), text: signedText(), format: 'QRCode' },
  ]);
});

test('says why there is no card', async () => {
  const { lines, exitCode } = await scan(at('empty.png'), at('wrong.png'), at('parcel.png'), at('two.png'));
  expect(exitCode).toBe(0);
  expect(lines.map(({ text, card, reason }) => ({ text, card, reason }))).toEqual([
    { text: null, card: null, reason: 'no-code' },
    { text: 'LW20260013', card: null, reason: 'misread' },
    { text: 'a parcel', card: null, reason: 'not-a-card' },
    { text: expect.any(String), card: null, reason: 'two-cards' },
  ]);
});

test('goes on after files that it cannot read, and says so at the end', async () => {
  const { lines, exitCode } = await scan(at('missing.png'), at('broken.png'), at('bars.png'));
  expect(exitCode).toBe(1);
  expect(lines.map(({ card, error }) => ({ card, isError: typeof error === 'string' }))).toEqual([
    { card: null, isError: true },
    { card: null, isError: true },
    { card: CARD, isError: false },
  ]);
});

test('reads WebP, GIF, BMP and AVIF, and says what to do with a HEIC', async () => {
  const bars = sharpOf(deskPicture([{ code: code128Of(CARD), degrees: 14 }])).removeAlpha();
  for (const kind of ['webp', 'gif', 'avif'] as const) await bars.clone().toFile(at(`bars.${kind}`));
  const { data, info } = await bars.clone().ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const bitmap = { data: abgrOf(data), width: info.width, height: info.height };
  writeFileSync(at('bars.bmp'), encodeBmp({ ...bitmap, bitPP: 24 }).data);
  writeFileSync(at('bars32.bmp'), encodeBmp({ ...bitmap, bitPP: 32 }).data);
  const kinds = ['webp', 'gif', 'avif', 'bmp'].map((kind) => at(`bars.${kind}`));
  const read = await scan(...kinds, at('bars32.bmp'));
  expect(read.lines.map(({ card }) => card)).toEqual([CARD, CARD, CARD, CARD, CARD]);
  writeFileSync(
    at('photo.heic'),
    Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(99)]),
  );
  expect((await scan(at('photo.heic'))).lines).toMatchObject([
    { reason: 'unreadable', error: expect.stringContaining('HEIC') },
  ]);
});

test('reads a Code 39 only when told to, and takes no symbology that it does not know', async () => {
  await sharpOf(deskPicture([{ code: addedCodeOf('code39', CARD), modulePixels: 3, degrees: 9 }]))
    .png()
    .toFile(at('code39.png'));
  const told = await scan('--add', 'aztec', '--add', 'code39', at('code39.png'), at('bars.png'));
  expect(told.lines).toMatchObject([
    { text: CARD, format: 'Code39', card: CARD, stage: 'added' },
    { text: CARD, format: 'Code128', card: CARD },
  ]);
  expect((await scan(at('code39.png'))).lines).toMatchObject([{ text: null, reason: 'no-code' }]);
  expect(await scan('--add', 'maxicode', at('bars.png'))).toEqual({ lines: [], exitCode: 2 });
  expect(await scan('--ad', at('bars.png'))).toEqual({ lines: [], exitCode: 2 });
});

test('reads a picture as frames of a camera, and says which frame gave it', async () => {
  const { lines, exitCode } = await scan(
    '--frames',
    '3',
    at('bars.png'),
    at('parcel.png'),
    at('empty.png'),
    at('two.png'),
  );
  expect(exitCode).toBe(0);
  const frame = expect.any(Number);
  expect(lines).toMatchObject([
    { text: CARD, card: CARD, frame },
    { text: 'a parcel', card: null, reason: 'not-a-card', frame },
    { text: null, reason: 'no-code', frame: null },
    { card: null, reason: 'two-cards', frame },
  ]);
  expect((await scan('--frames', '2', at('broken.png'))).lines).toMatchObject([
    { frame: null, reason: 'unreadable' },
  ]);
  for (const count of ['0', '-1', '1.5', 'many', '601']) {
    expect(await scan('--frames', count, at('bars.png'))).toEqual({ lines: [], exitCode: 2 });
  }
});

test('wants at least one file', async () => {
  expect(await scan()).toEqual({ lines: [], exitCode: 2 });
});
