import { ALL_BARS, type BarOptions } from './bar-stage.ts';

/** What one frame of a video is looked at for, so that all stages come round within a second. */
export interface FramePlan {
  readonly bars: BarOptions;
  /** Looks for bright squares on dark, too. */
  readonly wholeInverted: boolean;
  /** Looks for all there is even where something was found: a second card makes a difference. */
  readonly complete: boolean;
  /** Treatments of square crops, by number; none on some frames. */
  readonly squares: readonly number[];
}

const CLEAR: BarOptions = { ...ALL_BARS, areasMax: 3, firstOnly: true };
const BLURRED: BarOptions = { ...CLEAR, areasMax: 1, blurred: true };
const PLAIN = { wholeInverted: false, complete: false, squares: [] };

/** The dear stages take turns: each frame bears one of them. */
const PLANS: readonly FramePlan[] = [
  { ...PLAIN, bars: CLEAR, squares: [0] },
  { ...PLAIN, bars: BLURRED },
  { ...PLAIN, bars: { ...CLEAR, firstOnly: false }, wholeInverted: true, complete: true, squares: [1] },
  { ...PLAIN, bars: { ...BLURRED, apart: true } },
  { ...PLAIN, bars: CLEAR, squares: [2, 4] },
  { ...PLAIN, bars: { ...CLEAR, areasMax: 2, inverted: true }, squares: [3] },
];

export function planOf(frame: number): FramePlan {
  const plan = PLANS[frame % PLANS.length];
  if (plan === undefined) throw new RangeError('frames are counted from 0');
  return plan;
}
