import { z } from 'zod';
import { WallDate } from '../domain/base/wall-time.ts';
import { ClockTrust } from '../domain/journal/journal-entry.ts';
import { Nothing } from './call-shapes.ts';

/** What the window goes by: the time, and whether the device clock may be believed. */
export const ClockView = z.strictObject({
  /** The time for every decision, milliseconds since 1970. */
  nowMs: z.int(),
  /** It is at least this late, whatever the clock is set to. */
  highWaterMs: z.int(),
  clockTrust: ClockTrust,
  /** Device clock minus `nowMs`; 0 if it is near enough. */
  offByMs: z.int(),
  /** True if the district's own time stands behind `nowMs`. */
  isByDistrict: z.boolean(),
});
export type ClockView = z.infer<typeof ClockView>;

/** Why a named day cannot be today. */
const ConfirmFault = z.enum(['before-last-known', 'too-far-ahead', 'district-differs']);

const ConfirmResult = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: ClockView }),
  z.strictObject({ ok: z.literal(false), fault: ConfirmFault }),
]);

export const clockApi = {
  'clock.read': { input: Nothing, output: ClockView },
  /** A clerk says which day it is, where the device clock is not to be believed. */
  'clock.confirm': { input: z.strictObject({ date: WallDate }), output: ConfirmResult },
} as const;
