import sharp from 'sharp';
import type { Picture } from '../../scan/picture.ts';

/** Larger files are no photos of a card. */
const PIXELS_MAX = 120_000_000;

export type PictureFile =
  | { readonly ok: true; readonly picture: Picture }
  | { readonly ok: false; readonly message: string };

/** A PNG or JPEG (or what else sharp reads) as it is meant to be looked at: turned by EXIF, on white. */
export async function readPictureFile(file: string): Promise<PictureFile> {
  try {
    const { data, info } = await sharp(file, { limitInputPixels: PIXELS_MAX })
      .rotate()
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength);
    return { ok: true, picture: { data: pixels, width: info.width, height: info.height } };
  } catch (error) {
    // What a file may be is without end; whatever sharp cannot make of it is the file's fault, told in its words.
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
