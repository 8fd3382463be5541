import type { AddedSymbology } from '../domain/card/scanner-additions.ts';
import { agreed } from './agreement.ts';
import { readAdded } from './bars/added-stage.ts';
import { pictureOfStrip, type Strip } from './bars/strip.ts';
import type { FoundCode } from './found-code.ts';
import { readBeside, readPhoto } from './photo.ts';
import { sizesOf } from './picture/photo-size.ts';
import { type GreyPicture, greyOf, type Picture } from './picture/picture.ts';
import { startZbar } from './readers/zbar-reader.ts';
import { startZxing } from './readers/zxing-reader.ts';
import { NO_VIDEO, readVideoFrame } from './video.ts';

/** The bytes of the two WebAssembly modules; where they come from is the caller's business. */
export interface DecoderWasm {
  readonly zxing: ArrayBuffer;
  readonly zbar: ArrayBuffer;
}

interface Reading {
  readonly codes: readonly FoundCode[];
  /** The bars last looked at, made upright; null if there were none. */
  readonly strip: GreyPicture | null;
}

/**
 * Reads Code 128 and QR, and what is added to them, in RGBA or grey; every call is done when it returns. Throws a RangeError for what is no
 * picture, and whatever WebAssembly throws once its memory is gone: then start another.
 */
export interface PictureDecoder {
  /** Reads one frame of a video: the cheap stages and one of the costly ones, which take turns from frame to frame. */
  readFrame(picture: Picture | GreyPicture, added?: readonly AddedSymbology[]): Reading;
  /** Looks in a frame, in which these codes were read, for all others that are clear to see. */
  readBeside(picture: Picture | GreyPicture, codes: readonly FoundCode[]): readonly FoundCode[];
  /** One photo: every stage, within about two seconds. */
  readPicture(picture: Picture | GreyPicture, added?: readonly AddedSymbology[]): Reading;
  /** Is told that the camera is another one: what was seen before no longer counts. */
  forget(): void;
}

/** Starts both modules; rejects if one of them is damaged. */
export async function createPictureDecoder(wasm: DecoderWasm): Promise<PictureDecoder> {
  const readers = { zxing: await startZxing(wasm.zxing), zbar: await startZbar(wasm.zbar) };
  let video = NO_VIDEO;
  return {
    readFrame(picture, added = []) {
      const grey = greyOf(picture);
      const reading = readVideoFrame(grey, { video, readers });
      video = reading.video;
      return toReading(reading, readAdded([{ factor: 1, picture: grey }], { added, zxing: readers.zxing }));
    },
    readBeside: (picture, codes) => readBeside(greyOf(picture), codes, readers),
    readPicture(picture, added = []) {
      const grey = greyOf(picture);
      const sizes = added.length === 0 ? [] : sizesOf(grey);
      return toReading(readPhoto(grey, readers), readAdded(sizes, { added, zxing: readers.zxing }));
    },
    forget() {
      video = NO_VIDEO;
    },
  };
}

function toReading(
  { codes, strip }: { codes: readonly FoundCode[]; strip: Strip | null },
  added: readonly FoundCode[],
): Reading {
  return { codes: agreed([...codes, ...added]), strip: strip === null ? null : pictureOfStrip(strip) };
}
