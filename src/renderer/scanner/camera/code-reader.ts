import { type CodeReader, codeReaderOf } from '../../../scan/camera/camera-reader.ts';
import { createPictureDecoder, type PictureDecoder } from '../../../scan/decoder.ts';

/** Vite finds the packages' files, puts them beside the script and writes their addresses here. */
const ZXING_URL = new URL('zxing-wasm/reader/zxing_reader.wasm', import.meta.url).href;
const ZBAR_URL = new URL('@undecaf/zbar-wasm/dist/zbar.wasm', import.meta.url).href;

/** Loads the decoder from our own origin; without it the library in plain script reads, and slowly. */
export async function createCodeReader(): Promise<CodeReader> {
  return codeReaderOf(await loadDecoder());
}

/** Null if the decoder cannot be loaded: the card is still read, but not so well. */
async function loadDecoder(): Promise<PictureDecoder | null> {
  try {
    const [zxing, zbar] = await Promise.all([bytesAt(ZXING_URL), bytesAt(ZBAR_URL)]);
    return await createPictureDecoder({ zxing, zbar });
  } catch {
    return null; // it is missing, refused or broken: the technicians' page says which
  }
}

async function bytesAt(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} for ${url}`);
  return await response.arrayBuffer();
}
