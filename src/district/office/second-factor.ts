import type { z } from 'zod';
import type { TotpOffer } from '../../protocol/wire-office.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import { WRONG_PASSWORD } from './proof.ts';
import type { OpenSession } from './sessions.ts';
import { hashOfRecovery, newRecoveryCodes, newSecret, stepOfCode } from './totp.ts';

type Offer = z.infer<typeof TotpOffer>;

/** Makes a second factor, which counts once a code of it was seen. One that is in force stays so until then. */
export async function offerTotp(
  { store }: Pick<Services, 'store'>,
  { officer }: OpenSession,
): Promise<Offer> {
  const { uri, base32 } = newSecret(officer.name);
  const recoveryCodes = newRecoveryCodes();
  await store.transaction(async (writes) => {
    await writes.lockOfficers();
    const current = (await writes.officer(officer.name)) ?? officer;
    const totpOffered = { secret: base32, recoveryHashes: recoveryCodes.map(hashOfRecovery) };
    await writes.putOfficer({ ...current, totpOffered });
  });
  return { secretUri: uri, recoveryCodes: [...recoveryCodes] };
}

/** Refusals: `bad-request` if none was begun, `wrong-password` for a wrong code. */
export async function takeTotp(
  { store, now }: Pick<Services, 'store' | 'now'>,
  { officer }: OpenSession,
  code: string,
): Promise<Outcome<null>> {
  return store.transaction(async (writes) => {
    await writes.lockOfficers();
    const current = await writes.officer(officer.name);
    if (current === null || current.totpOffered === null) {
      return refused({ kind: 'bad-request', message: 'no second factor is offered' });
    }
    const { secret, recoveryHashes } = current.totpOffered;
    const totpStep = stepOfCode(secret, code, now());
    if (totpStep === null) return refused(WRONG_PASSWORD);
    await writes.putOfficer({ ...current, totpSecret: secret, totpOffered: null, totpStep, recoveryHashes });
    return { ok: true, value: null };
  });
}
