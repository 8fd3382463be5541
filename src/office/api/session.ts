import { SessionReply, TotpOffer } from '../../protocol/wire-office.ts';
import { call, Nothing } from './call.ts';
import { OfficeFault } from './fault.ts';
import type { Given } from './fragment.ts';
import { keptToken, setStanding } from './standing.ts';

/** Finds out who works here, and whether the district has a sign-in at all. */
export async function findStanding(given: Given): Promise<void> {
  if (given.kind === 'first') return setStanding({ kind: 'first', token: given.token });
  const token = given.kind === 'token' ? given.token : keptToken();
  if (token !== null) return setStanding({ kind: 'token', token });
  try {
    if (given.kind === 'account') return await signIn({ name: given.name, password: given.password });
    const { officer } = await call({ path: 'session', reply: SessionReply });
    setStanding({ kind: 'signed-in', officer });
  } catch (thrown) {
    if (!(thrown instanceof OfficeFault) || thrown.kind === 'no-line' || thrown.status >= 500) {
      return setStanding({ kind: 'no-line' });
    }
    // A district from before the sign-in has no such route.
    setStanding({ kind: 'signed-out', hasSessions: thrown.status !== 404 });
  }
}

export async function signIn(given: {
  readonly name: string;
  readonly password: string;
  readonly code?: string;
}): Promise<void> {
  const { officer } = await call({ method: 'POST', path: 'session', body: given, reply: SessionReply });
  setStanding({ kind: 'signed-in', officer });
}

export async function signInFirst(given: {
  readonly token: string;
  readonly name: string;
  readonly password: string;
}): Promise<void> {
  const { officer } = await call({ method: 'POST', path: 'first', body: given, reply: SessionReply });
  setStanding({ kind: 'signed-in', officer });
}

export async function signOut(hasSessions: boolean): Promise<void> {
  if (hasSessions) await call({ method: 'DELETE', path: 'session', reply: Nothing });
  setStanding({ kind: 'signed-out', hasSessions });
}

export async function confirmPassword(given: {
  readonly password: string;
  readonly code?: string;
}): Promise<void> {
  await call({ method: 'POST', path: 'session/confirm', body: given, reply: Nothing });
}

export async function changePassword(given: { readonly old: string; readonly new: string }): Promise<void> {
  await call({ method: 'POST', path: 'session/password', body: given, reply: Nothing });
  await refreshOfficer();
}

export async function beginTotp() {
  return call({ method: 'POST', path: 'session/totp', body: {}, reply: TotpOffer });
}

export async function finishTotp(code: string): Promise<void> {
  await call({ method: 'POST', path: 'session/totp/confirm', body: { code }, reply: Nothing });
  await refreshOfficer();
}

async function refreshOfficer(): Promise<void> {
  const { officer } = await call({ path: 'session', reply: SessionReply });
  setStanding({ kind: 'signed-in', officer });
}
