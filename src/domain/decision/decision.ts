import type { Fen } from '../base/money.ts';
import type { Text } from '../base/text.ts';
import type { Instant, WallDate, WallMinute } from '../base/wall-time.ts';
import type { CardLookup } from '../card/card-record.ts';
import type { CardRef } from '../card/card-ref.ts';
import type { Party, Person } from '../card/family.ts';
import type { Unit } from '../catalogue/unit.ts';
import type { AgreementPackage, Insurance } from '../journal/agreement-body.ts';
import type { PresentRecord } from '../records/present-records.ts';
import type { WorkflowKind } from '../workflow/workflow-kind.ts';

/** 可享优惠, 不可享, 请核对, 仅供参考. */
export type Verdict = 'yes' | 'no' | 'ask' | 'info';

/** Why a card as a whole is refused or asked about: one set, each with its own words and next step. */
export type CardReason =
  | 'expired'
  | 'not-yet-valid'
  | 'suspended'
  | 'lost'
  | 'revoked'
  | 'replaced'
  | 'unknown-fresh'
  /** Signed by the district, and no longer on the roster. */
  | 'unlisted'
  | 'unknown-stale';

/** Why one item is refused. */
export type ItemReason =
  | 'card-refused'
  | 'person-not-eligible'
  | 'person-not-on-record'
  | 'no-price-now'
  | 'not-in-force'
  /** Outside the opening hours that the office has entered. */
  | 'closed'
  | 'quota-used'
  | 'other-of-set-used'
  | 'slot-full'
  /** Other kiosks hold the courts of the slot, or this one has not been given any. */
  | 'court-not-held'
  /** A family doctor agreement is in force or signed for then. */
  | 'agreement-running'
  /** The holder chose another site for this right. */
  | 'right-elsewhere'
  | 'too-long'
  /** A start or a length that the venue does not book. */
  | 'off-grid'
  /** A pass begins today or on a later day, and nothing begins or is booked in the far future. */
  | 'start-out-of-range'
  | 'quantity-out-of-range'
  /** The venue's own card number is not typed, and its range gives none. */
  | 'number-needed'
  /** The roster is more than 30 days old and the benefit is not a low-value one. */
  | 'data-too-old'
  /** The card is known by its signed QR alone and the benefit is not a low-value one. */
  | 'signed-only';

/** What the clerk must find out or confirm before the item may be recorded. */
export type ItemAsk =
  | 'list-price'
  | 'minutes'
  | 'longer-than-usual'
  | 'more-than-on-record'
  | 'check-identity'
  /** The same, because the card is known by its signed QR alone. */
  | 'signed-only'
  /** A right that several sites give is to be claimed at the district before it is used. */
  | 'claim-right'
  /** This kiosk has recorded the court or room for some of the time. */
  | 'time-taken'
  | 'court-unheld'
  /** No kiosk leases courts of that day yet. If the district does not answer, the court is only requested. */
  | 'court-later'
  /** The time to be booked has ended already. */
  | 'time-over'
  /** The journal holds entries of a newer release, which may have used it up. */
  | 'newer-entries'
  /** The card ends before the day that is booked. */
  | 'card-ends-before'
  /** The person holds such a pass already. */
  | 'holds-pass'
  /** Not insured, or insured elsewhere. */
  | 'check-insurance'
  /** This kiosk knows a matter of the hall under that 办件编号, or a pass under that card number. */
  | 'number-held'
  /** Family comes without the holder, who must be there with the card (5.6.2.1). */
  | 'holder-absent'
  /** The card's tickets of today and these are more than the people on its record. */
  | 'bought-today'
  | 'unknown-rule'
  /** The catalogue says of the item, its site or its days what this version does not know. */
  | 'unknown-part';

/** A reason or a question in words: what is so, and what to do next, in one line. */
export interface Explanation<Kind extends string> {
  readonly kind: Kind;
  readonly text: Text;
  /** For `no-price-now`: the next minute that has a price. */
  readonly nextStart?: WallMinute;
  /** For `court-not-held`: since when its holder was not heard, if a clerk with a line may take the court over. */
  readonly silentSince?: Instant;
}

/** One step of a price: a stretch within one band, at one rate. */
export interface PriceLine {
  /** The band in words, for example 周一至周五 16:00–23:00. */
  readonly band: Text;
  /** How the amount came about: minutes or quantity, rate and rounding, in words. */
  readonly explanation: Text;
  readonly unit: Unit;
  /** Minutes of this stretch; null for a price that is not by the hour. */
  readonly minutes: number | null;
  readonly quantity: number;
  readonly unitListFen: Fen;
  readonly unitCardFen: Fen;
  readonly listFen: Fen;
  readonly cardFen: Fen;
  /** 五折, 八折, 固定价, 免费 */
  readonly rate: Text;
  readonly ruleId: string;
  readonly clause: string;
}

export interface Price {
  readonly totalFen: Fen;
  readonly listTotalFen: Fen;
  readonly savedFen: Fen;
  /** True if the answer rests on a holiday calendar without a State Council notice. */
  readonly provisional: boolean;
  readonly lines: readonly PriceLine[];
}

/** The details of an item, by the kind of time that it takes. */
export type ItemDetails =
  /** It has no duration. `party` is who comes, if the clerk said it by kind. */
  | { readonly kind: 'at-once'; readonly party?: Party }
  /** A matter of the service hall. `number` is its 办件编号; null if it is not known. */
  | { readonly kind: 'matter'; readonly number: string | null }
  /** What a desk follows; `workdays` are promised from its opening. */
  | { readonly kind: 'errand'; readonly workdays: number | null }
  /**
   * A family doctor agreement. `lacks` says what the clerk still has to enter; null for nothing. `waivedFen` is the share
   * (个人自付) that the centre advances; null if nothing is waived, or if nobody knows how much.
   */
  | ({
      readonly kind: 'agreement';
      readonly from: WallDate;
      readonly until: WallDate;
      readonly package: AgreementPackage;
      readonly waivedFen: Fen | null;
      readonly lacks: Text | null;
    } & AgreementChoice)
  /** It is valid from the first to the last of these days; `until` is null for what has no end. */
  | {
      readonly kind: 'lasting';
      readonly from: WallDate;
      readonly until: WallDate | null;
      /** The venue's own card number; null for none. */
      readonly number: string | null;
    }
  /** A time that the clerk says. `grid`: minutes of one step of the start and of the length. */
  | ({ readonly kind: 'booked'; readonly minutes: number; readonly grid: number } & CourtDetails)
  | ({ readonly kind: 'in-slot'; readonly minutes: number } & CourtDetails);

interface CourtDetails {
  /** The courts that are given, by number; empty if none is left, or where courts are not counted. */
  readonly courts: readonly number[];
  /** The courts that this desk may still give then, by number: what there is to choose from. */
  readonly courtsFree: readonly number[];
}

/** The price of a unit from the next band on; null for none. */
export interface PriceChange {
  readonly at: WallMinute;
  readonly listFen: Fen | null;
  readonly cardFen: Fen | null;
}

interface ItemDecisionBase {
  readonly itemId: string;
  readonly name: Text;
  readonly workflow: WorkflowKind;
  readonly unit: Unit;
  /** Clause of the service guide in its own numbering, for example 5.6. */
  readonly clause: string;
  /** The words of the guide that give the benefit, short enough to read aloud. */
  readonly basis: Text;
  /** The rule that decided; the item's id where no single rule did. */
  readonly ruleId: string;
  readonly eligible: readonly Person[];
  /** What was decided: the choices that every kind has. Those of some kinds only are in the details. */
  readonly choice: ChoiceBase;
  /** The highest number that may be counted without a question; 1 if nothing is counted. */
  readonly quantityMax: number;
  readonly details: ItemDetails;
  /** When another price begins today; absent if none does. */
  readonly priceChange?: PriceChange;
  /** Steps the clerk follows, hints, phone numbers: in the order of the guide. */
  readonly steps: readonly Text[];
}

export type ItemDecision =
  | (ItemDecisionBase & { readonly kind: 'yes'; readonly price: Price })
  | (ItemDecisionBase & {
      readonly kind: 'ask';
      readonly asks: readonly Explanation<ItemAsk>[];
      /** Null until the answers give one. */
      readonly price: Price | null;
    })
  | (ItemDecisionBase & { readonly kind: 'no'; readonly reason: Explanation<ItemReason> })
  | (ItemDecisionBase & { readonly kind: 'info' });

/** What `decide` says of one card at one desk at one time. The screen and the journal both read this. */
export interface Decision {
  readonly verdict: Verdict;
  /** Set if the card as a whole is refused or asked about. */
  readonly cardReason: Explanation<CardReason> | null;
  readonly lookup: CardLookup;
  readonly siteId: string;
  readonly at: Instant;
  readonly date: WallDate;
  /** 工作日, 周末, 节假日, 调休上班, with the holiday's name. */
  readonly day: { readonly text: Text; readonly provisional: boolean };
  readonly catalogueVersion: number;
  /** The time since the roster was last brought up to date; null if it never was. */
  readonly dataAgeMs: number | null;
  readonly items: readonly ItemDecision[];
  /** What the card did here today and holds here, as far as this kiosk knows; empty for a refused card. */
  readonly story: readonly StoryLine[];
  /** Set if the card stands and this desk gives nothing at this time. */
  readonly closed: ClosedDesk | null;
}

/** One thing that was recorded for the card. */
export interface StoryLine {
  readonly kind: 'holds' | 'booked' | 'requested' | 'done';
  /** The `seq` of the entry that recorded it; null for what another kiosk recorded. */
  readonly seq: number | null;
  /** The record that it is about; null if it is about none. */
  readonly recordId: string | null;
  readonly itemId: string;
  readonly text: Text;
}

/** A desk that is closed now. `opensAt` is null if it does not open within a month. */
export interface ClosedDesk {
  readonly opensAt: WallMinute | null;
  readonly text: Text;
}

/** What is chosen for an item of any kind. */
export interface ChoiceBase {
  readonly person: Person;
  readonly quantity: number;
  /**
   * For an item that is booked by time: the next start of the venue's grid that has a price today, if nobody says
   * another.
   */
  readonly start: WallMinute;
  /** List price per unit where the guide leaves it to the venue; null if not known yet. */
  readonly listFen: Fen | null;
}

interface TimedChoice extends ChoiceBase {
  readonly minutes: number;
  /** The court that is wanted, by number; the first free one where it is null or taken. */
  readonly court: number | null;
}

/** What is chosen for a family doctor agreement; null for what the clerk has not said yet. */
export interface AgreementChoice {
  /** The centre's own 协议编号. */
  readonly number: string | null;
  readonly team: string | null;
  readonly insurance: Insurance | null;
  /** True if a personal package is signed beside it. */
  readonly personal: boolean;
}

interface ChoiceFields {
  /** `party`: who comes by kind, and then `quantity` is their number; null if the clerk only counts people. */
  readonly ticket: ChoiceBase & { readonly party: Party | null };
  readonly hourly: TimedChoice;
  readonly slot: TimedChoice;
  /** `number` is the venue's own card number, of its range if nobody typed one; null for none. */
  readonly pass: ChoiceBase & { readonly number: string | null };
  readonly booking: TimedChoice;
  readonly service: ChoiceBase;
  /** `number` is the hall's own 办件编号; null if it is not known. */
  readonly matter: ChoiceBase & { readonly number: string | null };
  readonly agreement: ChoiceBase & AgreementChoice;
  readonly errand: ChoiceBase;
  readonly guidance: ChoiceBase;
}

/** What is chosen for an item, by its kind. */
export type ChoiceByKind = {
  readonly [Kind in WorkflowKind]: ChoiceFields[Kind] & { readonly kind: Kind };
};

/** What is chosen for one item, with the defaults filled in. */
export type Choice = ChoiceByKind[WorkflowKind];

/** What the clerk has said of a choice; the rest is filled in from the item's defaults. Its item tells the kind. */
export type GivenChoice = {
  [Kind in WorkflowKind]: Partial<Omit<ChoiceByKind[Kind], 'kind'>>;
}[WorkflowKind];

/** A use that counts against a limit: recorded and not voided. */
export interface PastUse {
  readonly siteId: string;
  readonly itemId: string;
  readonly person: Person;
  readonly quantity: number;
  /** The day of the use, not of its recording: a slot tonight is tonight's. */
  readonly date: WallDate;
  /** The courts of a slot; absent if none was named. */
  readonly courts?: readonly number[];
  /** The entry of this kiosk's own journal; absent for what is known from elsewhere. */
  readonly entry?: UseEntry;
  /** The record that it opened, as it is now; absent for what opens none. */
  readonly record?: UseRecord;
}

/** A record as limits and words read it. */
interface UseRecord {
  readonly recordId: string;
  readonly start: WallMinute;
  /** Null for what takes no stretch of time. */
  readonly minutes: number | null;
  readonly recordedAt: Instant;
  readonly now: PresentRecord;
}

/** What an entry says of a use beside what is counted. */
export interface UseEntry {
  readonly seq: number;
  readonly start: WallMinute;
  /** Null for what takes no stretch of time. */
  readonly minutes: number | null;
  readonly recordedAt: Instant;
}

/** Something that this kiosk has asked the district for. */
export interface PastRequest {
  readonly cardRef: CardRef;
  readonly siteId: string;
  readonly itemId: string;
  readonly seq: number;
  readonly recordedAt: Instant;
  /** When the court is wanted; null for a right. */
  readonly start: WallMinute | null;
}

/** The matters of the hall, or the passes of the venue, that this kiosk knows under a number. */
export interface NumberedMatters {
  readonly number: string;
  /** The question whether the number is right, which says whose they are; null if there is none. */
  readonly question: Text | null;
}

/** The venue's own card number that the next pass of an item gets, by the item; null where its range is used up. */
export type NextNumbers = Readonly<Record<string, string | null>>;

/** What limits are evaluated from. */
export interface UseCounters {
  /** All uses of this card known here. */
  readonly ofCard: readonly PastUse[];
  /** All uses at this desk on the day in question and later, of any card: for slots, courts and rooms. */
  readonly atDesk: readonly PastUse[];
  /**
   * The records of the card, also those that no longer count. An entry without minutes from a release before records is
   * among them too: it is a pass if its item is one.
   */
  readonly records?: readonly PresentRecord[];
  /** The journal holds entries that a newer release made: what they use up is not known here. */
  readonly hasNewer?: boolean;
}
