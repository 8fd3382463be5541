import { type BarFindings, readBars } from './bar-stage.ts';
import { type FoundCode, staged } from './found-code.ts';
import { planOf } from './frame-plan.ts';
import type { GreyPicture, Point } from './picture.ts';
import { seenAgain, type UnsureReading } from './second-look.ts';
import { readSquares } from './square-stage.ts';
import { type TileField, tileFieldOf } from './tile-field.ts';
import { QR_WHOLE, type ZxingReader } from './zxing-reader.ts';

/** What is known of a video so far. */
export interface VideoState {
  /** Frames looked at. */
  readonly frame: number;
  /** The last code found, and where its middle was. */
  readonly last: { readonly code: FoundCode; readonly middle: Point } | null;
  /** What was read in the frames before and still lacks a second witness. */
  readonly unsure: readonly UnsureReading[];
}

export const NO_VIDEO: VideoState = { frame: 0, last: null, unsure: [] };

/** Crops of a frame that are enlarged, in all: about a tenth of its pixels. */
const SQUARE_PIXELS_MAX = 100_000;
const SQUARES_MAX = 3;

/** Reads one frame: the kind of code that was seen last first, and one of the dear stages. */
export function readVideoFrame(
  grey: GreyPicture,
  { video, zxing }: { video: VideoState; zxing: ZxingReader },
): Omit<BarFindings, 'areas'> & { readonly video: VideoState } {
  const plan = planOf(video.frame);
  const field = tileFieldOf(grey);
  let strip: BarFindings['strip'] = null;
  let codes: FoundCode[] = [];

  const lookForBars = () => {
    const bars = readBars(grey, field, { ...plan.bars, near: video.last?.middle ?? null });
    strip = bars.strip;
    codes = [...codes, ...bars.codes];
  };
  const lookForSquares = () => {
    const whole = zxing.read(grey, { ...QR_WHOLE, inverted: plan.wholeInverted });
    codes = [...codes, ...whole.map(staged('whole'))];
  };

  const isSquare = video.last?.code.format === 'QRCode';
  for (const look of isSquare ? [lookForSquares, lookForBars] : [lookForBars, lookForSquares]) {
    if (codes.length === 0 || plan.complete) look();
  }
  if (codes.length === 0) codes = enlargedSquares(grey, { field, zxing, treatments: plan.squares });
  const { frame } = video;
  const seen = seenAgain(grey, codes, { unsure: video.unsure, frame });
  const last = lastOf(seen.codes) ?? video.last;
  return { codes: seen.codes, strip, video: { frame: frame + 1, last, unsure: seen.unsure } };
}

function enlargedSquares(
  grey: GreyPicture,
  options: { field: TileField; zxing: ZxingReader; treatments: readonly number[] },
): FoundCode[] {
  return readSquares(grey, { ...options, areasMax: SQUARES_MAX, pixelsMax: SQUARE_PIXELS_MAX });
}

function lastOf(codes: readonly FoundCode[]): VideoState['last'] {
  const [code] = codes;
  if (code === undefined) return null;
  const count = Math.max(1, code.corners.length);
  const x = code.corners.reduce((sum, corner) => sum + corner.x, 0) / count;
  const y = code.corners.reduce((sum, corner) => sum + corner.y, 0) / count;
  return { code, middle: { x, y } };
}
