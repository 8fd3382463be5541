import { readBars } from './bar-stage.ts';
import type { FoundCode, Stage } from './found-code.ts';
import { type GreyPicture, greyOf, isPicture, type Picture } from './picture.ts';
import type { Strip } from './strip.ts';
import { startZbar } from './zbar-reader.ts';
import { type RawCode, startZxing, type ZxingOptions } from './zxing-reader.ts';

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

/** Reads Code 128 and QR; every call is done when it returns. Throws for what is no picture. */
export interface PictureDecoder {
  /** One frame of a video: little work, other stages on the next frame, and the last hit's region first. */
  readFrame(picture: Picture): Reading;
  /** One photo: every stage, within about two seconds. */
  readPicture(picture: Picture): Reading;
  /** Another camera: what was seen before counts no more. */
  forget(): void;
}

const QR: ZxingOptions = {
  formats: 'QRCode',
  harder: true,
  inverted: true,
  rotated: false,
  reduced: true,
  denoised: false,
  threshold: 'local',
};

export async function createPictureDecoder(wasm: DecoderWasm): Promise<PictureDecoder> {
  const zxing = await startZxing(wasm.zxing);
  await startZbar(wasm.zbar);

  function readFrame(picture: Picture): Reading {
    return readPicture(picture);
  }

  function readPicture(picture: Picture): Reading {
    if (!isPicture(picture)) throw new RangeError('no picture: its data is not what its size says');
    const grey = greyOf(picture);
    const bars = readBars(grey, { areasMax: 8, inverted: true });
    const squares = zxing.read(grey, QR).map(staged('whole'));
    return { codes: [...bars.codes, ...squares], strip: bars.strip === null ? null : pictureOf(bars.strip) };
  }

  return { readFrame, readPicture, forget: () => {} };
}

function staged(stage: Stage): (code: RawCode) => FoundCode {
  return (code) => ({ ...code, stage });
}

/** A strip as a picture, each row a few pixels high. */
function pictureOf({ rows, length }: Strip): GreyPicture {
  const data = new Uint8Array(length * rows.length);
  for (const [index, row] of rows.entries()) data.set(Uint8Array.from(row), index * length);
  return { data, width: length, height: rows.length };
}
