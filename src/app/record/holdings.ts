import { type Turns, turns } from '../../domain/base/turns.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import type { Holdings } from '../../domain/shared/holdings.ts';
import type { CourtHoldings } from '../../domain/shared/lease.ts';
import { mergedStretches, type PublicStretch } from '../../domain/shared/public-stretch.ts';
import type { CardRight } from '../../domain/shared/right.ts';
import type { Cursor } from '../../protocol/wire.ts';
import type {
  LeaseReply,
  LeaseRequest,
  RightClaim,
  RightReply,
  RightsPage,
} from '../../protocol/wire-limits.ts';
import type { StretchReply, StretchRequest } from '../../protocol/wire-stretches.ts';
import type { LineResult, StoreFault, UsesPort } from '../ports.ts';
import type { Patience } from '../sync/patience.ts';

/** The courts that this kiosk may give, as it last settled them with the district. */
export interface KioskCourts extends CourtHoldings {
  /** The journal that they were leased to: another one starts with none. */
  readonly journalId: string;
  /** From the district's last reply; null before the first one. */
  readonly epoch: string | null;
  /** `serial` of that reply. */
  readonly seen: number;
  /** Public stretches that this kiosk has recorded and the district may not have yet. They are in `taken` as well. */
  readonly ownTaken?: readonly OwnStretch[];
}

export interface OwnStretch {
  /** The last number of the journal when the district was asked. */
  readonly afterSeq: number;
  readonly stretch: PublicStretch;
}

/** Keeps over a restart what the district gave. The answers are null if nothing is kept. */
export interface HoldingsPort {
  courts(): Promise<KioskCourts | null>;
  /** On disk when it answers. */
  putCourts(courts: KioskCourts): Promise<StoreFault | null>;
  rightsOf(cardRef: string): Promise<readonly CardRight[]>;
  /** Where the next pull of rights goes on; null before the first one. */
  rightsCursor(): Promise<Cursor | null>;
  /** Later ones win; `anew` forgets all that was there. A null cursor leaves the one that is kept. */
  putRights(
    rights: readonly CardRight[],
    mark: { readonly cursor: Cursor | null; readonly anew: boolean },
  ): Promise<StoreFault | null>;
}

/** What is asked of the district about limits that several kiosks share; every answer may be a fault. */
export interface HoldingsLine {
  /** Null if the district is of a release before resources. Such a district is asked for `leases`. */
  stretches(request: StretchRequest): Promise<LineResult<StretchReply | null>>;
  leases(request: LeaseRequest): Promise<LineResult<LeaseReply>>;
  rights(cursor: Cursor | null): Promise<LineResult<RightsPage>>;
  claimRight(claim: RightClaim): Promise<LineResult<RightReply>>;
}

/** What this kiosk may give of the shared limits. There is one in a window, and one window a profile. */
export interface KioskHoldings {
  courts(): KioskCourts;
  replaceCourts(courts: KioskCourts): Promise<StoreFault | null>;
  /** For a decision about a card: what is known of the rights of its holder's cards, those of the card itself first. */
  forCard(cardRef: string, ofHolder?: readonly string[]): Promise<Holdings>;
  readonly rights: Pick<HoldingsPort, 'rightsCursor' | 'putRights'>;
  /**
   * Runs one work after the other: a court is given away, or given back, never both. Resolves as the work does.
   */
  readonly exclusively: Turns;
  /** The same for whole exchanges with the district: an older answer never comes after a newer one. */
  readonly settling: Turns;
}

/**
 * Reads what is kept. Leases of another journal are not taken over. If nothing is kept, `ownStretches` is asked, since the
 * journal too says what the venue has given to the public.
 */
export async function openHoldings(
  port: HoldingsPort,
  journalId: string,
  ownStretches: () => Promise<readonly OwnStretch[]>,
): Promise<KioskHoldings> {
  const kept = await port.courts();
  let held = kept?.journalId === journalId ? kept : startingWith(journalId, await ownStretches());
  return {
    courts: () => held,
    async replaceCourts(courts) {
      const fault = await port.putCourts(courts);
      if (fault === null) held = courts;
      return fault;
    },
    async forCard(cardRef, ofHolder = [cardRef]) {
      const others = ofHolder.filter((one) => one !== cardRef);
      const [own = [], ...rest] = await Promise.all([cardRef, ...others].map((one) => port.rightsOf(one)));
      // The district keeps those of one holder alike. Until it has told so, what is used counts first.
      const used = rest.flat().toSorted((one, other) => Number(other.used) - Number(one.used));
      return { courts: held, rights: [...own, ...used] };
    },
    rights: port,
    exclusively: turns(),
    settling: turns(),
  };
}

function startingWith(journalId: string, ownTaken: readonly OwnStretch[]): KioskCourts {
  const courts = { journalId, epoch: null, seen: 0, leases: [], elsewhere: [] };
  if (ownTaken.length === 0) return courts;
  return { ...courts, ownTaken, taken: mergedStretches([ownTaken.map(({ stretch }) => stretch)]) };
}

/** What a kiosk needs to share limits with others: courts of a slot, rights at one of several sites. */
export interface SharedLimits {
  readonly holdings: KioskHoldings;
  readonly uses: Pick<UsesPort, 'countersFor'>;
  readonly district: HoldingsLine;
  /** How long a clerk waits for the district. */
  readonly patience: Patience;
  /** Tells on which resource each item is booked. */
  readonly catalogue: { current(): Catalogue | null };
  /** The desk that this kiosk is; null before it was chosen. */
  readonly siteId: () => string | null;
}
