import { z } from 'zod';
import { Nothing } from './call-shapes.ts';

/**
 * Whether names may be shown. `withheld`: the clock is suspect and no day confirmed; `waiting`: there is no
 * key, because the roster was too old or has not come yet, and the next pull brings one; `locked`: a
 * passphrase opens them; `no-passphrase`: this system has no safe storage and none was set.
 */
export const NamesView = z.strictObject({
  kind: z.enum(['on', 'withheld', 'waiting', 'locked', 'no-passphrase']),
  /** True if the operating system offers no real safe storage. */
  needsPassphrase: z.boolean(),
  isPassphraseSet: z.boolean(),
  /** Until the next passphrase is looked at; 0 for at once. */
  waitMs: z.int().min(0),
});
export type NamesView = z.infer<typeof NamesView>;

/** Why a passphrase did nothing. Nothing has changed then, but for `given-up`: the names are gone with it. */
export const PassphraseFault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wrong'), triesLeft: z.int().min(1).nullable() }),
  z.strictObject({ kind: z.literal('wait'), waitMs: z.int().min(1) }),
  z.strictObject({ kind: z.literal('too-short'), lengthMin: z.int().min(1) }),
  z.strictObject({ kind: z.enum(['not-set', 'not-needed', 'given-up']) }),
]);
export type PassphraseFault = z.infer<typeof PassphraseFault>;

const PASSPHRASE_LENGTH_MAX = 200;
const Passphrase = z.string().min(1).max(PASSPHRASE_LENGTH_MAX);

const PassphraseResult = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: NamesView }),
  z.strictObject({ ok: z.literal(false), fault: PassphraseFault }),
]);

export const namesApi = {
  'names.read': { input: Nothing, output: NamesView },
  /** After a pull: the roster is now as of that time of the district's. */
  'names.pulled': { input: z.strictObject({ asOfMs: z.int() }), output: NamesView },
  'names.unlock': { input: z.strictObject({ passphrase: Passphrase }), output: PassphraseResult },
  /** `current` null sets the first one. */
  'names.setPassphrase': {
    input: z.strictObject({ current: Passphrase.nullable(), next: Passphrase }),
    output: PassphraseResult,
  },
  /** Gives the names up with the passphrase that opens them. */
  'names.forget': { input: Nothing, output: NamesView },
} as const;
