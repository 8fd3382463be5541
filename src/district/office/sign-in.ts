import type { ConfirmRequest, PasswordChange, SignInRequest } from '../../protocol/wire-office.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { OfficerRow } from '../storage/office-store.ts';
import { hashOfToken } from '../storage/secrets.ts';
import { hashOfPassword, isOneOf, wrongPassword } from './passwords.ts';
import { OFFICE_POLICY } from './policy.ts';
import { judge, prove, type SignInServices, settle } from './proof.ts';
import { type BegunSession, beginSession, type OpenSession } from './sessions.ts';
import { takeTryBack, tryKeysOf } from './tries.ts';

/**
 * Signs an officer in. Refusals: `unauthorized`; `totp-needed` after the right name and password;
 * `too-many-tries` with the wait.
 *
 * @param before - what the browser's cookie had; that session ends
 */
export function signIn(
  services: SignInServices,
  request: SignInRequest,
  { source, before }: { readonly source: string; readonly before: string | null },
): Promise<Outcome<BegunSession>> {
  return prove(services, { ...request, action: 'sign-in', source }, async (writes, officer) => {
    const old = before === null ? null : await writes.sessionByToken(hashOfToken(before));
    if (old !== null) await writes.dropSession(old.sessionId);
    return { ok: true, value: await beginSession(writes, services, { officer, source }) };
  });
}

/** Proves the password within a session, for what is grave. Refusals as for `signIn`, but `wrong-password`. */
export function confirm(
  services: SignInServices,
  { session, officer }: OpenSession,
  { password, code }: ConfirmRequest,
  source: string,
): Promise<Outcome<null>> {
  const proof = { action: 'confirm', name: officer.name, password, code, source } as const;
  return prove(services, proof, async (writes) => {
    await writes.noteSession(session.sessionId, { confirmedAt: services.now() });
    return { ok: true, value: null };
  });
}

/**
 * Changes the officer's own password, ends all their sessions and begins one again. Refusals: `bad-request` for a
 * password against the rules or used before, and as for `confirm`.
 */
export async function changePassword(
  services: SignInServices,
  { officer }: OpenSession,
  { old, new: password }: PasswordChange,
  source: string,
): Promise<Outcome<BegunSession>> {
  const wrong = wrongPassword(password, officer.name);
  if (wrong !== null) return refused({ kind: 'bad-request', message: wrong });
  const proof = { action: 'change-password', name: officer.name, password: old, code: null, source } as const;
  const judged = await judge(services, proof);
  if (!judged.ok) return judged;
  // The slow look at earlier passwords is for who has proved the present one.
  const used = judged.value.isRight ? await usedBefore(officer, password) : null;
  if (used !== null) {
    await services.store.transaction((writes) => takeTryBack(writes, tryKeysOf(proof)));
    return refused({ kind: 'bad-request', message: used });
  }
  const passwordHash = judged.value.isRight ? await hashOfPassword(password) : '';
  return settle(services, { proof, judged: judged.value }, async (writes, current) => {
    const changed: OfficerRow = {
      ...current,
      passwordHash,
      passwordHistory: [current.passwordHash, ...current.passwordHistory].slice(
        0,
        OFFICE_POLICY.passwordHistory - 1,
      ),
      passwordChangedAt: services.now(),
      mustChangePassword: false,
    };
    await writes.putOfficer(changed);
    await writes.dropSessionsOf(officer.name, null);
    return { ok: true, value: await beginSession(writes, services, { officer: changed, source }) };
  });
}

async function usedBefore(officer: OfficerRow, password: string): Promise<string | null> {
  const hashes = [officer.passwordHash, ...officer.passwordHistory].slice(0, OFFICE_POLICY.passwordHistory);
  if (!(await isOneOf(password, hashes))) return null;
  return `不能与最近 ${OFFICE_POLICY.passwordHistory} 次的密码相同 the password is one of the last ${OFFICE_POLICY.passwordHistory}`;
}
