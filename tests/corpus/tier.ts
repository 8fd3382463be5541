import type { Optics } from './optics.ts';
import { NO_FAULTS, type PrintFaults } from './print-faults.ts';
import type { CodeKind } from './printed-code.ts';
import type { Random } from './random.ts';

export type Tier = 'easy' | 'medium' | 'hard';
export const TIERS: readonly Tier[] = ['easy', 'medium', 'hard'];

type Range = readonly [low: number, high: number];

/** What a tier may do to a card; each value is drawn again for each frame. */
interface Trouble {
  readonly modulePixels: Readonly<Record<CodeKind, Range>>;
  readonly degrees: number;
  readonly tiltDegrees: number;
  /** Share of frames turned by a further 90 or 180 degrees. */
  readonly turned: number;
  readonly inverted: number;
  readonly mirrored: number;
  readonly blurPixels: Range;
  readonly motionPixels: Range;
  readonly exposure: Range;
  readonly haze: Range;
  readonly noise: Range;
  readonly shade: Range;
  readonly glares: number;
  readonly glareStrength: Range;
  readonly jpegQuality: Range;
  /** What photographs of labels have beside all that; null for a flawless print. */
  readonly print: PrintTrouble | null;
}

/** In modules of the bars. */
interface PrintTrouble {
  readonly gain: Range;
  readonly curve: Range;
  readonly wave: Range;
  readonly quiet: Range;
}

const TROUBLES: Readonly<Record<Tier, Trouble>> = {
  easy: {
    modulePixels: { code128: [2.4, 3.6], qr30: [4.5, 8], signed: [4, 6] },
    degrees: 25,
    tiltDegrees: 12,
    turned: 0,
    inverted: 0,
    mirrored: 0,
    blurPixels: [0.2, 0.7],
    motionPixels: [0, 0.8],
    exposure: [0.8, 1.05],
    haze: [0, 15],
    noise: [1, 4],
    shade: [0, 0.15],
    glares: 0,
    glareStrength: [0, 0],
    jpegQuality: [85, 95],
    print: null,
  },
  medium: {
    modulePixels: { code128: [1.9, 3], qr30: [3.4, 6], signed: [3, 4.5] },
    degrees: 32,
    tiltDegrees: 24,
    turned: 0.06,
    inverted: 0.02,
    mirrored: 0.02,
    blurPixels: [0.5, 1],
    motionPixels: [0, 1.6],
    exposure: [0.6, 1.15],
    haze: [0, 40],
    noise: [3, 8],
    shade: [0.1, 0.3],
    glares: 1,
    glareStrength: [20, 70],
    jpegQuality: [75, 92],
    print: null,
  },
  hard: {
    modulePixels: { code128: [1.5, 2.4], qr30: [2.4, 4.4], signed: [2.45, 3.9] },
    degrees: 40,
    tiltDegrees: 34,
    turned: 0.12,
    inverted: 0.05,
    mirrored: 0.04,
    blurPixels: [0.6, 1.15],
    motionPixels: [0, 2],
    exposure: [0.45, 1.2],
    haze: [10, 70],
    noise: [5, 12],
    shade: [0.15, 0.4],
    glares: 2,
    glareStrength: [40, 130],
    jpegQuality: [60, 85],
    // From the photographs, beside all the rest: bars too wide or narrow, paper that bends, print too near.
    print: { gain: [-0.12, 0.12], curve: [-0.9, 0.9], wave: [-0.2, 0.2], quiet: [7, 10] },
  },
};

/** One frame's share of its tier's troubles. */
export interface Draw {
  readonly modulePixels: number;
  readonly degrees: number;
  readonly tiltXDegrees: number;
  readonly tiltYDegrees: number;
  readonly inverted: boolean;
  readonly mirrored: boolean;
  readonly optics: Omit<Optics, 'glares'>;
  /** Highlights on the card, each as strong as this. */
  readonly glareStrengths: readonly number[];
  readonly jpegQuality: number;
  readonly faults: PrintFaults;
  /** Modules of blank paper beside bars. */
  readonly quiet: number;
}

/** Blank paper that the standard asks for. */
const QUIET_MODULES = 10;

export function drawOf(tier: Tier, kind: CodeKind, random: Random): Draw {
  const trouble = TROUBLES[tier];
  const between = ([low, high]: Range) => random.between(low, high);
  const quarters = random.chance(trouble.turned) ? random.pick([90, 180, 270]) : 0;
  return {
    modulePixels: between(trouble.modulePixels[kind]),
    degrees: random.between(-trouble.degrees, trouble.degrees) + quarters,
    tiltXDegrees: random.between(-trouble.tiltDegrees, trouble.tiltDegrees),
    tiltYDegrees: random.between(-trouble.tiltDegrees, trouble.tiltDegrees),
    inverted: random.chance(trouble.inverted),
    // No one holds a mirrored bar code; a mirrored preview may be photographed.
    mirrored: random.chance(trouble.mirrored),
    optics: {
      blurPixels: between(trouble.blurPixels),
      motion: { pixels: between(trouble.motionPixels), degrees: random.between(0, 180) },
      exposure: between(trouble.exposure),
      haze: between(trouble.haze),
      vignette: random.between(0, 0.35),
      noise: between(trouble.noise),
      shade: between(trouble.shade),
    },
    glareStrengths: Array.from({ length: random.whole(0, trouble.glares) }, () =>
      between(trouble.glareStrength),
    ),
    jpegQuality: Math.round(between(trouble.jpegQuality)),
    ...printOf(trouble.print, between),
  };
}

/** Draws nothing for a flawless print, so that the other tiers' frames stay what they were. */
function printOf(
  print: PrintTrouble | null,
  between: (range: Range) => number,
): { faults: PrintFaults; quiet: number } {
  if (print === null) return { faults: NO_FAULTS, quiet: QUIET_MODULES };
  const { gain, curve, wave } = print;
  const faults = { gain: between(gain), curve: between(curve), wave: between(wave) };
  return { faults, quiet: between(print.quiet) };
}
