import { MINUTE_MS } from '../../domain/base/duration.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { OfficerRow } from '../storage/office-store.ts';
import type { DistrictWrites } from '../storage/store.ts';
import { appendAudit } from './audit.ts';
import { isPasswordOf } from './passwords.ts';
import { OFFICE_POLICY } from './policy.ts';
import { withCodeUsed } from './totp.ts';
import { countTry, forgetTries, takeTryBack, tryKeysOf } from './tries.ts';

export type SignInServices = Pick<Services, 'store' | 'secrets' | 'now' | 'log'>;

/** What an officer shows, and for what. */
interface Proof {
  readonly action: 'sign-in' | 'confirm' | 'change-password';
  readonly name: string;
  readonly password: string;
  /** Absent if none was typed; null if none is asked for. */
  readonly code?: string | null | undefined;
  readonly source: string;
}

/** One word for a wrong name, a wrong password and a wrong code. */
const UNAUTHORIZED = { kind: 'unauthorized', message: 'wrong name, password or code' } as const;
/** The session goes on: a window must not take a mistyped password for its end. */
export const WRONG_PASSWORD = { kind: 'wrong-password', message: 'wrong password or code' } as const;

type Work<T> = (writes: DistrictWrites, officer: OfficerRow) => Promise<Outcome<T>>;

/** Counts the try, judges it, and does `work` if it is right. Refusals as `signIn` has them. */
export async function prove<T>(services: SignInServices, proof: Proof, work: Work<T>): Promise<Outcome<T>> {
  const judged = await judge(services, proof);
  return judged.ok ? settle(services, { proof, judged: judged.value }, work) : judged;
}

interface Judged {
  readonly isRight: boolean;
  /** The officer as they were; null for a name that nobody has. */
  readonly passwordHash: string | null;
  /** The names and sources that are shut out if this try is wrong. */
  readonly shut: readonly string[];
}

/** Counts the try, and then looks at the password. */
export async function judge({ store, now }: SignInServices, proof: Proof): Promise<Outcome<Judged>> {
  const counted = await store.transaction((writes) => countTry(writes, tryKeysOf(proof), now()));
  if (!counted.ok) return counted;
  const known = await store.read((reads) => reads.officer(proof.name));
  const passwordHash = known?.passwordHash ?? null;
  const isRight = await isPasswordOf(proof.password, passwordHash);
  return { ok: true, value: { isRight, passwordHash, shut: counted.value } };
}

/** Does `work` in the commit that spends the code. */
export async function settle<T>(
  services: SignInServices,
  { proof, judged }: { readonly proof: Proof; readonly judged: Judged },
  work: Work<T>,
): Promise<Outcome<T>> {
  const { store, now } = services;
  const { shut } = judged;
  const keys = tryKeysOf(proof);
  return store.transaction(async (writes) => {
    await writes.lockOfficers();
    const officer = await writes.officer(proof.name);
    const isSame = officer !== null && officer.passwordHash === judged.passwordHash && !officer.isLocked;
    if (!judged.isRight || !isSame) return refuseTry(writes, services, { proof, officer, shut });
    if (officer.totpSecret !== null && proof.code === undefined) {
      await takeTryBack(writes, keys);
      return refused({ kind: 'totp-needed', message: 'a code of the second factor is needed' });
    }
    const used = proof.code === null ? officer : withCodeUsed(officer, proof.code ?? '', now());
    if (used === null) return refuseTry(writes, services, { proof, officer, shut });
    if (used !== officer) await writes.putOfficer(used);
    await forgetTries(writes, keys);
    const outcome = await work(writes, used);
    await appendAudit(writes, { ...factOf(services, proof, officer), detail: `done from ${proof.source}` });
    return outcome;
  });
}

/** A name that no officer has is not written down: somebody may have typed the password into the field of the name. */
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
  const minutes = OFFICE_POLICY.lockOutMs / MINUTE_MS;
  for (const key of shut) {
    const subject = key.startsWith('source ') ? proof.source : (officer?.name ?? '');
    await appendAudit(writes, { ...fact, action: 'locked-out', subject, detail: `for ${minutes} minutes` });
    services.log({ kind: 'office-locked-out', source: proof.source });
  }
  return refused(proof.action === 'sign-in' ? UNAUTHORIZED : WRONG_PASSWORD);
}
