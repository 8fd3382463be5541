import type { RevocationProof } from '../domain/trust/revocation.ts';
import type { WireErrorKind } from '../protocol/wire.ts';

/** Why the district did not do what a kiosk asked; the message is for a technician's log. */
export interface Refusal {
  readonly kind: WireErrorKind;
  readonly message: string;
  /** The journal entry that it is about. */
  readonly seq?: number;
  /** The epoch of the district, with `fork`. */
  readonly epoch?: string;
  /** With `fork`: the last entry of the batch, in quarantine. */
  readonly taken?: { readonly seq: number; readonly hash: string };
  /** With `fork`: the kiosk said that somebody has cut or changed its journal. */
  readonly unfit?: true;
  /** With `device-revoked`. */
  readonly proof?: RevocationProof;
  /** When to try again. */
  readonly retryAfterS?: number;
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

export function refused(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal };
}
