import { agreed } from './agreement.ts';
import { readBars } from './bar-stage.ts';
import { type FoundCode, staged } from './found-code.ts';
import { planOf } from './frame-plan.ts';
import { readPhoto } from './photo.ts';
import { type GreyPicture, greyOf, isPicture, type Picture } from './picture.ts';
import { readSquares } from './square-stage.ts';
import { pictureOfStrip, type Strip } from './strip.ts';
import { tileFieldOf } from './tile-field.ts';
import { startZbar } from './zbar-reader.ts';
import { QR_WHOLE, startZxing, type ZxingReader } from './zxing-reader.ts';

/** The bytes of the two WebAssembly modules; where they come from is the caller's business. */
export interface DecoderWasm {
  readonly zxing: ArrayBuffer;
  readonly zbar: ArrayBuffer;
}

export interface Reading {
  readonly codes: readonly FoundCode[];
  /** The bars last looked at, made upright; null where there were none. */
  readonly strip: GreyPicture | null;
}

/** Reads Code 128 and QR; every call is done when it returns. Throws a RangeError for what is no picture. */
export interface PictureDecoder {
  /** One frame of a video: the cheap stages and one of the dear ones, which take turns from frame to frame. */
  readFrame(picture: Picture): Reading;
  /** One photo: every stage, within about two seconds. */
  readPicture(picture: Picture): Reading;
  /** Another camera: the stages begin anew. */
  forget(): void;
}

/** Crops of a frame that are enlarged, in all: about a tenth of its pixels. */
const SQUARE_PIXELS_MAX = 100_000;
const SQUARES_MAX = 3;

/** Starts both modules; rejects where one of them is damaged. */
export async function createPictureDecoder(wasm: DecoderWasm): Promise<PictureDecoder> {
  const readers = { zxing: await startZxing(wasm.zxing), zbar: await startZbar(wasm.zbar) };
  let frame = 0;
  return {
    readFrame(picture) {
      const grey = greyOfPicture(picture);
      const reading = readFrameNumber(grey, { frame, zxing: readers.zxing });
      frame += 1;
      return reading;
    },
    readPicture: (picture) => toReading(readPhoto(greyOfPicture(picture), readers)),
    forget() {
      frame = 0;
    },
  };
}

function greyOfPicture(picture: Picture): GreyPicture {
  if (!isPicture(picture)) throw new RangeError('no picture: its data is not what its size says');
  return greyOf(picture);
}

function readFrameNumber(
  grey: GreyPicture,
  { frame, zxing }: { frame: number; zxing: ZxingReader },
): Reading {
  const plan = planOf(frame);
  const field = tileFieldOf(grey);
  const bars = readBars(grey, field, plan.bars);
  if (bars.codes.length > 0 && !plan.bothKinds) return toReading(bars);
  const squares = zxing.read(grey, { ...QR_WHOLE, inverted: plan.wholeInverted }).map(staged('whole'));
  const enlarged =
    bars.codes.length + squares.length > 0
      ? []
      : readSquares(grey, {
          field,
          zxing,
          areasMax: SQUARES_MAX,
          treatments: plan.squares,
          pixelsMax: SQUARE_PIXELS_MAX,
        });
  return toReading({ codes: [...bars.codes, ...squares, ...enlarged], strip: bars.strip });
}

function toReading({ codes, strip }: { codes: readonly FoundCode[]; strip: Strip | null }): Reading {
  return { codes: agreed(codes), strip: strip === null ? null : pictureOfStrip(strip) };
}
