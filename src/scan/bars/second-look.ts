import { isCardNumber } from '../agreement.ts';
import type { FoundCode, Stage } from '../found-code.ts';
import type { GreyPicture } from '../picture/picture.ts';

/** A text that one reader gave once and nothing has confirmed yet. */
export interface UnsureReading {
  readonly text: string;
  readonly stage: Stage;
  /** A number that identifies the pixels that the code was read from. */
  readonly print: number;
  /** The number of the frame. */
  readonly frame: number;
}

/** A reading from an older frame is of another card. */
const FRAMES_MAX = 45;
const UNSURE_MAX = 16;

/**
 * The codes of one frame. A code is confirmed if an earlier frame gave it too, by another reader, or by the same reader
 * from other pixels. The same pixels again are no second reading.
 */
export function seenAgain(
  grey: GreyPicture,
  codes: readonly FoundCode[],
  { unsure, frame }: { unsure: readonly UnsureReading[]; frame: number },
): { readonly codes: readonly FoundCode[]; readonly unsure: readonly UnsureReading[] } {
  const kept = unsure.filter((one) => frame - one.frame < FRAMES_MAX);
  const fresh: UnsureReading[] = [];
  const judged = codes.map((code) => {
    if (code.isBorneOut || isCardNumber(code.text)) return code;
    const { text, stage } = code;
    const print = printOf(grey, code);
    fresh.push({ text, stage, print, frame });
    const isBorneOut = kept.some((one) => one.text === text && (one.stage !== stage || one.print !== print));
    return isBorneOut ? { ...code, isBorneOut } : code;
  });
  const others = kept.filter((one) =>
    fresh.every(({ text, stage, print }) => one.text !== text || one.stage !== stage || one.print !== print),
  );
  return { codes: judged, unsure: [...others, ...fresh].slice(-UNSURE_MAX) };
}

/** FNV-1a, 32 bits. */
const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** A number for all pixels of the box around a code. */
function printOf({ data, width, height }: GreyPicture, { corners }: FoundCode): number {
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const left = Math.max(0, Math.floor(Math.min(...xs)));
  const right = Math.min(width, Math.ceil(Math.max(...xs)) + 1);
  const top = Math.max(0, Math.floor(Math.min(...ys)));
  const bottom = Math.min(height, Math.ceil(Math.max(...ys)) + 1);
  let print = FNV_START;
  for (let row = top; row < bottom; row += 1) {
    for (let at = row * width + left; at < row * width + right; at += 1) {
      print = Math.imul(print ^ (data[at] ?? 0), FNV_PRIME);
    }
  }
  return print;
}
