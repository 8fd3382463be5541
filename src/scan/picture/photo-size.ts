import type { FoundCode } from '../found-code.ts';
import { type GreyPicture, shrunk } from './picture.ts';

/** A camera's frame; a photo is looked at in about this size first, where a card fills enough of it. */
const FIRST_PIXELS = 1_500_000;
/** The most that is looked at by the stages that cost most. */
export const THOROUGH_PIXELS = 3_500_000;
/** The most that is looked at at all: a bar code of one pixel a module in more than this is no card at a desk. */
const PIXELS_MAX = 13_000_000;

/** A photo that was made smaller by this factor. */
export interface PhotoSize {
  readonly factor: number;
  readonly picture: GreyPicture;
}

/** The picture in sizes from small to large, each about twice as wide as the one before. */
export function sizesOf(grey: GreyPicture): PhotoSize[] {
  const sizes: PhotoSize[] = [];
  const least = Math.ceil(Math.sqrt(grey.data.length / PIXELS_MAX));
  let factor = Math.max(1, Math.round(Math.sqrt(grey.data.length / FIRST_PIXELS)));
  while (factor > least) {
    sizes.push({ factor, picture: shrunk(grey, factor) });
    factor = Math.max(least, Math.ceil(factor / 2));
  }
  sizes.push({ factor, picture: factor === 1 ? grey : shrunk(grey, factor) });
  return sizes;
}

/** The same without what is larger than a camera's largest frame. */
export function sizesForVideo(grey: GreyPicture): PhotoSize[] {
  return sizesOf(grey).filter(({ picture }, index) => index === 0 || picture.data.length <= THOROUGH_PIXELS);
}

/** A code of a smaller size, where it lies in the photo. */
export function enlargedBy(factor: number, code: FoundCode): FoundCode {
  return { ...code, corners: code.corners.map(({ x, y }) => ({ x: x * factor, y: y * factor })) };
}
