import { MINUTE_MS } from '../../../domain/base/duration.ts';
/** What the desk has set; `auto` asks the camera for more where a small code needs it. */
export type SizeWish = 'auto' | '720p' | '1080p';

/** What the camera is asked for. */
export type PictureSize = '720p' | '1080p';

export interface SizeState {
  readonly size: PictureSize;
  /** Frames in a row in which a code was seen and not read. */
  readonly fruitless: number;
  /** When a larger picture last proved of use, or was first asked for. */
  readonly usefulMs: number;
  /** Until then no larger picture is asked for: the last one was of no use. */
  readonly contentUntilMs: number;
}

/** A second or so of a card held still, which 720p cannot read. */
const FRUITLESS_MAX = 20;
/** More than twice the pixels cost as much more time, also for an empty desk. */
const USELESS_MS = 15_000;
/**
 * A thing that looks like bars and is never read, such as a radiator behind the desk, must not be a reason each time.
 */
const CONTENT_MS = MINUTE_MS;

export const SMALL_PICTURE: SizeState = {
  size: '720p',
  fruitless: 0,
  usefulMs: 0,
  contentUntilMs: Number.NEGATIVE_INFINITY,
};

/**
 * Goes up after twenty frames in a row whose code could not be read, and down after 15 s without a reading;
 * then it stays down for a minute. Pure.
 */
export function seeCodes(
  before: SizeState,
  frame: { readonly isRead: boolean; readonly isInView: boolean; readonly atMs: number },
): SizeState {
  const { atMs } = frame;
  const fruitless = frame.isInView && !frame.isRead ? before.fruitless + 1 : 0;
  if (before.size === '1080p') {
    const usefulMs = frame.isRead ? atMs : before.usefulMs;
    if (atMs - usefulMs < USELESS_MS) return { ...before, fruitless, usefulMs };
    return { size: '720p', fruitless: 0, usefulMs, contentUntilMs: atMs + CONTENT_MS };
  }
  if (fruitless < FRUITLESS_MAX || atMs < before.contentUntilMs) return { ...before, fruitless };
  return { ...before, size: '1080p', fruitless: 0, usefulMs: atMs };
}

/** What to ask the camera for. */
export function sizeOf(wish: SizeWish, auto: SizeState): PictureSize {
  return wish === 'auto' ? auto.size : wish;
}

/** False once a code has been in view for so long that hurrying does not help: it is no code. */
export function isWorthHurry({ fruitless }: SizeState): boolean {
  return fruitless < FRUITLESS_MAX;
}
