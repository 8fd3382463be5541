import { decode as decodeBmp } from 'bmp-ts';
import sharp, { type Sharp } from 'sharp';
import { messageOf } from '../../domain/base/message-of.ts';
import type { Picture } from '../../scan/picture/picture.ts';
import { isBmp, isHeic, sizeInHeader } from '../../scan/picture/picture-header.ts';
import { readInputFile } from '../input/input-file.ts';

/** Larger files are no photos of a card. */
const PIXELS_MAX = 120_000_000;

export type PictureFile =
  | { readonly ok: true; readonly picture: Picture }
  | { readonly ok: false; readonly message: string };

const HEIC_MESSAGE =
  '这是 HEIC 照片，打不开；请在手机上截屏或另存为 JPEG (a HEIC photo: save it as a JPEG, or take a screenshot of it)';
const NO_PICTURE = '不是能识别的图片，或已损坏 (no picture that can be read, or a damaged one)';
const EMPTY_MESSAGE = '文件是空的 (the file is empty)';
const TOO_LARGE_MESSAGE = '图片太大 (the picture is too large)';

/**
 * Reads a PNG, JPEG, WebP, GIF, BMP or AVIF, or another format that sharp reads. The picture is turned by EXIF and laid
 * on white; from several pictures it takes the first.
 */
export async function readPictureFile(file: string): Promise<PictureFile> {
  const read = readInputFile(file);
  if (!read.ok) return { ok: false, message: `读不了：${read.why.zh} (cannot be read: ${read.why.en})` };
  const bytes = Buffer.from(read.bytes);
  if (bytes.length === 0) return { ok: false, message: EMPTY_MESSAGE };
  try {
    const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (isHeic(header)) return { ok: false, message: HEIC_MESSAGE };
    const size = sizeInHeader(header);
    if (size !== null && size.width * size.height > PIXELS_MAX) {
      return { ok: false, message: TOO_LARGE_MESSAGE };
    }
    const { data, info } = await unpacked(bytes, header)
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength);
    return { ok: true, picture: { data: pixels, width: info.width, height: info.height } };
  } catch (error) {
    // A file may be anything. If it cannot be read, the file is at fault, and the reader's words are shown.
    return { ok: false, message: `${NO_PICTURE}: ${messageOf(error)}` };
  }
}

function unpacked(bytes: Buffer, header: DataView): Sharp {
  if (!isBmp(header)) return sharp(bytes, { limitInputPixels: PIXELS_MAX }).rotate();
  const { data, width, height } = decodeBmp(bytes, { toRGBA: true });
  // The fourth byte is a filler and no opacity.
  for (let at = 3; at < data.length; at += 4) data[at] = 255;
  return sharp(data, { raw: { width, height, channels: 4 } });
}
