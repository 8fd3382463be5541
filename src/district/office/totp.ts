import { createHash, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { OfficerRow } from '../storage/office-store.ts';
import { OFFICE_POLICY } from './policy.ts';

const PERIOD_S = 30;
/** A code of the step before or after is good: clocks differ. */
const WINDOW = 1;
const SECRET_BYTES = 20;
const ISSUER = '荔湾英才卡';
const RECOVERY_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const RECOVERY_LENGTH = 16;
const RECOVERY_GROUP = 4;

/** A new second factor: what an authenticator reads, and its secret in base32. */
export function newSecret(name: string): { readonly uri: string; readonly base32: string } {
  const secret = new Secret({ size: SECRET_BYTES });
  return { uri: totpOf(secret, name).toString(), base32: secret.base32 };
}

/** The time step that a code is of; null if it is of none that counts now. */
export function stepOfCode(base32: string, code: string, now: number): number | null {
  if (!/^[0-9]{6}$/.test(code)) return null;
  const delta = totpOf(Secret.fromBase32(base32), '').validate({
    token: code,
    timestamp: now,
    window: WINDOW,
  });
  return delta === null ? null : Math.floor(now / 1_000 / PERIOD_S) + delta;
}

function totpOf(secret: Secret, label: string): TOTP {
  return new TOTP({ issuer: ISSUER, label, secret, digits: 6, period: PERIOD_S, algorithm: 'SHA1' });
}

export function newRecoveryCodes(): readonly string[] {
  const groups = RECOVERY_LENGTH / RECOVERY_GROUP;
  const group = () =>
    Array.from({ length: RECOVERY_GROUP }, () =>
      RECOVERY_ALPHABET.charAt(randomInt(RECOVERY_ALPHABET.length)),
    );
  return Array.from({ length: OFFICE_POLICY.recoveryCodes }, () =>
    Array.from({ length: groups }, () => group().join('')).join('-'),
  );
}

/** A plain hash is enough: nobody guesses 80 bits. */
export function hashOfRecovery(code: string): string {
  const text = code.toUpperCase().replace(/[\s-]/g, '');
  return createHash('sha256').update(`recovery ${text}`).digest('hex');
}

/** The officer after the code was used: it counts once. Null for a wrong one. */
export function withCodeUsed(officer: OfficerRow, code: string, now: number): OfficerRow | null {
  if (officer.totpSecret === null) return officer;
  const step = stepOfCode(officer.totpSecret, code, now);
  if (step !== null && step > (officer.totpStep ?? -1)) return { ...officer, totpStep: step };
  const hash = hashOfRecovery(code);
  if (!officer.recoveryHashes.includes(hash)) return null;
  return { ...officer, recoveryHashes: officer.recoveryHashes.filter((one) => one !== hash) };
}
