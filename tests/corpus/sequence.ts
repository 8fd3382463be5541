import { backdrop } from './backdrop.ts';
import { asJpeg, type CorpusFrame } from './camera-frame.ts';
import { cardFace } from './card-face.ts';
import { photograph } from './optics.ts';
import { draw, type Pose, type View, viewOf } from './plane.ts';
import { type CodeKind, symbolOf } from './printed-code.ts';
import { randomOf } from './random.ts';
import { drawOf, type Tier } from './tier.ts';

const WIDTH = 1280;
const HEIGHT = 720;
/** The hand has arrived at this share of the sequence and then only trembles. */
const ARRIVAL = 0.45;
/** How long the shutter is open, as a share of the time from one frame to the next. */
const SHUTTER = 0.35;

export interface SequenceFrame extends CorpusFrame {
  /** All of the card lies within the picture. */
  readonly isWhole: boolean;
}

/** A video in which a hand brings a card in and holds it, frame by frame, 30 a second. */
export async function* cardSequence(
  kind: CodeKind,
  { tier, seed, count }: { tier: Tier; seed: string; count: number },
): AsyncGenerator<SequenceFrame> {
  const random = randomOf(`sequence ${kind} ${tier} ${seed}`);
  const code = symbolOf(kind, random);
  const troubles = drawOf(tier, kind, random);
  const table = backdrop(random, { width: WIDTH, height: HEIGHT });
  const tone = { ink: random.between(10, 50), paper: random.between(190, 245) };
  const face = cardFace(code, random, tone, troubles);
  const side = random.pick([-1, 1]);
  const held = { x: WIDTH / 2 + random.between(-150, 150), y: HEIGHT / 2 + random.between(-60, 60) };
  const poseAt = (share: number): Pose => {
    const left = Math.max(0, 1 - share / ARRIVAL) ** 2;
    return {
      x: held.x + side * left * WIDTH * 0.7 + 4 * Math.sin(share * 23),
      y: held.y + left * 200 + 3 * Math.cos(share * 31),
      scale: troubles.modulePixels * (1 + 0.05 * Math.sin(share * 5)),
      degrees: troubles.degrees + side * left * 30 + 1.5 * Math.sin(share * 17),
      tiltXDegrees: troubles.tiltXDegrees,
      tiltYDegrees: troubles.tiltYDegrees,
    };
  };
  for (let frame = 0; frame < count; frame += 1) {
    const pose = poseAt(frame / count);
    const next = poseAt((frame + SHUTTER) / count);
    const scene = { ...table, light: table.light.slice() };
    const view = viewOf(scene, pose, face);
    draw(scene, view, face.drawing);
    const motion = {
      pixels: Math.hypot(next.x - pose.x, next.y - pose.y),
      degrees: (Math.atan2(next.y - pose.y, next.x - pose.x) * 180) / Math.PI,
    };
    const seen = photograph(scene, { ...troubles.optics, motion, glares: [] }, random);
    yield { ...(await asJpeg(seen, troubles.jpegQuality, random)), text: code.text, isWhole: isWithin(view) };
  }
}

function isWithin({ box: [left, top, right, bottom] }: View): boolean {
  return left >= 0 && top >= 0 && right <= WIDTH && bottom <= HEIGHT;
}
