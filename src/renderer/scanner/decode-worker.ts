import type { DecodeReply, DecodeRequest, FoundCode } from './decoder-message.ts';
import { readWithScript } from './script-reader.ts';
import { readWithWasm } from './wasm-reader.ts';

/** The script reader is slow and rarely better: it looks at every fourth picture that had nothing. */
const FRUITLESS_BEFORE_SCRIPT = 4;
/** In a row; then the wasm is not there, or broken by what it was given, and is not asked again. */
const WASM_FAILURES_MAX = 3;

let fruitless = 0;
let wasmFailures = 0;
let canvas: OffscreenCanvas | null = null;

self.onmessage = async ({ data }: MessageEvent<DecodeRequest>) => {
  self.postMessage(await replyTo(data));
};

async function replyTo({ id, picture }: DecodeRequest): Promise<DecodeReply> {
  try {
    return { kind: 'codes', id, codes: await codesIn(pixelsOf(picture)) };
  } catch (error) {
    return { kind: 'failed', id, detail: String(error) };
  }
}

async function codesIn(picture: ImageData): Promise<FoundCode[]> {
  const found = wasmFailures < WASM_FAILURES_MAX ? await readWithWasm(picture).catch(() => null) : null;
  wasmFailures = found === null ? wasmFailures + 1 : 0;
  if (found !== null && found.length > 0) {
    fruitless = 0;
    return found;
  }
  fruitless += 1;
  // Without wasm the script reader is all there is.
  return found === null || fruitless % FRUITLESS_BEFORE_SCRIPT === 0 ? readWithScript(picture) : [];
}

function pixelsOf(picture: ImageBitmap | ImageData): ImageData {
  if (picture instanceof ImageData) return picture;
  const { width, height } = picture;
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d context for the decoder');
  context.drawImage(picture, 0, 0);
  picture.close();
  return context.getImageData(0, 0, width, height);
}
