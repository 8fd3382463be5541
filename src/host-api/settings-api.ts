import { z } from 'zod';
import { ADDITION_LENGTH_MAX } from '../domain/card/scanner-additions.ts';
import { SetupStep } from '../domain/staff/setup-step.ts';
import { Nothing, resultOf } from './call-shapes.ts';

/** What the clerk or technician set; every field has a default, so an empty or broken file is no error. */
export const Settings = z.strictObject({
  language: z.enum(['zh', 'en']).default('zh'),
  siteId: z.string().max(64).nullable().default(null),
  cameraId: z.string().max(300).nullable().default(null),
  soundOn: z.boolean().default(true),
  volume: z.number().min(0).max(1).default(0.7),
  theme: z.enum(['light', 'dark']).default('light'),
  /** Pixels asked of the camera; `auto` asks for more where a small code needs it. */
  cameraSize: z.enum(['auto', '720p', '1080p']).default('auto'),
  /** What the hand scanner of this desk types around each code, beside what standards name. */
  scannerAdditions: z
    .strictObject({
      prefix: z.string().max(ADDITION_LENGTH_MAX),
      suffix: z.string().max(ADDITION_LENGTH_MAX),
    })
    .default({ prefix: '', suffix: '' }),
  /** The step at which the first set-up of this desk stands; null once it is done, or if nobody began it. */
  setup: SetupStep.nullable().default(null),
  /** List prices that the venue sets, in fen, by `siteId/itemId`. */
  listPricesFen: z.record(z.string().max(140), z.int().min(0).max(100_000_000)).default({}),
});
export type Settings = z.infer<typeof Settings>;

/**
 * The settings as a file has them. A newer release may have written it: a field that this one does not know is left out,
 * and a step of the set-up that it does not know leaves nothing to set up.
 */
export const KeptSettings = z.object({
  ...Settings.shape,
  setup: SetupStep.nullable().catch(null).default(null),
});

/** `not-allowed`: at this desk a supervisor or technician must allow it. */
const SettingsFault = z.strictObject({ kind: z.literal('not-allowed') });

export const settingsApi = {
  'settings.read': { input: Nothing, output: Settings },
  /** Rejects if the disk refuses. */
  'settings.write': { input: Settings, output: resultOf(Settings, SettingsFault) },
} as const;
