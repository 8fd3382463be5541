/** What the desk has set; `auto` asks the camera for more where a small code needs it. */
export type SizeWish = 'auto' | '720p' | '1080p';

/** What the camera is asked for. */
export type PictureSize = '720p' | '1080p';

export interface SizeState {
  readonly size: PictureSize;
  /** Frames in a row in which a code was seen and not read. */
  readonly fruitless: number;
  /** When a code was last in view, read or not. */
  readonly inViewMs: number;
}

/** A second or so of a card held still, which 720p cannot read. */
const FRUITLESS_MAX = 20;
/** The card is gone: twice the pixels cost twice the time, also for an empty desk. */
const CALM_MS = 20_000;

export const SMALL_PICTURE: SizeState = { size: '720p', fruitless: 0, inViewMs: 0 };

/** Goes up after twenty frames in a row whose code could not be read, and down after 20 s without any. Pure. */
export function seeCodes(
  before: SizeState,
  frame: { readonly isRead: boolean; readonly isInView: boolean; readonly atMs: number },
): SizeState {
  if (!frame.isInView) {
    const isCalm = frame.atMs - before.inViewMs >= CALM_MS;
    return { ...before, fruitless: 0, size: isCalm ? '720p' : before.size };
  }
  const fruitless = frame.isRead ? 0 : before.fruitless + 1;
  const size = fruitless >= FRUITLESS_MAX ? '1080p' : before.size;
  return { size, fruitless: size === before.size ? fruitless : 0, inViewMs: frame.atMs };
}

/** What to ask the camera for. */
export function sizeOf(wish: SizeWish, auto: SizeState): PictureSize {
  return wish === 'auto' ? auto.size : wish;
}
