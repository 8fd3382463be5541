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
import type { FoundCode } from './decoder-message.ts';

const HINTS = new Map<DecodeHintType, unknown>([
  [DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.CODE_128]],
  [DecodeHintType.TRY_HARDER, true],
]);

// Called one by one: the library's MultiFormatReader warns on the console for every frame without a code.
const bars = new MultiFormatOneDReader(HINTS);
const squares = new QRCodeReader();

/** The library in plain script: the last resort where the wasm found nothing or cannot be loaded. */
export function readWithScript(picture: ImageData): FoundCode[] {
  const upright = { grey: greyOf(picture), width: picture.width, height: picture.height };
  const found =
    attempt(() => bars.decode(bitmapOf(upright), HINTS)) ??
    attempt(() => squares.decode(bitmapOf(upright), HINTS)) ??
    attempt(() => bars.decode(bitmapOf(quarterTurned(upright)), HINTS));
  return found === null ? [] : [found];
}

interface GreyPicture {
  readonly grey: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** What a reader does not find it throws. */
function attempt(read: () => Result): FoundCode | null {
  try {
    const result = read();
    const corners = result.getResultPoints().map((point) => ({ x: point.getX(), y: point.getY() }));
    return { text: result.getText(), corners };
  } catch (error) {
    const isMiss =
      error instanceof NotFoundException ||
      error instanceof ChecksumException ||
      error instanceof FormatException;
    if (isMiss) return null;
    throw error;
  }
}

function bitmapOf({ grey, width, height }: GreyPicture): BinaryBitmap {
  return new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height)));
}

function greyOf({ data }: ImageData): Uint8ClampedArray {
  const grey = new Uint8ClampedArray(data.length / 4);
  for (let pixel = 0; pixel < grey.length; pixel += 1) {
    const at = pixel * 4;
    grey[pixel] = ((data[at] ?? 0) + 2 * (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 4;
  }
  return grey;
}

/** The reader of bars looks along rows only. */
function quarterTurned({ grey, width, height }: GreyPicture): GreyPicture {
  const turned = new Uint8ClampedArray(grey.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      turned[x * height + (height - 1 - y)] = grey[y * width + x] ?? 0;
    }
  }
  return { grey: turned, width: height, height: width };
}
