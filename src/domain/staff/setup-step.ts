import { z } from 'zod';

/** The steps of the first set-up of a desk, after language and enrolment, in their order. */
export const SETUP_STEPS = ['site', 'camera', 'printer', 'sounds', 'sign-in'] as const;
export const SetupStep = z.enum(SETUP_STEPS);
export type SetupStep = z.infer<typeof SetupStep>;

/** The step after this one, or before it; null before the first and after the last. */
export function stepBeside(step: SetupStep, by: 1 | -1): SetupStep | null {
  return SETUP_STEPS[SETUP_STEPS.indexOf(step) + by] ?? null;
}
