import { ALL_BARS, type BarOptions } from './bars/bar-stage.ts';

/**
 * How a frame is read row by row if its strips gave nothing. From cheap to costly: some rows by ZXing-C++, every row by
 * ZXing-C++, every row and column by ZBar.
 */
export const ROW_LOOKS = ['some', 'every', 'zbar'] as const;
export type RowLook = (typeof ROW_LOOKS)[number];

/** What one frame of a video is looked at for, so that all stages come round within a second. */
export interface FramePlan {
  readonly bars: BarOptions;
  /** Looks for bars in the frame at half its size, too: where one module is as wide as a tile, tiles see no bars. */
  readonly halved: boolean;
  readonly rows: RowLook;
  /** Looks for bright squares on dark, too. */
  readonly wholeInverted: boolean;
  /** Looks for all there is even where something was found: a second card makes a difference. */
  readonly complete: boolean;
  /** Treatments of square crops, by number; none on some frames. */
  readonly squares: readonly number[];
}

const CLEAR: BarOptions = { ...ALL_BARS, areasMax: 3, firstOnly: true };
const CROWDED: BarOptions = { ...CLEAR, areasMax: 5, apart: true };
const BLURRED: BarOptions = { ...CLEAR, areasMax: 1, blurred: true };
const BLURRED_BESIDE: BarOptions = { ...BLURRED, areasSkipped: 1 };
const BLURRED_FURTHER: BarOptions = { ...BLURRED, areasSkipped: 2, areasMax: 2 };
const ALL_CLEAR: BarOptions = { ...CLEAR, firstOnly: false };
const INVERTED: BarOptions = { ...CLEAR, areasMax: 2, inverted: true };
const PLAIN = { halved: false, rows: 'some', wholeInverted: false, complete: false, squares: [] } as const;

/** The costly stages take turns: each frame has one of them. */
const PLANS: readonly FramePlan[] = [
  { ...PLAIN, bars: CLEAR, squares: [0] },
  { ...PLAIN, bars: BLURRED },
  { ...PLAIN, bars: ALL_CLEAR, halved: true, wholeInverted: true, complete: true, squares: [1] },
  { ...PLAIN, bars: { ...BLURRED, apart: true } },
  { ...PLAIN, bars: CROWDED, halved: true, rows: 'every', squares: [2, 4] },
  { ...PLAIN, bars: INVERTED, squares: [3] },
  { ...PLAIN, bars: CLEAR, halved: true, rows: 'every', squares: [0] },
  { ...PLAIN, bars: BLURRED_BESIDE },
  { ...PLAIN, bars: ALL_CLEAR, halved: true, wholeInverted: true, complete: true, squares: [1] },
  { ...PLAIN, bars: { ...BLURRED_BESIDE, apart: true } },
  { ...PLAIN, bars: CROWDED, halved: true, rows: 'zbar' },
  { ...PLAIN, bars: BLURRED_FURTHER },
];

export function planOf(frame: number): FramePlan {
  const plan = PLANS[frame % PLANS.length];
  if (plan === undefined) throw new RangeError('frames are counted from 0');
  return plan;
}
