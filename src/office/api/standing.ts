import { create } from 'zustand';
import type { SignedInOfficer } from '../../protocol/wire-office.ts';

/** Only for this tab, and gone when it is closed. */
const TOKEN_KEY = 'office-token';

/**
 * Who works here. `token`: a district from before the sign-in, or a demo, that is asked with the office's token.
 * `first`: the one-time link of the first administrator was opened.
 */
export type Standing =
  | { readonly kind: 'asking' }
  | { readonly kind: 'signed-in'; readonly officer: SignedInOfficer }
  | { readonly kind: 'token'; readonly token: string }
  /** `hasSessions`: the district has a sign-in; without it, it wants the office's token. */
  | { readonly kind: 'signed-out'; readonly hasSessions: boolean }
  | { readonly kind: 'first'; readonly token: string }
  | { readonly kind: 'no-line' };

interface StandingState {
  readonly standing: Standing;
}

export const useStanding = create<StandingState>()(() => ({ standing: { kind: 'asking' } }));

export function setStanding(standing: Standing): void {
  if (standing.kind === 'token') keep(standing.token);
  if (standing.kind === 'signed-out') keep(null);
  useStanding.setState({ standing });
}

export function bearerOf(): string | null {
  const { standing } = useStanding.getState();
  return standing.kind === 'token' ? standing.token : null;
}

/** The district does not know this officer any more: the session is over, or the token is wrong. */
export function signedOut(): void {
  const { standing } = useStanding.getState();
  if (standing.kind === 'signed-in') setStanding({ kind: 'signed-out', hasSessions: true });
  if (standing.kind === 'token') setStanding({ kind: 'signed-out', hasSessions: false });
}

export function keptToken(): string | null {
  try {
    return sessionStorage.getItem(TOKEN_KEY);
  } catch {
    return null;
  }
}

function keep(token: string | null): void {
  try {
    if (token === null) sessionStorage.removeItem(TOKEN_KEY);
    else sessionStorage.setItem(TOKEN_KEY, token);
  } catch {
    // A browser that keeps nothing asks again after a reload.
  }
}
