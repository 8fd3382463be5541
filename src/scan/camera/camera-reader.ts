import type { AddedSymbology } from '../../domain/card/scanner-additions.ts';
import { agreed } from '../agreement.ts';
import { seenAgain, type UnsureReading } from '../bars/second-look.ts';
import type { PictureDecoder } from '../decoder.ts';
import type { FoundCode } from '../found-code.ts';
import type { GreyPicture } from '../picture/picture.ts';
import { createFamiliarScene } from './familiar-scene.ts';
import { readTwiceWithScript, readWithScript } from './script-reader.ts';

interface CodeReading {
  readonly codes: readonly FoundCode[];
  /** The bars last looked at, made upright; null if there were none. */
  readonly strip: GreyPicture | null;
}

interface FrameReading extends CodeReading {
  /** The frame shows only things that were looked at before without finding a code. */
  readonly isFamiliar: boolean;
  /** False for most frames that are familiar. */
  readonly isLookedAt: boolean;
}

/** Every way of reading that there is, behind one. */
export interface CodeReader {
  /** False if the wasm could not be loaded: then only plain script reads. */
  readonly isWasm: boolean;
  /** `added`: beside Code 128 and QR; the plain script reads these two alone. */
  readFrame(picture: GreyPicture, added: readonly AddedSymbology[]): FrameReading;
  readPicture(picture: GreyPicture, added: readonly AddedSymbology[]): CodeReading;
  forget(): void;
}

/** A reader that looks at each frame. */
interface TirelessReader extends Omit<CodeReader, 'readFrame'> {
  readFrame(picture: GreyPicture, added: readonly AddedSymbology[]): CodeReading;
}

/**
 * The script reader is slow and rarely better: it gets a turn once all stages have had theirs. At every fourth frame it
 * took a fifth of the time in which a card comes in.
 */
const FRUITLESS_BEFORE_SCRIPT = 12;

/** A code that was not read in as many frames before is new in view. */
const NEW_AFTER_FRAMES = 15;

/** A familiar scene is still looked at in one frame of this many, about every second or two. */
const FAMILIAR_FRAMES_MAX = 16;

/** Reads by the decoder, and where that is null by plain script alone. */
export function codeReaderOf(decoder: PictureDecoder | null): CodeReader {
  return sparing(decoder === null ? scriptReader() : readerOver(decoder));
}

/** Skips frames that show nothing new. */
function sparing(reader: TirelessReader): CodeReader {
  const scene = createFamiliarScene();
  let passedOver = 0;
  return {
    ...reader,
    readFrame(picture, added) {
      const isFamiliar = scene.isFamiliar(picture);
      passedOver = isFamiliar ? passedOver + 1 : 0;
      if (isFamiliar && passedOver % FAMILIAR_FRAMES_MAX !== 0) {
        return { codes: [], strip: null, isFamiliar, isLookedAt: false };
      }
      const reading = reader.readFrame(picture, added);
      scene.lookedAt(reading.codes.length > 0 ? 'code' : reading.strip === null ? 'nothing' : 'likeness');
      return { ...reading, isFamiliar, isLookedAt: true };
    },
    forget() {
      scene.forget();
      reader.forget();
    },
  };
}

function scriptReader(): TirelessReader {
  const script = scriptFrames();
  return {
    isWasm: false,
    readFrame: (picture) => ({ codes: script.read(picture), strip: null }),
    readPicture: (picture) => ({ codes: readTwiceWithScript(picture), strip: null }),
    forget: script.forget,
  };
}

/** Plain script reads one line: what no check character vouches for counts in the second frame that says it. */
function scriptFrames() {
  let frame = 0;
  let unsure: readonly UnsureReading[] = [];
  return {
    read(picture: GreyPicture): readonly FoundCode[] {
      frame += 1;
      const seen = seenAgain(picture, readWithScript(picture), { unsure, frame });
      unsure = seen.unsure;
      return agreed(seen.codes);
    },
    forget() {
      unsure = [];
    },
  };
}

function readerOver(decoder: PictureDecoder): TirelessReader {
  const script = scriptFrames();
  let frame = 0;
  let fruitless = 0;
  /** In which frame each text was read last. */
  let lastRead = new Map<string, number>();

  /**
   * The first look at a frame is quick, since it ends with its first code. Before a code that is new in view counts,
   * the same frame is searched for a second card.
   */
  function withOthers(picture: GreyPicture, quick: CodeReading): CodeReading {
    frame += 1;
    lastRead = new Map([...lastRead].filter(([, at]) => frame - at <= NEW_AFTER_FRAMES));
    const isNew = quick.codes.some(({ text }) => !lastRead.has(text));
    const more = isNew ? decoder.readBeside(picture, quick.codes) : [];
    // The second look may also say something else of the same bars.
    const codes = agreed([...quick.codes, ...more]);
    for (const { text } of codes) lastRead.set(text, frame);
    return { ...quick, codes };
  }

  function withScript(picture: GreyPicture, { codes, strip }: CodeReading): CodeReading {
    if (codes.length > 0 || strip === null) return { codes, strip };
    fruitless += 1;
    const isDue = fruitless % FRUITLESS_BEFORE_SCRIPT === 0;
    return { codes: isDue ? script.read(picture) : codes, strip };
  }

  return {
    isWasm: true,
    readFrame(picture, added) {
      const quick = withScript(picture, decoder.readFrame(picture, added));
      return withOthers(picture, quick);
    },
    readPicture(picture, added) {
      const reading = decoder.readPicture(picture, added);
      return reading.codes.length > 0 ? reading : { ...reading, codes: readTwiceWithScript(picture) };
    },
    forget() {
      fruitless = 0;
      lastRead.clear();
      script.forget();
      decoder.forget();
    },
  };
}
