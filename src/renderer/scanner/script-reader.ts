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
import { isCardNumber } from '../../scan/agreement.ts';
import type { FoundCode } from './decoder-message.ts';
import type { GreyPicture } from './grey-picture.ts';

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
    attempt(() => bars.decode(bitmapOf(quarterTurned(upright)), HINTS));
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
  return codes.filter(({ text }) => isCardNumber(text) || again.some((other) => other.text === text));
}

/** What a reader does not find it throws. */
function attempt(read: () => Result): FoundCode | null {
  try {
    const result = read();
    const corners = result.getResultPoints().map((point) => ({ x: point.getX(), y: point.getY() }));
    return { text: result.getText(), corners, stage: 'script' };
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
  return new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(data, width, height)));
}

/** The reader of bars looks along rows only. */
function quarterTurned({ data, width, height }: GreyPicture): GreyPicture {
  const turned = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      turned[x * height + (height - 1 - y)] = data[y * width + x] ?? 0;
    }
  }
  return { data: turned, width: height, height: width };
}
