/** `no-picture`: the browser knows no such picture; `too-large`: more bytes or pixels than a desk takes. */
export type PictureFileFault = 'no-picture' | 'too-large';

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
  const size = pngSizeOf(header) ?? jpegSizeOf(header);
  if (size !== null && isTooLarge(size)) return 'too-large';
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return 'no-picture';
  if (!isTooLarge(bitmap)) return await shrunk(bitmap);
  bitmap.close();
  return 'too-large';
}

interface Size {
  readonly width: number;
  readonly height: number;
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

const PNG_SIGNATURE = 0x89504e47;

/** PNG specification, 11.2.1: IHDR comes first. */
function pngSizeOf(bytes: DataView): Size | null {
  if (bytes.byteLength < 24 || bytes.getUint32(0) !== PNG_SIGNATURE) return null;
  return { width: bytes.getUint32(16), height: bytes.getUint32(20) };
}

const JPEG_START = 0xffd8;
/** SOF0 to SOF15 but for three that are something else: ITU-T T.81, table B.1. */
const NO_FRAME_MARKERS: readonly number[] = [0xc4, 0xc8, 0xcc];

function jpegSizeOf(bytes: DataView): Size | null {
  if (bytes.byteLength < 4 || bytes.getUint16(0) !== JPEG_START) return null;
  for (let at = 2; at + 9 <= bytes.byteLength && bytes.getUint8(at) === 0xff; ) {
    const marker = bytes.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && !NO_FRAME_MARKERS.includes(marker);
    if (isFrame) return { height: bytes.getUint16(at + 5), width: bytes.getUint16(at + 7) };
    at += 2 + bytes.getUint16(at + 2);
  }
  return null;
}
