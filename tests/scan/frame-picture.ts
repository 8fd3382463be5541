import type { Picture } from '../../src/scan/picture/picture.ts';
import { cardFace } from '../corpus/card-face.ts';
import { draw, planeOf, viewOf } from '../corpus/plane.ts';
import type { PrintedCode } from '../corpus/printed-code.ts';
import { randomOf } from '../corpus/random.ts';

interface CardOnDesk {
  readonly code: PrintedCode;
  readonly x?: number;
  readonly y?: number;
  readonly modulePixels?: number;
  readonly degrees?: number;
  readonly tiltDegrees?: number;
  readonly mirrored?: boolean;
  /** Bright on dark. */
  readonly inverted?: boolean;
}

const WIDTH = 1280;
const HEIGHT = 720;

/** A plain desk with cards on it, sharp and clean. */
export function deskPicture(cards: readonly CardOnDesk[]): Picture {
  const plane = planeOf(WIDTH, HEIGHT);
  plane.light.fill(120);
  for (const card of cards) {
    const tone = card.inverted === true ? { ink: 230, paper: 25 } : { ink: 25, paper: 230 };
    const face = cardFace(card.code, randomOf(card.code.text), tone);
    const pose = {
      x: card.x ?? WIDTH / 2,
      y: card.y ?? HEIGHT / 2,
      scale: card.modulePixels ?? (card.code.rows === 1 ? 2.6 : 5),
      degrees: card.degrees ?? 0,
      tiltXDegrees: card.tiltDegrees ?? 0,
      tiltYDegrees: card.tiltDegrees ?? 0,
      mirrored: card.mirrored ?? false,
    };
    draw(plane, viewOf(plane, pose, face), face.drawing);
  }
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(255);
  for (let pixel = 0; pixel < plane.light.length; pixel += 1) {
    const light = plane.light[pixel] ?? 0;
    for (let channel = 0; channel < 3; channel += 1) data[pixel * 4 + channel] = light;
  }
  return { data, width: WIDTH, height: HEIGHT };
}
