import { closeSync, openSync, writeSync } from 'node:fs';
import { greyOf } from '../../../src/scan/picture/picture.ts';
import type { CodeKind } from '../../corpus/printed-code.ts';
import { cardSequence } from '../../corpus/sequence.ts';
import type { Tier } from '../../corpus/tier.ts';

const WIDTH = 1280;
const HEIGHT = 720;
export const FRAMES_PER_SECOND = 30;
/** The page loads, and its decoder starts, before the first card comes. */
export const LEAD_FRAMES = 8 * FRAMES_PER_SECOND;
const EMPTY_FRAMES = FRAMES_PER_SECOND;
const SEQUENCE_FRAMES = FRAMES_PER_SECOND;
const HELD_FRAMES = 1.5 * FRAMES_PER_SECOND;
/** While a card is held its last frames are shown to and fro. */
const TREMBLING_FRAMES = 8;
/** A card that is never seen whole, being larger than the picture, counts from where the hand holds it. */
const ARRIVED_FRAME = 14;
/** Frames of the lead carry their number in their first row of squares, black or white. */
export const MARK_PIXELS = 16;
export const MARK_BITS = 9;

export interface FilmedCard {
  readonly kind: CodeKind;
  readonly tier: Tier;
  readonly seed: string;
  readonly text: string;
  /** The film's first frame that shows the whole card. */
  readonly wholeFrame: number;
}

/** Writes a y4m: hands bring in one card after another, 30 frames a second. */
export async function writeFilm(
  file: string,
  cards: readonly { readonly kind: CodeKind; readonly tier: Tier; readonly seed: string }[],
): Promise<readonly FilmedCard[]> {
  const handle = openSync(file, 'w');
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  let written = 0;
  const write = (grey: Uint8Array) => {
    writeSync(handle, 'FRAME\n');
    writeSync(handle, grey);
    writeSync(handle, chroma);
    written += 1;
  };
  try {
    writeSync(handle, `YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`);
    const filmed: FilmedCard[] = [];
    for (const card of cards) {
      const { frames, text, whole } = await drawn(card);
      const [first = new Uint8Array(WIDTH * HEIGHT)] = frames;
      while (filmed.length === 0 && written < LEAD_FRAMES) write(numbered(first, written));
      for (let count = 0; count < EMPTY_FRAMES; count += 1) write(first);
      filmed.push({ ...card, text, wholeFrame: written + whole });
      for (const frame of frames) write(frame);
      const last = frames.slice(-TREMBLING_FRAMES);
      const toAndFro = [...last.toReversed(), ...last];
      for (let count = 0; count < HELD_FRAMES; count += 1) write(toAndFro[count % toAndFro.length] ?? first);
    }
    return filmed;
  } finally {
    closeSync(handle);
  }
}

async function drawn({ kind, tier, seed }: { kind: CodeKind; tier: Tier; seed: string }) {
  const frames: Uint8Array[] = [];
  let text = '';
  let whole = ARRIVED_FRAME;
  for await (const frame of cardSequence(kind, { tier, seed, count: SEQUENCE_FRAMES })) {
    if (frame.isWhole) whole = Math.min(whole, frames.length);
    text = frame.text ?? '';
    frames.push(Uint8Array.from(greyOf(frame).data));
  }
  return { frames, text, whole };
}

function numbered(grey: Uint8Array, frame: number): Uint8Array {
  const marked = grey.slice();
  for (let bit = 0; bit < MARK_BITS; bit += 1) {
    const luma = ((frame >> bit) & 1) === 1 ? 235 : 16;
    for (let y = 0; y < MARK_PIXELS; y += 1) {
      const at = y * WIDTH + bit * MARK_PIXELS;
      marked.fill(luma, at, at + MARK_PIXELS);
    }
  }
  return marked;
}
