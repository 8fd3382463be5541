import type { ConfirmRequest, PasswordChange, SignInRequest } from '../../protocol/wire-office.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { OfficerRow } from '../storage/office-store.ts';
import type { DistrictWrites } from '../storage/store.ts';
import { appendAudit } from './audit.ts';
import { hashOfPassword, isOneOf, isPasswordOf, wrongPassword } from './passwords.ts';
import { OFFICE_POLICY } from './policy.ts';
import { type BegunSession, beginSession, type OpenSession } from './sessions.ts';
import { hashOfToken } from './token-hash.ts';
import { withCodeUsed } from './totp.ts';
import { countTry, forgetTries, takeTryBack, tryKeysOf } from './tries.ts';

type SignInServices = Pick<Services, 'store' | 'secrets' | 'now' | 'log'>;

/** What an officer shows, and for what. */
interface Proof {
  readonly action: 'sign-in' | 'confirm' | 'change-password';
  readonly name: string;
  readonly password: string;
  /** Absent where none was typed; null where none is asked for. */
  readonly code?: string | null | undefined;
  readonly source: string;
}

/** One word for a wrong name, a wrong password and a wrong code. */
const UNAUTHORIZED = { kind: 'unauthorized', message: 'wrong name, password or code' } as const;

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

/** Proves the password within a session, for what is grave. Refusals as for `signIn`. */
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
 * Changes the officer's own password, ends all their sessions and begins one anew. Refusals: `bad-request` for a password
 * against the rules or used before, and as for `signIn`.
 */
export async function changePassword(
  services: SignInServices,
  { officer }: OpenSession,
  { old, new: password }: PasswordChange,
  source: string,
): Promise<Outcome<BegunSession>> {
  const wrong = wrongPassword(password, officer.name) ?? (await usedBefore(officer, password));
  if (wrong !== null) return refused({ kind: 'bad-request', message: wrong });
  const passwordHash = await hashOfPassword(password);
  const proof = { action: 'change-password', name: officer.name, password: old, code: null, source } as const;
  return prove(services, proof, async (writes, current) => {
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

/** Counts the try, judges it, and does `work` in the commit that spends the code. */
async function prove<T>(
  services: SignInServices,
  proof: Proof,
  work: (writes: DistrictWrites, officer: OfficerRow) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const { store, now } = services;
  const keys = tryKeysOf(proof);
  const counted = await store.transaction((writes) => countTry(writes, keys, now()));
  if (!counted.ok) return counted;
  const known = await store.read((reads) => reads.officer(proof.name));
  const isRight = await isPasswordOf(proof.password, known?.passwordHash ?? null);
  return store.transaction(async (writes) => {
    await writes.lockOfficers();
    const officer = await writes.officer(proof.name);
    const isSame = officer !== null && officer.passwordHash === known?.passwordHash && !officer.isLocked;
    if (!isRight || !isSame) return refuseTry(writes, services, { proof, officer, shut: counted.value });
    if (officer.totpSecret !== null && proof.code === undefined) {
      await takeTryBack(writes, keys);
      return refused({ kind: 'totp-needed', message: 'a code of the second factor is needed' });
    }
    const used = proof.code === null ? officer : withCodeUsed(officer, proof.code ?? '', now());
    if (used === null) return refuseTry(writes, services, { proof, officer, shut: counted.value });
    if (used !== officer) await writes.putOfficer(used);
    await forgetTries(writes, keys);
    const outcome = await work(writes, used);
    await appendAudit(writes, { ...factOf(services, proof, officer), detail: `done from ${proof.source}` });
    return outcome;
  });
}

/** Who mistypes may type a password for a name: a name that nobody has is not written down. */
function factOf({ now }: Pick<Services, 'now'>, { action }: Proof, officer: OfficerRow | null) {
  return { atMs: now(), officer: officer?.name ?? '', role: officer?.role ?? '', action, subject: '' };
}

async function refuseTry(
  writes: DistrictWrites,
  services: SignInServices,
  {
    proof,
    officer,
    shut,
  }: { readonly proof: Proof; readonly officer: OfficerRow | null; readonly shut: readonly string[] },
): Promise<Outcome<never>> {
  const fact = factOf(services, proof, officer);
  await appendAudit(writes, { ...fact, detail: `refused from ${proof.source}` });
  const minutes = OFFICE_POLICY.lockMs / 60_000;
  for (const key of shut) {
    const subject = key.startsWith('source ') ? proof.source : (officer?.name ?? '');
    await appendAudit(writes, { ...fact, action: 'locked-out', subject, detail: `for ${minutes} minutes` });
    services.log({ kind: 'office-locked-out', source: proof.source });
  }
  return refused(UNAUTHORIZED);
}
