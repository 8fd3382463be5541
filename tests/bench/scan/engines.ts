import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { getDefaultScanner, scanImageData } from '@undecaf/zbar-wasm';
import { BinaryBitmap, HybridBinarizer, MultiFormatReader, RGBLuminanceSource } from '@zxing/library';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { startNodeDecoder } from '../../../src/cli/scan/node-decoder.ts';
import type { CorpusFrame } from '../../corpus/camera-frame.ts';

/** A reader under test: all texts that it finds in a frame. */
export interface Engine {
  readonly name: string;
  /** Called before each frame that has nothing to do with the one before. */
  begin(): void;
  read(frame: CorpusFrame): Promise<readonly string[]> | readonly string[];
}

export const BASELINE = 'zxing-js';
export const OURS_FRAME = 'ours, frame';
export const OURS_PHOTO = 'ours, photo';

/** Ours as the worker reads a video and as `scan` reads a photo, and the peers with their own defaults. */
export async function startEngines(): Promise<Engine[]> {
  const decoder = await startNodeDecoder();
  return [
    ...(await startPeers()),
    {
      name: OURS_FRAME,
      begin: () => decoder.forget(),
      read: (frame) => decoder.readFrame(frame).codes.map(({ text }) => text),
    },
    {
      name: OURS_PHOTO,
      begin: () => {},
      read: (frame) => decoder.readPicture(frame).codes.map(({ text }) => text),
    },
  ];
}

/** The peers with their own defaults; after our own start, since zxing-wasm keeps one module for all who use it. */
export async function startPeers(): Promise<Engine[]> {
  const wasm = await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } as object });
  const scanner = await getDefaultScanner();
  return [
    { name: BASELINE, begin: () => {}, read: zxingJs() },
    {
      name: 'zxing-wasm',
      begin: () => {},
      read: async (frame) => (await readBarcodes(imageOf(frame))).filter(isRead).map(({ text }) => text),
    },
    {
      name: 'zbar-wasm',
      begin: () => {},
      read: async (frame) => (await scanImageData(imageOf(frame), scanner)).map((symbol) => symbol.decode()),
    },
  ];
}

function isRead({ isValid, format }: { isValid: boolean; format: string }): boolean {
  return isValid && (format === 'Code128' || format.startsWith('QRCode'));
}

/** As @zxing/browser runs it: its multi-format reader without hints on the luminance of a canvas. */
function zxingJs(): (frame: CorpusFrame) => readonly string[] {
  const reader = new MultiFormatReader();
  reader.setHints(new Map());
  return ({ data, width, height }) => {
    const grey = new Uint8ClampedArray(width * height);
    for (let pixel = 0, at = 0; pixel < grey.length; pixel += 1, at += 4) {
      grey[pixel] =
        (306 * (data[at] ?? 0) + 601 * (data[at + 1] ?? 0) + 117 * (data[at + 2] ?? 0) + 512) >> 10;
    }
    const bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height)));
    try {
      return [reader.decodeWithState(bitmap).getText()];
    } catch {
      // Whatever it throws, and it throws much: it has read nothing.
      return [];
    }
  };
}

/** The peers' types ask for a browser's ImageData; its three fields are all that they use. */
function imageOf({ data, width, height }: CorpusFrame): ImageData {
  return { data, width, height, colorSpace: 'srgb' } as ImageData;
}
