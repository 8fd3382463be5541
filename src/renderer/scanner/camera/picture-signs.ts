import type { GreyPicture } from './grey-picture.ts';

/** What is known of a picture without reading it. */
export interface PictureSigns {
  /** 0 to 255. */
  readonly meanLuma: number;
  /** How much of the picture is lighter than a dark grey, 0 to 1. */
  readonly lightShare: number;
  /** Equal for equal pictures. Two real pictures of a camera always differ, because of its noise. */
  readonly fingerprint: number;
}

/** Every eighth pixel of every eighth row. */
const STEP = 8;
const LIGHT_LUMA_MIN = 56;
/** FNV-1a with 32 bits. */
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** A look at one pixel in 64: about 14,000 of a frame of 1280 x 720. */
export function signsOf({ data, width, height }: GreyPicture): PictureSigns {
  let fingerprint = FNV_BASIS;
  let sum = 0;
  let light = 0;
  let samples = 0;
  for (let row = 0; row < height; row += STEP) {
    for (let at = row * width; at < (row + 1) * width; at += STEP) {
      const luma = data[at] ?? 0;
      fingerprint = Math.imul(fingerprint ^ luma, FNV_PRIME);
      sum += luma;
      samples += 1;
      if (luma >= LIGHT_LUMA_MIN) light += 1;
    }
  }
  const counted = Math.max(1, samples);
  return { meanLuma: sum / counted, lightShare: light / counted, fingerprint: fingerprint >>> 0 };
}
