import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/base/duration.ts';

/** The rules of the sign-in in one place: classified protection 2.0 (GB/T 22239-2019), level 2, asks for them. */
export const OFFICE_POLICY = {
  /** Characters of a password, and of how many classes: capitals, small letters, digits, others. */
  passwordLengthMin: 8,
  passwordClassesMin: 3,
  /** A new password must differ from this many last ones, the present one included. */
  passwordHistory: 5,
  passwordAgeMsMax: 90 * DAY_MS,
  /** Wrong tries of one officer's name, and of one source; then both wait. */
  triesMax: 5,
  lockOutMs: 30 * MINUTE_MS,
  idleMsMax: 15 * MINUTE_MS,
  sessionMsMax: 8 * HOUR_MS,
  /** How long a proof of the password is enough for a dangerous action. */
  confirmMsMax: 5 * MINUTE_MS,
  firstLinkMsMax: DAY_MS,
  /** A session that began further in the future than this is not valid: the clock was set back. */
  clockStepMsMax: 5 * MINUTE_MS,
  /** How precisely the last use of a session is kept; a session is idle earlier by at most this. */
  seenStepMs: 30_000,
  recoveryCodes: 10,
} as const;
