import type { AddedSymbology } from '../../domain/card/scanner-additions.ts';
import type { CodeReader } from '../../scan/camera/camera-reader.ts';
import { type FilterState, NOTHING_SEEN, seeFrame } from '../../scan/camera/scan-filter.ts';
import type { FoundCode } from '../../scan/found-code.ts';
import { greyOf, type Picture } from '../../scan/picture/picture.ts';

/** A code, and the first frame that gave it, counted from 1. */
export interface CodeOfFrame {
  readonly code: FoundCode;
  readonly frame: number;
}

/** The pace at which the page looks at what it has not read. */
const FRAME_MS = 66;

/**
 * What a camera gives that looks at this picture for this many frames, by the decoder and the filter of the page. It
 * ends where the filter hands a code to the desk: a card at once, what is no card a few frames later.
 */
export function readStill(
  reader: CodeReader,
  picture: Picture,
  { frames, added }: { frames: number; added: readonly AddedSymbology[] },
): CodeOfFrame[] {
  reader.forget();
  const grey = greyOf(picture);
  const found = new Map<string, CodeOfFrame>();
  let filter: FilterState = NOTHING_SEEN;
  for (let frame = 1; frame <= frames; frame += 1) {
    const { codes } = reader.readFrame(grey, added);
    for (const code of codes) {
      if (!found.has(code.text)) found.set(code.text, { code, frame });
    }
    const step = seeFrame(filter, { codes: codes.map(({ text }) => text), atMs: frame * FRAME_MS });
    filter = step.state;
    if (step.result.kind !== 'none') break;
  }
  return [...found.values()];
}
