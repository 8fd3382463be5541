import { backdrop } from './backdrop.ts';
import { asJpeg, type CorpusFrame } from './camera-frame.ts';
import { cardFace } from './card-face.ts';
import { photograph } from './optics.ts';
import { draw, type Plane, viewOf } from './plane.ts';
import {
  type CodeKind,
  type DecoyKind,
  decoyOf,
  labelOf,
  type PrintedCode,
  symbolOf,
} from './printed-code.ts';
import { type Random, randomOf } from './random.ts';
import { type Draw, drawOf, TIERS, type Tier } from './tier.ts';

const WIDTH = 1280;
const HEIGHT = 720;

/** A card with a code of this kind; the same seed gives the same frame. */
export function positiveFrame(kind: CodeKind, tier: Tier, seed: string): Promise<CorpusFrame> {
  const random = randomOf(`${kind} ${tier} ${seed}`);
  return frameOf(symbolOf(kind, random), drawOf(tier, kind, random), random);
}

/** The bars of a label that is no card, as all photographs of others show them. */
export function labelFrame(tier: Tier, seed: string): Promise<CorpusFrame> {
  const random = randomOf(`label ${tier} ${seed}`);
  return frameOf(labelOf(random), drawOf(tier, 'code128', random), random);
}

/** A desk without a card: things, stripes, print, and codes of kinds that no card has. */
export async function negativeFrame(seed: string): Promise<CorpusFrame> {
  const random = randomOf(`negative ${seed}`);
  const tier = random.pick([TIERS[0] ?? 'easy', ...TIERS]);
  const decoy = random.pick<DecoyKind | null>(['ean13', 'code39', 'interleaved2of5', null, null]);
  const symbol = decoy === null ? null : decoyOf(decoy, random);
  const frame = await frameOf(symbol, drawOf(tier, 'code128', random), random);
  return { ...frame, text: null };
}

async function frameOf(symbol: PrintedCode | null, troubles: Draw, random: Random): Promise<CorpusFrame> {
  const scene = backdrop(random, { width: WIDTH, height: HEIGHT });
  const place = placeOf(symbol, troubles, random);
  if (symbol !== null) putCard(scene, { symbol, troubles, place, random });
  const span = (symbol?.columns ?? 100) * troubles.modulePixels;
  const glares = troubles.glareStrengths.map((strength) => ({
    x: place.x + random.between(-0.6, 0.6) * span,
    y: place.y + random.between(-0.3, 0.3) * span,
    width: random.between(0.1, 0.35) * span,
    height: random.between(0.1, 0.35) * span,
    strength,
  }));
  const seen = photograph(scene, { ...troubles.optics, glares }, random);
  return { ...(await asJpeg(seen, troubles.jpegQuality, random)), text: symbol?.text ?? null };
}

/** Somewhere in the picture, with the whole code inside. */
function placeOf(symbol: PrintedCode | null, troubles: Draw, random: Random): { x: number; y: number } {
  const columns = symbol?.columns ?? 100;
  const across = ((columns * troubles.modulePixels) / 2) * (symbol?.rows === 1 ? 1.15 : 1.5);
  const turn = (troubles.degrees * Math.PI) / 180;
  const isBars = symbol?.rows === 1;
  const reachX = isBars ? across * (Math.abs(Math.cos(turn)) + 0.4 * Math.abs(Math.sin(turn))) : across;
  const reachY = isBars ? across * (Math.abs(Math.sin(turn)) + 0.4 * Math.abs(Math.cos(turn))) : across;
  return { x: within(WIDTH, reachX, random), y: within(HEIGHT, reachY, random) };
}

function within(size: number, reach: number, random: Random): number {
  return reach * 2 >= size ? size / 2 : random.between(reach, size - reach);
}

function putCard(
  scene: Plane,
  card: { symbol: PrintedCode; troubles: Draw; place: { x: number; y: number }; random: Random },
): void {
  const { symbol, troubles, place, random } = card;
  const dark = random.between(10, 50);
  const bright = random.between(190, 245);
  const tone = troubles.inverted ? { ink: bright, paper: dark } : { ink: dark, paper: bright };
  const face = cardFace(symbol, random, tone, troubles);
  draw(scene, viewOf(scene, { ...place, ...troubles, scale: troubles.modulePixels }, face), face.drawing);
}
