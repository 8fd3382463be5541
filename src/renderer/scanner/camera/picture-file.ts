import { isHeic, type Size, sizeInHeader } from '../../../scan/picture/picture-header.ts';

/**
 * `no-picture`: the browser knows no such picture; `heic`: an iPhone's photo, which it cannot unpack; `too-large`: more
 * bytes or pixels than a desk takes.
 */
export type PictureFileFault = 'no-picture' | 'heic' | 'too-large';

export const MEGABYTES_MAX = 30;
export const MEGAPIXELS_MAX = 50;
const MEGA = 1_000_000;
/** The decoder's own limit of work; a card on a photo is still large enough. */
const SIDE_PIXELS_MAX = 4096;
const HEADER_BYTES = 256 * 1024;

/**
 * A file or a picture of the clipboard as a bitmap, upright as the camera held it. A small file that unpacks
 * to a huge picture is refused by its header, before it is unpacked.
 */
export async function bitmapOf(file: Blob): Promise<ImageBitmap | PictureFileFault> {
  if (file.size > MEGABYTES_MAX * MEGA) return 'too-large';
  const header = new DataView(await file.slice(0, HEADER_BYTES).arrayBuffer());
  const size = sizeInHeader(header);
  if (size !== null && isTooLarge(size)) return 'too-large';
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return isHeic(header) ? 'heic' : 'no-picture';
  if (!isTooLarge(bitmap)) return await shrunk(bitmap);
  bitmap.close();
  return 'too-large';
}

function isTooLarge({ width, height }: Size): boolean {
  return width * height > MEGAPIXELS_MAX * MEGA;
}

async function shrunk(bitmap: ImageBitmap): Promise<ImageBitmap> {
  const scale = SIDE_PIXELS_MAX / Math.max(bitmap.width, bitmap.height);
  if (scale >= 1) return bitmap;
  try {
    return await createImageBitmap(bitmap, {
      resizeWidth: Math.max(1, Math.round(bitmap.width * scale)),
      resizeHeight: Math.max(1, Math.round(bitmap.height * scale)),
      resizeQuality: 'high',
    });
  } finally {
    bitmap.close();
  }
}
