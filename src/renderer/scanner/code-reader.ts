import type { AddedSymbology } from '../../domain/symbology.ts';
import { createPictureDecoder, type PictureDecoder } from '../../scan/decoder.ts';
import type { FoundCode } from './decoder-message.ts';
import type { GreyPicture } from './grey-picture.ts';
import { readTwiceWithScript, readWithScript } from './script-reader.ts';

interface CodeReading {
  readonly codes: readonly FoundCode[];
  /** The bars last looked at, made upright; null where there were none. */
  readonly strip: GreyPicture | null;
}

/** Every way of reading that the worker has, behind one. */
interface CodeReader {
  /** False where the wasm could not be loaded: then plain script is all there is. */
  readonly isWasm: boolean;
  /** `added`: beside Code 128 and QR; the plain script reads these two alone. */
  readFrame(picture: GreyPicture, added: readonly AddedSymbology[]): CodeReading;
  readPicture(picture: GreyPicture, added: readonly AddedSymbology[]): CodeReading;
  forget(): void;
}

/** The script reader is slow and rarely better: it looks at every fourth frame whose code nobody could read. */
const FRUITLESS_BEFORE_SCRIPT = 4;

/** A code that was not read in as many frames before is new in view. */
const NEW_AFTER_FRAMES = 15;

/** Vite finds the packages' files, puts them beside the script and writes their addresses here. */
const ZXING_URL = new URL('zxing-wasm/reader/zxing_reader.wasm', import.meta.url).href;
const ZBAR_URL = new URL('@undecaf/zbar-wasm/dist/zbar.wasm', import.meta.url).href;

/** Loads the decoder from our own origin; without it the library in plain script reads, and slowly. */
export async function createCodeReader(): Promise<CodeReader> {
  const decoder = await loadDecoder();
  return decoder === null ? SCRIPT_ALONE : readerOf(decoder);
}

const SCRIPT_ALONE: CodeReader = {
  isWasm: false,
  readFrame: (picture) => ({ codes: readWithScript(picture), strip: null }),
  readPicture: (picture) => ({ codes: readTwiceWithScript(picture), strip: null }),
  forget() {},
};

function readerOf(decoder: PictureDecoder): CodeReader {
  let frame = 0;
  let fruitless = 0;
  /** In which frame each text was read last. */
  let lastRead = new Map<string, number>();

  /**
   * The first look at a frame ends with its first code, which is quick; before a code that is new in view
   * counts, the same frame is searched for a second card.
   */
  function withOthers(
    picture: GreyPicture,
    quick: CodeReading,
    added: readonly AddedSymbology[],
  ): CodeReading {
    frame += 1;
    lastRead = new Map([...lastRead].filter(([, at]) => frame - at <= NEW_AFTER_FRAMES));
    const isNew = quick.codes.some(({ text }) => !lastRead.has(text));
    const more = isNew ? decoder.readPicture(picture, added).codes : [];
    const others = more.filter(({ text }) => quick.codes.every((one) => one.text !== text));
    const codes = [...quick.codes, ...others];
    for (const { text } of codes) lastRead.set(text, frame);
    return { ...quick, codes };
  }

  function withScript(picture: GreyPicture, { codes, strip }: CodeReading): CodeReading {
    if (codes.length > 0 || strip === null) return { codes, strip };
    fruitless += 1;
    const isDue = fruitless % FRUITLESS_BEFORE_SCRIPT === 0;
    return { codes: isDue ? readWithScript(picture) : codes, strip };
  }

  return {
    isWasm: true,
    readFrame(picture, added) {
      const quick = withScript(picture, readingOf(decoder.readFrame(picture, added)));
      return withOthers(picture, quick, added);
    },
    readPicture(picture, added) {
      const reading = readingOf(decoder.readPicture(picture, added));
      return reading.codes.length > 0 ? reading : { ...reading, codes: readTwiceWithScript(picture) };
    },
    forget() {
      fruitless = 0;
      lastRead.clear();
      decoder.forget();
    },
  };
}

/** Null where it cannot be had: the card is read all the same, only not so well. */
async function loadDecoder(): Promise<PictureDecoder | null> {
  try {
    const [zxing, zbar] = await Promise.all([bytesAt(ZXING_URL), bytesAt(ZBAR_URL)]);
    return await createPictureDecoder({ zxing, zbar });
  } catch {
    return null; // not there, refused or broken: whichever it is, the technicians' page says so
  }
}

async function bytesAt(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} for ${url}`);
  return await response.arrayBuffer();
}

function readingOf({ codes, strip }: ReturnType<PictureDecoder['readFrame']>): CodeReading {
  return { codes, strip: strip && { ...strip, data: new Uint8ClampedArray(strip.data) } };
}
