import { agreed } from './agreement.ts';
import { type BarsFound, readBars } from './bars/bar-stage.ts';
import { type Readers, readRows } from './bars/row-stage.ts';
import { seenAgain, type UnsureReading } from './bars/second-look.ts';
import { type FoundCode, staged } from './found-code.ts';
import { type FramePlan, planOf, ROW_LOOKS, type RowLook } from './frame-plan.ts';
import { enlargedBy, type PhotoSize, sizesForVideo } from './picture/photo-size.ts';
import { type GreyPicture, type Point, shrunk } from './picture/picture.ts';
import { QR_WHOLE, type ZxingReader } from './readers/zxing-reader.ts';
import { readSquares } from './squares/square-stage.ts';
import { type TileField, tileFieldOf } from './tile-field.ts';

/** What is known of a video so far. */
export interface VideoState {
  /** Frames looked at. */
  readonly frame: number;
  /** The last code found, and where its middle was. */
  readonly last: { readonly code: FoundCode; readonly middle: Point } | null;
  /** Which way of reading rows last read something, and in which frame. */
  readonly lastRows: { readonly look: RowLook; readonly frame: number } | null;
  /** What was read in earlier frames and still lacks a second witness. */
  readonly unsure: readonly UnsureReading[];
}

export const NO_VIDEO: VideoState = { frame: 0, last: null, lastRows: null, unsure: [] };

/** Crops of a frame that are enlarged, in all: about a tenth of its pixels. */
const SQUARE_PIXELS_MAX = 100_000;
const SQUARES_MAX = 3;
/** The way that last read rows is kept for this many frames before a cheaper one is tried. */
const ROWS_KEPT_FRAMES = 6;

interface Frame {
  readonly video: VideoState;
  readonly plan: FramePlan;
  readonly readers: Readers;
}

type FrameReading = Omit<BarsFound, 'areas'>;

/**
 * Reads one frame: first the kind of code that was seen last, then one of the costly stages. Where none was seen, squares
 * come first: a look for them costs a fifth of one for bars, and most frames without a QR need both.
 */
export function readVideoFrame(
  grey: GreyPicture,
  { video, readers }: { video: VideoState; readers: Readers },
): FrameReading & { readonly video: VideoState } {
  const { frame } = video;
  const plan = { ...planOf(frame), rows: rowsOf(video) };
  const { codes, strip } = readFromSmall(sizesForVideo(grey), { video, plan, readers });
  const seen = seenAgain(grey, codes, { unsure: video.unsure, frame });
  const isOfRows = codes.some(({ stage, format }) => format === 'Code128' && stage !== 'strip');
  return {
    codes: seen.codes,
    strip,
    video: {
      frame: frame + 1,
      last: lastOf(seen.codes) ?? video.last,
      lastRows: isOfRows ? { look: plan.rows, frame } : video.lastRows,
      unsure: seen.unsure,
    },
  };
}

/** The plan's way of reading rows, or a more costly one that read something a moment ago. */
function rowsOf({ frame, lastRows }: VideoState): RowLook {
  const planned = planOf(frame).rows;
  if (lastRows === null || frame - lastRows.frame > ROWS_KEPT_FRAMES) return planned;
  return ROW_LOOKS.indexOf(lastRows.look) > ROW_LOOKS.indexOf(planned) ? lastRows.look : planned;
}

/** No camera gives a frame of more than one size; a photo that is shown as a video may have several. */
function readFromSmall(sizes: readonly PhotoSize[], frame: Frame): FrameReading {
  let strip: FrameReading['strip'] = null;
  let codes: readonly FoundCode[] = [];
  for (const { factor, picture } of sizes) {
    const reading = readSize(picture, frame);
    strip ??= reading.strip;
    codes = [...codes, ...reading.codes.map((code) => enlargedBy(factor, code))];
    if (isTold(codes)) return { codes, strip: reading.strip };
  }
  return { codes, strip };
}

function readSize(grey: GreyPicture, { video, plan, readers }: Frame): FrameReading {
  const field = tileFieldOf(grey);
  let strip: FrameReading['strip'] = null;
  let codes: FoundCode[] = [];

  const lookForBars = () => {
    const bars = readBars(grey, field, {
      ...plan.bars,
      near: video.last?.middle ?? null,
      zxing: readers.zxing,
    });
    strip = bars.strip;
    codes = [...codes, ...bars.codes];
    if (!isTold(codes) && plan.halved) codes = [...codes, ...readHalved(grey, plan, readers)];
    if (!isTold(codes)) codes = [...codes, ...readRows(grey, plan.rows, readers)];
  };
  const lookForSquares = () => {
    const whole = readers.zxing.read(grey, { ...QR_WHOLE, inverted: plan.wholeInverted });
    codes = [...codes, ...whole.map(staged('whole'))];
  };

  const isBars = video.last !== null && video.last.code.format !== 'QRCode';
  for (const look of isBars ? [lookForBars, lookForSquares] : [lookForSquares, lookForBars]) {
    if (!isTold(codes) || plan.complete) look();
  }
  if (!isTold(codes)) {
    const squares = enlargedSquares(grey, { field, zxing: readers.zxing, treatments: plan.squares });
    codes = [...codes, ...squares];
  }
  return { codes, strip };
}

/** A code that is not confirmed does not end the search: another stage may give it too. */
function isTold(codes: readonly FoundCode[]): boolean {
  return agreed(codes).length > 0;
}

function readHalved(grey: GreyPicture, plan: FramePlan, { zxing }: Readers): FoundCode[] {
  const half = shrunk(grey, 2);
  return readBars(half, tileFieldOf(half), { ...plan.bars, zxing }).codes.map((code) => enlargedBy(2, code));
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
