import { closeSync, openSync, writeSync } from 'node:fs';
import { type CodeKind, type CodePattern, codePatternOf } from '../../../src/ui/code-pattern.ts';

/** A white card with a code, as it lies before the camera. */
interface VideoCard {
  readonly text: string;
  readonly code: CodeKind;
  /** Clockwise; 0 by default. */
  readonly degrees?: number;
  /** Pixels on either side that run into one another; 0 by default. */
  readonly blur?: number;
  /** Pixels a module; 3 for bars and 8 for QR by default. Nothing reads a Code 128 below 2. */
  readonly modulePixels?: number;
  /** Middle of the card as a fraction of the picture's width; 0.5 by default. */
  readonly x?: number;
}

/** What is wrong with the camera: darkness with some noise, or the very same picture all the time. */
type CameraTrouble = 'black' | 'frozen';

/** A stretch of the video; no cards is an empty desk. */
export interface VideoSegment {
  readonly seconds: number;
  readonly cards: readonly VideoCard[];
  readonly trouble?: CameraTrouble;
}

const WIDTH = 1280;
const HEIGHT = 720;
const FRAMES_PER_SECOND = 10;
const DESK = 120;
const PAPER = 235;
const INK = 25;
const NO_COLOUR = 128;
/** A covered lens, in video levels. */
const DARKNESS = 17;
/** The least that a real camera's noise changes from frame to frame. */
const NOISE = 3;
const FLICKERING_ROWS = 64;
const QUIET_ZONE_MODULES = 10;
const BAR_HEIGHT_PIXELS = 150;
const CARD_HEIGHT_PIXELS = 300;

/**
 * Writes a 1280 x 720 y4m (4:2:0, full frames at 10 a second) for Chromium's
 * `--use-file-for-fake-video-capture`, which plays it in a loop from each getUserMedia on.
 */
export function writeCardVideo(file: string, segments: readonly VideoSegment[]): void {
  const handle = openSync(file, 'w');
  try {
    writeSync(handle, `YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`);
    for (const segment of segments) {
      const still = segment.trouble === 'black' ? darkness() : pictureOf(segment.cards);
      const moments = segment.trouble === 'frozen' ? [still] : [0, 1, 2].map((at) => flickered(still, at));
      const frames = moments.map(frameOf);
      for (let count = 0; count < segment.seconds * FRAMES_PER_SECOND; count += 1) {
        writeSync(handle, frames[count % frames.length] ?? Buffer.alloc(0));
      }
    }
  } finally {
    closeSync(handle);
  }
}

function frameOf(grey: Uint8Array): Buffer {
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, NO_COLOUR);
  return Buffer.concat([Buffer.from('FRAME\n'), grey, chroma]);
}

/** The desk with the cards on it, 1280 x 720, one byte of grey a pixel. */
export function pictureOf(cards: readonly VideoCard[]): Uint8Array {
  return cards.reduce((below, card) => blurred(placed(below, card), card.blur ?? 0), desk());
}

function desk(): Uint8Array {
  return new Uint8Array(WIDTH * HEIGHT).fill(DESK);
}

function darkness(): Uint8Array {
  return new Uint8Array(WIDTH * HEIGHT).fill(DARKNESS);
}

/** The same to the eye: some rows, other ones each time, are a little lighter. */
function flickered(grey: Uint8Array, moment: number): Uint8Array {
  const band = WIDTH * FLICKERING_ROWS;
  return grey.map((own, index) => (Math.floor(index / band) === moment ? Math.min(255, own + NOISE) : own));
}

function placed(below: Uint8Array, card: VideoCard): Uint8Array {
  const greyAt = drawingOf(card);
  const turn = (-(card.degrees ?? 0) * Math.PI) / 180;
  const middle = { x: WIDTH * (card.x ?? 0.5), y: HEIGHT / 2 };
  return below.map((under, index) => {
    // Four looks a pixel, so that slanted edges are as soft as a camera sees them.
    const looks = [0.25, 0.75].flatMap((right) =>
      [0.25, 0.75].map((down) => {
        const x = (index % WIDTH) + right - middle.x;
        const y = Math.floor(index / WIDTH) + down - middle.y;
        return (
          greyAt(x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)) ?? under
        );
      }),
    );
    return looks.reduce((sum, look) => sum + look, 0) / looks.length;
  });
}

/** Grey at a place of the upright card, counted from its middle; null beside it. */
function drawingOf(card: VideoCard): (x: number, y: number) => number | null {
  const pattern = codePatternOf(card);
  const modulePixels = card.modulePixels ?? (card.code === 'qr' ? 8 : 3);
  const codeWidth = pattern.columns * modulePixels;
  const codeHeight = card.code === 'qr' ? codeWidth : BAR_HEIGHT_PIXELS;
  const cardWidth = codeWidth + 2 * QUIET_ZONE_MODULES * modulePixels;
  const cardHeight = Math.max(CARD_HEIGHT_PIXELS, codeHeight + 2 * QUIET_ZONE_MODULES * modulePixels);
  return (x, y) => {
    if (Math.abs(x) > cardWidth / 2 || Math.abs(y) > cardHeight / 2) return null;
    const column = Math.floor((x + codeWidth / 2) / modulePixels);
    const row = Math.floor(((y + codeHeight / 2) / codeHeight) * pattern.rows);
    return isDark(pattern, column, row) ? INK : PAPER;
  };
}

function isDark({ columns, rows, modules }: CodePattern, column: number, row: number): boolean {
  const isInside = column >= 0 && column < columns && row >= 0 && row < rows;
  return isInside && modules[row * columns + column] === true;
}

/** A box blur, across and then down. */
function blurred(grey: Uint8Array, radius: number): Uint8Array {
  if (radius === 0) return grey;
  const offsets = Array.from({ length: 2 * radius + 1 }, (_, index) => index - radius);
  const along = (from: Uint8Array, step: number) =>
    from.map((own, index) => {
      const sum = offsets.reduce((total, offset) => total + (from[index + offset * step] ?? own), 0);
      return sum / offsets.length;
    });
  return along(along(grey, 1), WIDTH);
}
