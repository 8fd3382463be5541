import { turns } from '../../../domain/base/turns.ts';
import type { GreyPicture as ScannedPicture } from '../../../scan/picture/picture.ts';
import { createCodeReader } from './code-reader.ts';
import type { DecodeReply, DecodeRequest, PictureReading } from './decoder-message.ts';
import { type GreyPicture, greyOf } from './grey-picture.ts';
import { forgetMiss, keepMiss, missAsPng } from './last-miss.ts';
import { signsOf } from './picture-signs.ts';

type ReadRequest = Extract<DecodeRequest, { kind: 'read' }>;

/** After this many failures in a row the worker gives up. */
const FAILURES_MAX = 3;

const codeReader = createCodeReader();
let failures = 0;

/** One request at a time: they share the buffers. The decoder lets only a few wait. */
const inTurn = turns();

self.onmessage = ({ data }: MessageEvent<DecodeRequest>) => {
  void inTurn(() => answer(data));
};
self.postMessage({ kind: 'ready' } satisfies DecodeReply);

async function answer(request: DecodeRequest): Promise<void> {
  if (request.kind === 'stop') self.close();
  else if (request.kind === 'forget') (await codeReader).forget();
  else self.postMessage(await replyTo(request));
}

async function replyTo(request: Exclude<DecodeRequest, { kind: 'forget' | 'stop' }>): Promise<DecodeReply> {
  const { id } = request;
  try {
    if (request.kind === 'last-miss') return { kind: 'last-miss', id, png: await missAsPng() };
    const reading = await read(request);
    failures = 0;
    return { kind: 'reading', id, reading };
  } catch (error) {
    failures += 1;
    if (failures >= FAILURES_MAX) setTimeout(() => crash(error), 0);
    return { kind: 'failed', id, detail: String(error) };
  }
}

/** A trap in WebAssembly leaves its memory in no known state: the worker is given up and replaced. */
function crash(cause: unknown): never {
  throw new Error('the decoder fails again and again', { cause });
}

async function read({ mode, picture, diagnose, added }: ReadRequest): Promise<PictureReading> {
  const grey = await greyOf(picture);
  const reader = await codeReader;
  const startedMs = performance.now();
  const { codes, strip, isFamiliar, isLookedAt } =
    mode === 'frame'
      ? reader.readFrame(grey, added)
      : { ...reader.readPicture(grey, added), isFamiliar: false, isLookedAt: true };
  const decodeMs = performance.now() - startedMs;
  if (!diagnose) forgetMiss();
  else if (codes.length === 0 && isLookedAt) keepMiss(grey);
  return {
    codes,
    isCodeInView: codes.length > 0 || strip !== null,
    isFamiliar,
    isLookedAt,
    signs: signsOf(grey),
    width: grey.width,
    height: grey.height,
    decodeMs,
    isWasm: reader.isWasm,
    strip: diagnose ? copyOf(strip) : null,
  };
}

/** The decoder may use the strip's memory again. */
function copyOf(strip: ScannedPicture | null): GreyPicture | null {
  return strip && { ...strip, data: Uint8ClampedArray.from(strip.data) };
}
