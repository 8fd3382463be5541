import {
  BarcodeFormat,
  BinaryBitmap,
  ChecksumException,
  DecodeHintType,
  FormatException,
  HybridBinarizer,
  MultiFormatOneDReader,
  NotFoundException,
  QRCodeReader,
  type Result,
  RGBLuminanceSource,
} from '@zxing/library';
import { isCardNumber } from '../agreement.ts';
import type { FoundCode } from '../found-code.ts';
import type { GreyPicture, Point } from '../picture/picture.ts';

const HINTS = new Map<DecodeHintType, unknown>([
  [DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.CODE_128]],
  [DecodeHintType.TRY_HARDER, true],
]);

// Called one by one: the library's MultiFormatReader warns on the console for every frame without a code.
const bars = new MultiFormatOneDReader(HINTS);
const squares = new QRCodeReader();

/** The library in plain script: the last resort where the wasm found nothing or cannot be loaded. */
export function readWithScript(upright: GreyPicture): FoundCode[] {
  const found =
    attempt(() => bars.decode(bitmapOf(upright), HINTS)) ??
    attempt(() => squares.decode(bitmapOf(upright), HINTS)) ??
    turnedBack(
      attempt(() => bars.decode(bitmapOf(quarterTurned(upright)), HINTS)),
      upright,
    );
  return found === null ? [] : [found];
}

/**
 * The same for a picture that cannot be taken again: what no check character vouches for counts only where the
 * picture turned upside down says it, too.
 */
export function readTwiceWithScript(upright: GreyPicture): FoundCode[] {
  const codes = readWithScript(upright);
  if (codes.every(({ text }) => isCardNumber(text))) return codes;
  const again = readWithScript({ ...upright, data: upright.data.slice().reverse() });
  return codes.flatMap((code) => {
    if (code.isBorneOut || isCardNumber(code.text)) return code;
    return again.some(({ text }) => text === code.text) ? { ...code, isBorneOut: true } : [];
  });
}

/** A reader of this library throws if it finds nothing. */
function attempt(read: () => Result): FoundCode | null {
  try {
    const result = read();
    const corners = result.getResultPoints().map((point) => ({ x: point.getX(), y: point.getY() }));
    const isSquare = result.getBarcodeFormat() === BarcodeFormat.QR_CODE;
    const format = isSquare ? 'QRCode' : 'Code128';
    return { text: result.getText(), format, corners, stage: 'script', isBorneOut: isSquare };
  } catch (error) {
    const isMiss =
      error instanceof NotFoundException ||
      error instanceof ChecksumException ||
      error instanceof FormatException;
    if (isMiss) return null;
    throw error;
  }
}

function bitmapOf({ data, width, height }: GreyPicture): BinaryBitmap {
  return new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(clamped(data), width, height)));
}

/** The same bytes, as the library wants them. */
function clamped(data: GreyPicture['data']): Uint8ClampedArray {
  return new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
}

/** The reader of bars only looks along rows, so the picture is turned for it. */
function quarterTurned({ data, width, height }: GreyPicture): GreyPicture {
  const turned = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      turned[x * height + (height - 1 - y)] = data[y * width + x] ?? 0;
    }
  }
  return { data: turned, width: height, height: width };
}

/** Where a code of the quarter-turned picture lies in the upright one. */
function turnedBack(code: FoundCode | null, { height }: GreyPicture): FoundCode | null {
  const back = ({ x, y }: Point): Point => ({ x: y, y: height - 1 - x });
  return code && { ...code, corners: code.corners.map(back) };
}
