import type { SignedText } from '../../domain/trust/signed-text.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import type { SignedListReply } from '../../protocol/wire.ts';
import type { CachedDenials, DenialsOffer } from '../check/cached-denials.ts';
import type { CachedKeys, KeysOffer } from '../check/cached-keys.ts';
import type { DistrictPort, LineResult, StaffLine, StaffPulled } from '../ports.ts';

export interface PullListsPorts {
  readonly keys: Pick<CachedKeys, 'serial' | 'offer'>;
  readonly denied: Pick<CachedDenials, 'serial' | 'offer'>;
  readonly district: Pick<DistrictPort, 'keys' | 'denied'>;
}

type ListOutcome<Offer> =
  | Offer
  | { readonly kind: 'current' }
  | { readonly kind: 'fault'; readonly fault: LineFault };

export type KeysOutcome = ListOutcome<KeysOffer>;
export type DenialsOutcome = ListOutcome<DenialsOffer>;

/** Takes a newer list of the district's keys; everything else that the district signs is checked by them. */
export async function pullKeys({ district, keys }: PullListsPorts): Promise<KeysOutcome> {
  return outcomeOf(await district.keys(keys.serial()), keys.offer);
}

/** Takes a newer list of denied cards. */
export async function pullDenied({ district, denied }: PullListsPorts): Promise<DenialsOutcome> {
  return outcomeOf(await district.denied(denied.serial()), denied.offer);
}

async function outcomeOf<Offer>(
  reply: LineResult<SignedListReply>,
  offer: (signed: SignedText) => Promise<Offer>,
): Promise<ListOutcome<Offer>> {
  if (!reply.ok) return { kind: 'fault', fault: reply.fault };
  return reply.value.signed === null ? { kind: 'current' } : offer(reply.value.signed);
}

export type StaffOutcome = StaffPulled | { readonly kind: 'fault'; readonly fault: LineFault };

/** Has the host send the PINs that were changed here, and take the list of who may work at the desks. */
export async function pullStaff(line: StaffLine): Promise<StaffOutcome> {
  const reply = await line.pull();
  return reply.ok ? reply.value : { kind: 'fault', fault: reply.fault };
}
