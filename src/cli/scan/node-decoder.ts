import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createPictureDecoder, type PictureDecoder } from '../../scan/decoder.ts';

/** The worker's decoder on Node: its two WebAssembly modules come from the installed packages. */
export async function startNodeDecoder(): Promise<PictureDecoder> {
  const [zxing, zbar] = await Promise.all([
    bytesOf('zxing-wasm/reader/zxing_reader.wasm'),
    bytesOf('@undecaf/zbar-wasm/dist/zbar.wasm'),
  ]);
  return createPictureDecoder({ zxing, zbar });
}

async function bytesOf(module: string): Promise<ArrayBuffer> {
  const bytes = await readFile(fileURLToPath(import.meta.resolve(module)));
  return new Uint8Array(bytes).buffer;
}
