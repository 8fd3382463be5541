import { encode as encodeBmp } from 'bmp-ts';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cardNumberOf } from '../../../src/domain/card/card-number.ts';
import { code128Of } from '../../corpus/printed-code.ts';
import { abgrOf } from '../../scan/bmp-bytes.ts';
import { deskPicture } from '../../scan/frame-picture.ts';
import { launchBrowser } from '../../support/browser.ts';
import { type ScannerPage, serveScannerPage } from './scanner-page.ts';

const CARD = cardNumberOf('LW20260001');

let site: ScannerPage;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  site = await serveScannerPage();
  browser = await launchBrowser({});
  page = await browser.newPage();
  await page.goto(site.url);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

test.each(['image/png', 'image/jpeg', 'image/webp'])('reads a card from a file of %s', async (type) => {
  const read = await page.evaluate(
    async ({ cardNumber, type }) => {
      const { scanner, takePicture, bitmapOf } = window.probe;
      const picture = takePicture({ kind: 'card', card: { cardNumber, code: 'code128' } });
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      canvas.getContext('2d')?.putImageData(picture, 0, 0);
      const bitmap = await bitmapOf(await canvas.convertToBlob({ type, quality: 0.8 }));
      return typeof bitmap === 'string' ? bitmap : scanner.scanPicture(bitmap);
    },
    { cardNumber: CARD, type },
  );
  expect(read).toEqual({ kind: 'code', text: CARD });
});

test('takes what is no picture for none, whatever it says that it is', async () => {
  expect(await sizeOf(Buffer.from('not a picture at all'), 'image/png')).toBe('no-picture');
  expect(await sizeOf(Buffer.alloc(0), 'image/png')).toBe('no-picture');
  const png = await plain(64, 64).png().toBuffer();
  expect(await sizeOf(png.subarray(0, 40), 'image/png')).toBe('no-picture');
});

test('refuses 31 MB, and a file whose header says that it unpacks to more than 50 megapixels', async () => {
  const heavy = await page.evaluate(() => window.probe.bitmapOf(new Blob([new Uint8Array(30_000_001)])));
  expect(heavy).toBe('too-large');
  const png = await plain(64, 64).png().toBuffer();
  png.writeUInt32BE(10_000, 16);
  png.writeUInt32BE(5_001, 20);
  expect(await sizeOf(png, 'image/png')).toBe('too-large');
  const jpeg = await plain(64, 64).jpeg().toBuffer();
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(5_001, frame + 5);
  jpeg.writeUInt16BE(10_000, frame + 7);
  expect(await sizeOf(jpeg, 'image/jpeg')).toBe('too-large');
});

test.each(['gif', 'webp', 'avif'] as const)('reads a card from a file of %s', async (kind) => {
  const bytes = await card().toFormat(kind).toBuffer();
  expect(await readingOf(bytes, `image/${kind}`)).toEqual({ kind: 'code', text: CARD });
});

test('reads a card from a BMP', async () => {
  const { data, info } = await card().ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const bytes = encodeBmp({ data: abgrOf(data), bitPP: 24, width: info.width, height: info.height }).data;
  expect(await readingOf(bytes, 'image/bmp')).toEqual({ kind: 'code', text: CARD });
});

test('says what to do with an iPhone’s photo, and refuses a bomb of any kind by its header', async () => {
  const heic = Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypheic\0\0\0\0mif1heic'),
    Buffer.alloc(99),
  ]);
  expect(await sizeOf(heic, 'image/heic')).toBe('heic');
  const gif = await plain(64, 64).gif().toBuffer();
  gif.writeUInt16LE(60_000, 6);
  gif.writeUInt16LE(60_000, 8);
  expect(await sizeOf(gif, 'image/gif')).toBe('too-large');
  const webp = await plain(64, 64).webp({ lossless: true }).toBuffer();
  webp.writeUInt32LE(0x0fff_ffff, 21);
  expect(await sizeOf(webp, 'image/webp')).toBe('too-large');
  const avif = await plain(64, 64).avif().toBuffer();
  const extent = avif.indexOf('ispe') + 8;
  avif.writeUInt32BE(20_000, extent);
  avif.writeUInt32BE(20_000, extent + 4);
  expect(await sizeOf(avif, 'image/avif')).toBe('too-large');
});

test('makes a large photo small enough for the decoder, and leaves others as they are', async () => {
  expect(await sizeOf(await plain(8_000, 2_000).jpeg().toBuffer(), 'image/jpeg')).toEqual([4096, 1024]);
  expect(await sizeOf(await plain(4_096, 300).png().toBuffer(), 'image/png')).toEqual([4096, 300]);
});

test('turns a phone’s photo upright as its own note says', async () => {
  const lying = await plain(400, 300).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  expect(await sizeOf(lying, 'image/jpeg')).toEqual([300, 400]);
});

function card() {
  const { data, width, height } = deskPicture([{ code: code128Of(CARD), degrees: 6 }]);
  return sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha();
}

async function readingOf(bytes: Buffer, type: string): Promise<unknown> {
  return await page.evaluate(
    async ({ base64, type }) => {
      const { scanner, bitmapOf } = window.probe;
      const file = new Blob([Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0))], { type });
      const bitmap = await bitmapOf(file);
      return typeof bitmap === 'string' ? bitmap : scanner.scanPicture(bitmap);
    },
    { base64: bytes.toString('base64'), type },
  );
}

function plain(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: '#777' } });
}

async function sizeOf(bytes: Buffer, type: string): Promise<readonly number[] | string> {
  return await page.evaluate(
    async ({ base64, type }) => {
      const file = new Blob([Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0))], { type });
      const bitmap = await window.probe.bitmapOf(file);
      return typeof bitmap === 'string' ? bitmap : [bitmap.width, bitmap.height];
    },
    { base64: bytes.toString('base64'), type },
  );
}
