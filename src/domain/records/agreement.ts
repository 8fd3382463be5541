import { dateOfMinute, plusDays, type WallDate } from '../base/wall-time.ts';
import type { AgreementPackage, DissolveReason, Insurance } from '../journal/agreement-body.ts';
import type { GivenBody, JournalBody } from '../journal/entry-body.ts';

/** `dissolved`: it ended before its time (解约). `taken-back`: it was recorded by mistake. */
type AgreementStatus = 'signed' | 'dissolved' | 'taken-back';

/** A family doctor agreement (家庭医生签约协议, guide 8.4). */
export interface AgreementState {
  readonly kind: 'agreement';
  readonly status: AgreementStatus;
  readonly siteId: string;
  readonly cardRef: string;
  readonly person: GivenBody['person'];
  readonly itemId: string;
  /** 协议编号 */
  readonly number: string;
  readonly team: string;
  readonly package: AgreementPackage;
  /** True if a personal package stands beside it. */
  readonly personal: boolean;
  readonly insurance: Insurance;
  /** The 个人自付 that the centre advances; null if nothing is waived, or if nobody knows how much. */
  readonly waivedFen: number | null;
  readonly from: WallDate;
  /** The last day. */
  readonly until: WallDate;
  /** The first day on which it is not in force any more; null if it was not dissolved. */
  readonly dissolvedOn: WallDate | null;
  readonly reason: DissolveReason | null;
  readonly listTotalFen: null;
  readonly totalFen: 0;
  readonly returnedFen: 0;
}

/** Null for an opening of another kind, which says nothing of an agreement. */
export function openedAgreement({
  siteId,
  body,
}: {
  readonly siteId: string;
  readonly body: GivenBody;
}): AgreementState | null {
  if (body.kind !== 'agreement-signed') return null;
  const { cardRef, person, itemId, start, number, team, personal, insurance, waivedFen, until } = body;
  return {
    ...{ kind: 'agreement', status: 'signed', siteId, cardRef, person, itemId, number, team },
    ...{ package: body.package, personal, insurance, waivedFen, from: dateOfMinute(start), until },
    ...{ dissolvedOn: null, reason: null, listTotalFen: null, totalFen: 0, returnedFen: 0 },
  };
}

/** The state after a step; null if the step does not fit. */
export function agreementAfter(
  state: AgreementState,
  body: JournalBody | { readonly kind: 'newer' },
): AgreementState | null {
  if (body.kind !== 'agreement-dissolved' || !mayDissolve(state, body.on)) return null;
  return { ...state, status: 'dissolved', dissolvedOn: body.on, reason: body.reason };
}

/** An agreement is dissolved before its end, also before its first day. */
export function mayDissolve({ status, until }: AgreementState, on: WallDate): boolean {
  return status === 'signed' && on <= until;
}

/** In the last 30 days the next agreement may be signed. */
const RENEWAL_DAYS = 30;

/** The first day on which the agreement after this one may be signed. */
export function renewableFrom({ until }: Pick<AgreementState, 'until'>): WallDate {
  return plusDays(until, -RENEWAL_DAYS);
}

/** The last first day of an agreement that is signed today: the day after the end of one that may be renewed. */
export function latestFirstDay(today: WallDate): WallDate {
  return plusDays(today, RENEWAL_DAYS + 1);
}

/** What an agreement is on a day. `before`: its first day is still to come. `soon`: it ends within 30 days. */
export type AgreementPhase = 'before' | 'in-force' | 'soon' | 'over' | 'dissolved' | 'taken-back';

export function phaseOn(state: AgreementState, date: WallDate): AgreementPhase {
  if (state.status !== 'signed') return state.status;
  if (date < state.from) return 'before';
  if (date > state.until) return 'over';
  return date >= renewableFrom(state) ? 'soon' : 'in-force';
}
