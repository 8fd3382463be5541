import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findBrowser } from './start/browser.ts';

// Draws resources/icons/icon.svg into the PNG and ICO beside it: `node src/cli/icons.ts` after a change.

const FOLDER = new URL('../../resources/icons/', import.meta.url);
const PNG_PIXELS = 512;
const ICO_PIXELS = [256, 48, 32, 16];
const ICO_HEADER_BYTES = 6;
const ICO_ENTRY_BYTES = 16;

const svg = readFileSync(new URL('icon.svg', FOLDER), 'utf8');
const executablePath = findBrowser();
if (executablePath === null) throw new Error('a Chromium, Chrome or Edge is needed to draw');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
writeFileSync(fileURLToPath(new URL('icon.png', FOLDER)), await draw(PNG_PIXELS));
const images: { pixels: number; png: Buffer }[] = [];
for (const pixels of ICO_PIXELS) images.push({ pixels, png: await draw(pixels) });
writeFileSync(fileURLToPath(new URL('icon.ico', FOLDER)), icoOf(images));
await browser.close();

async function draw(pixels: number): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: pixels, height: pixels } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`);
  const png = await page.screenshot({ omitBackground: true });
  await page.close();
  return png;
}

/** The ICO container around PNG images: header, one entry for each image, the images. */
function icoOf(images: readonly { pixels: number; png: Buffer }[]): Buffer {
  const header = Buffer.alloc(ICO_HEADER_BYTES);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = ICO_HEADER_BYTES + images.length * ICO_ENTRY_BYTES;
  const entries = images.map(({ pixels, png }) => {
    const entry = Buffer.alloc(ICO_ENTRY_BYTES);
    entry.writeUInt8(pixels % 256, 0); // 0 stands for 256
    entry.writeUInt8(pixels % 256, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += png.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...images.map(({ png }) => png)]);
}
