import type { BarOptions } from './bar-stage.ts';

/** What one frame of a video is looked at for, so that all stages come round within half a second. */
export interface FramePlan {
  readonly bars: BarOptions;
  readonly wholeInverted: boolean;
  /** Looks for squares even where bars were found: a second card may bear a QR. */
  readonly bothKinds: boolean;
  /** Treatments of square crops, by number; none on most frames. */
  readonly squares: readonly number[];
}

const BARS: BarOptions = { areasMax: 3, inverted: false, blurred: false, apart: false };

/** The dear stages take turns: each frame bears one of them. */
const PLANS: readonly FramePlan[] = [
  { bars: BARS, wholeInverted: false, bothKinds: false, squares: [0] },
  { bars: { ...BARS, areasMax: 2, blurred: true }, wholeInverted: false, bothKinds: false, squares: [] },
  { bars: BARS, wholeInverted: true, bothKinds: true, squares: [1] },
  {
    bars: { ...BARS, areasMax: 2, apart: true, blurred: true },
    wholeInverted: false,
    bothKinds: false,
    squares: [],
  },
  { bars: BARS, wholeInverted: false, bothKinds: false, squares: [3] },
  { bars: { ...BARS, areasMax: 2, inverted: true }, wholeInverted: false, bothKinds: true, squares: [2] },
];

export function planOf(frame: number): FramePlan {
  const plan = PLANS[frame % PLANS.length];
  if (plan === undefined) throw new RangeError('frames are counted from 0');
  return plan;
}
