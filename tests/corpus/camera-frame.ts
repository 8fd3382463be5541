import sharp from 'sharp';
import type { Plane } from './plane.ts';
import type { Random } from './random.ts';

/** A picture as the camera gives it (RGBA), and what stands in it. */
export interface CorpusFrame {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
  /** What a reader has to say; null where it has to keep silent. */
  readonly text: string | null;
}

/** Through JPEG, as a webcam's stream comes, with a cast of colour from the lamp. */
export async function asJpeg(
  plane: Plane,
  quality: number,
  random: Random,
): Promise<Omit<CorpusFrame, 'text'>> {
  const { width, height, light } = plane;
  const cast = [random.between(0.9, 1.06), random.between(0.95, 1.02), random.between(0.88, 1.08)];
  const colours = Buffer.alloc(width * height * 3);
  for (let pixel = 0; pixel < light.length; pixel += 1) {
    for (const [channel, share] of cast.entries()) {
      colours[pixel * 3 + channel] = Math.min(255, Math.round((light[pixel] ?? 0) * share));
    }
  }
  const jpeg = await sharp(colours, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();
  const pixels = await sharp(jpeg).ensureAlpha().raw().toBuffer();
  return { width, height, data: new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.byteLength) };
}
