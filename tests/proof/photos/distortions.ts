import sharp, { type Sharp } from 'sharp';
import type { Picture } from '../../../src/scan/picture/picture.ts';
import { type Random, randomOf } from '../../corpus/random.ts';

/** One thing that another camera, hand or lamp would have done to the same label. */
type Distortion = (picture: Sharp, random: Random, size: { width: number; height: number }) => Sharp;

const DISTORTIONS: Readonly<Record<string, Distortion>> = {
  smaller: (picture, random, { width }) => picture.resize(Math.round(width * random.between(0.6, 0.9))),
  larger: (picture, random, { width }) => picture.resize(Math.round(width * random.between(1.2, 1.6))),
  turned: (picture, random) => turned(picture, random.pick([-1, 1]) * random.between(3, 9)),
  'turned far': (picture, random) => turned(picture, random.pick([-1, 1]) * random.between(20, 70)),
  leaning: (picture, random) =>
    picture.affine([1, random.between(-0.15, 0.15), random.between(-0.08, 0.08), 1], PAPER),
  blurred: (picture, random) => picture.blur(random.between(0.6, 1.2)),
  'JPEG 40': (picture) => picture.jpeg({ quality: 40 }),
  dark: (picture, random) => picture.gamma(1, random.between(1.4, 2.2)),
  bright: (picture, random) => picture.gamma(random.between(1.4, 2.2), 1),
  faint: (picture, random) => picture.linear(random.between(0.25, 0.5), random.between(40, 110)),
};

const PAPER = { background: '#808080' };

function turned(picture: Sharp, degrees: number): Sharp {
  return picture.rotate(degrees, PAPER);
}

const ALL_TOGETHER = 'several';
export const DISTORTION_NAMES: readonly string[] = [...Object.keys(DISTORTIONS), ALL_TOGETHER];

/** Returns the photograph as another day would have given it; the same seed gives the same picture. */
export async function distorted(
  picture: Picture,
  { name, seed }: { readonly name: string; readonly seed: string },
): Promise<Picture> {
  const random = randomOf(`${name} ${seed}`);
  const names = name === ALL_TOGETHER ? severalOf(random) : [name];
  let result = picture;
  for (const one of names) {
    const distortion = DISTORTIONS[one];
    if (distortion === undefined) throw new RangeError(`no distortion is called ${one}`);
    const { data, width, height } = result;
    const raw = sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha();
    result = await pictureOf(distortion(raw, random, { width, height }));
  }
  return result;
}

/** Draws a size, a turn or lean, a light, and at last blur or JPEG. */
function severalOf(random: Random): readonly string[] {
  return [
    random.pick(['smaller', 'larger']),
    random.pick(['turned', 'leaning']),
    random.pick(['dark', 'bright', 'faint']),
    random.pick(['blurred', 'JPEG 40']),
  ];
}

/** Turned pictures grow, and JPEG has to be unpacked again. */
async function pictureOf(picture: Sharp): Promise<Picture> {
  const file = await picture.toBuffer({ resolveWithObject: true });
  const isRaw = file.info.format === 'raw';
  const raw = isRaw
    ? sharp(file.data, {
        raw: { width: file.info.width, height: file.info.height, channels: file.info.channels as 3 },
      })
    : sharp(file.data);
  const { data, info } = await raw
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength),
    width: info.width,
    height: info.height,
  };
}
