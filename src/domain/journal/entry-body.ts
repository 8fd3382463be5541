import { z } from 'zod';
import { IdText as Id } from '../base/id-text.ts';
import { PaymentWay, ReadPaymentWay } from '../base/payment-way.ts';
import { isStorableText } from '../base/plain-text.ts';
import { WallDate, WallMinute } from '../base/wall-time.ts';
import { CardRefText } from '../card/card-ref.ts';
import { Party, Person } from '../card/family.ts';
import { USE_BOUNDS } from '../decision/use-bounds.ts';
import { NOTES_PER_ENTRY_MAX, NoteRef, ReadNoteRef } from '../notes/note.ts';
import { RecordId } from '../records/record-id.ts';
import { RightYear } from '../shared/right.ts';
import { AGREEMENT_TERMS, agreementSteps } from './agreement-body.ts';
import { DayClosed, DayReopened } from './closing-body.ts';
import { ERRAND_TERMS, errandSteps } from './errand-body.ts';
import { matterSteps } from './matter-body.ts';
import { OwnNumber, ReadOwnNumber } from './own-number.ts';
import { roomSteps } from './room-body.ts';

const Word = z.string().min(1).max(40).refine(isStorableText);
/** Where an entry is found again. */
export const EntryRef = z.strictObject({ journalId: z.uuid(), seq: z.int().min(1) });
export type EntryRef = z.infer<typeof EntryRef>;
const Fen = z.int().min(0).max(100_000_000);

/**
 * What a holder was given, at which price and why. It names no person: `cardRef` is a keyed pseudonym (`card-ref.ts`).
 */
const GIVEN = {
  cardRef: CardRefText,
  itemId: Id,
  person: Person,
  quantity: z.int().min(1).max(USE_BOUNDS.journal.quantityMax),
  /** When it begins: now for a ticket, the booked minute for a court, the first day of a pass. */
  start: WallMinute,
  listTotalFen: Fen.nullable(),
  totalFen: Fen.nullable(),
  ruleId: Id,
  clause: Word,
  catalogueVersion: z.int().min(1),
  verdict: z.enum(['yes', 'ask']),
  /** The questions that the clerk answered with yes; empty for a plain yes. */
  confirmed: z.array(Word).max(8),
  /** How it was paid; absent for what costs nothing, and at a site that does not record it. */
  payment: PaymentWay.optional(),
};
/** A newer release may know more ways. */
const ReadPayment = { payment: ReadPaymentWay.optional() };
const Minutes = z.int().min(1).max(USE_BOUNDS.journal.minutesMax);
const Courts = z.array(z.int().min(1).max(99)).min(1).max(8);
/** What a clerk wrote down of a person is not here: it lies sealed elsewhere, under these hashes, until its end. */
const Notes = z.array(NoteRef).min(1).max(NOTES_PER_ENTRY_MAX);
/** A newer release may know more kinds of them. */
const ReadNotes = { notes: z.array(ReadNoteRef).optional() };

/**
 * What was given at once. Releases before records wrote courts, rooms and passes so, too: only those have `minutes` or
 * `courts`.
 */
export const UseBody = z.strictObject({
  kind: z.literal('use'),
  ...GIVEN,
  minutes: Minutes.nullable(),
  /** The courts of a slot that were given, by number; the first kiosks named none. */
  courts: Courts.optional(),
  /** True if the clerk registered the card and checked what it says (已核对); earlier releases did not say. */
  checked: z.literal(true).optional(),
  /** Who came, by kind. `quantity` is their number. */
  party: Party.optional(),
});
export type UseBody = z.infer<typeof UseBody>;

/** Opens a record (`src/domain/records`): a court or a room for a stretch of time. */
const BookingOpened = z.strictObject({
  kind: z.literal('booking-opened'),
  recordId: RecordId,
  ...GIVEN,
  minutes: Minutes,
  /** The numbers of the courts; absent if the venue numbers none. */
  courts: Courts.optional(),
  notes: Notes.optional(),
});

/** Opens a record: a pass or a membership of one person. */
const PassSold = z.strictObject({
  kind: z.literal('pass-sold'),
  recordId: RecordId,
  ...GIVEN,
  /** The last day that it admits; null for what has no end. */
  until: WallDate.nullable(),
  /** The venue's own card number; absent if it has none. An older release finds no card by it. */
  number: OwnNumber.optional(),
});

/** Opens a record: a matter of the service hall (办件). Its item is the 事项. */
const MatterOpened = z.strictObject({
  kind: z.literal('matter-opened'),
  recordId: RecordId,
  ...GIVEN,
  /** The hall's own 办件编号; null if it is not known yet, as for 咨询. */
  number: OwnNumber.nullable(),
});

/** Opens a record: a family doctor agreement (guide 8.4). Its item is the package. */
const AgreementSigned = z.strictObject({
  kind: z.literal('agreement-signed'),
  recordId: RecordId,
  ...GIVEN,
  ...AGREEMENT_TERMS,
});

/** Opens a record: what a desk follows for a holder (跟进事项). */
const ErrandOpened = z.strictObject({
  kind: z.literal('errand-opened'),
  recordId: RecordId,
  ...GIVEN,
  ...ERRAND_TERMS,
  notes: Notes.optional(),
});

/** What was given: each counts once, however many steps follow. */
export type GivenBody = UseBody | OpeningBody;

/** Null for what takes no stretch of time. */
export function minutesIn(body: GivenBody): number | null {
  return 'minutes' in body ? body.minutes : null;
}

/** The numbers of the courts that the body names; empty if it names none. */
export function courtsIn(body: GivenBody): readonly number[] {
  return ('courts' in body ? body.courts : undefined) ?? [];
}

/** A step of a record, and the step that its desk saw last: of two steps made apart, only the first to arrive follows. */
const STEP = { recordId: RecordId, after: EntryRef };

/** How the holder had paid: what is given back or paid on goes the same way. Absent if the opening does not say it. */
const PAID = { payment: GIVEN.payment };

/** Another time, court or length, at the price of then. */
const BookingMoved = z.strictObject({
  kind: z.literal('booking-moved'),
  ...STEP,
  itemId: GIVEN.itemId,
  quantity: GIVEN.quantity,
  start: WallMinute,
  minutes: Minutes,
  courts: Courts.optional(),
  listTotalFen: GIVEN.listTotalFen,
  totalFen: GIVEN.totalFen,
  ruleId: GIVEN.ruleId,
  clause: GIVEN.clause,
  catalogueVersion: GIVEN.catalogueVersion,
  verdict: GIVEN.verdict,
  confirmed: GIVEN.confirmed,
  ...PAID,
  notes: Notes.optional(),
});

/** Why something ends before its time. */
export const EndReason = z.enum(['holder', 'venue', 'mistyped', 'other']);
export type EndReason = z.infer<typeof EndReason>;

const BookingCancelled = z.strictObject({
  kind: z.literal('booking-cancelled'),
  ...STEP,
  reason: EndReason,
  /** What the venue gives back. */
  returnedFen: Fen,
  ...PAID,
});
/** The holder came. */
const BookingAttended = z.strictObject({ kind: z.literal('booking-attended'), ...STEP });
/** Nobody came (爽约). */
const BookingMissed = z.strictObject({ kind: z.literal('booking-missed'), ...STEP });

/** The pass let its person in. It costs nothing and changes nothing of the record. */
export const PassAdmitted = z.strictObject({
  kind: z.literal('pass-admitted'),
  recordId: RecordId,
  cardRef: CardRefText,
  itemId: Id,
  person: Person,
  start: WallMinute,
  catalogueVersion: z.int().min(1),
});
export type PassAdmitted = z.infer<typeof PassAdmitted>;
/** It admits nobody from that day on (停卡). */
const PassPaused = z.strictObject({ kind: z.literal('pass-paused'), ...STEP, from: WallDate });
/** It admits again from that day on; its end moves by the days between. */
const PassResumed = z.strictObject({ kind: z.literal('pass-resumed'), ...STEP, from: WallDate });
const PassReturned = z.strictObject({
  kind: z.literal('pass-returned'),
  ...STEP,
  reason: EndReason,
  returnedFen: Fen,
  ...PAID,
});

/** Takes back one step, of whichever journal; the step itself stays. */
const StepTakenBack = z.strictObject({
  kind: z.literal('step-taken-back'),
  ...STEP,
  step: EntryRef,
  reason: EndReason,
});

/** Takes back an earlier use of the same journal; the entry itself stays. */
export const VoidBody = z.strictObject({
  kind: z.literal('void'),
  voidsSeq: z.int().min(1),
  reason: z.enum(['mistyped', 'customer-left', 'wrong-item', 'other']),
});
export type VoidBody = z.infer<typeof VoidBody>;

/** A clerk looked at the holder's full name; written before the name shows. It is no use. */
const NameShownBody = z.strictObject({ kind: z.literal('name-shown'), cardRef: CardRefText });

/**
 * A right request: asks the district for a right that this site may not give by itself. It is written if there
 * was no connection to ask by. It is no use and counts against nothing. The journal's word for it is `request`.
 */
export const RightRequestBody = z.strictObject({
  kind: z.literal('request'),
  cardRef: CardRefText,
  itemId: Id,
  /** The calendar year of the right. */
  year: RightYear,
  catalogueVersion: z.int().min(1),
});
export type RightRequestBody = z.infer<typeof RightRequestBody>;

/**
 * A request for a court on a day that no kiosk leases yet, made when the district did not answer. It books nothing and
 * counts against no limit; the office answers it. It has a kind of its own, since an older district would read a `request`
 * with a time as a request for a right.
 */
export const CourtRequestBody = z.strictObject({
  kind: z.literal('court-requested'),
  cardRef: CardRefText,
  itemId: Id,
  person: Person,
  quantity: GIVEN.quantity,
  start: WallMinute,
  minutes: Minutes,
  catalogueVersion: z.int().min(1),
});
export type CourtRequestBody = z.infer<typeof CourtRequestBody>;

/** Courts of a resource for a stretch of one day. `from` is in, `to` is out, in minutes after midnight. */
const PUBLIC_STRETCH = {
  takenId: RecordId,
  resourceId: Id,
  date: WallDate,
  from: z.int().min(0).max(1_439),
  to: z.int().min(1).max(1_440),
  courts: z.array(z.int().min(1).max(99)).min(1).max(99),
  /** One of `PUBLIC_USES`. */
  use: Word,
};
/** The venue gives the courts to the public. It is always possible: what collides with it is looked at. */
const CourtsTaken = z.strictObject({ kind: z.literal('courts-taken'), ...PUBLIC_STRETCH });
/**
 * The venue takes the courts back. The entry repeats the whole stretch, since it may arrive before the one that gave
 * it.
 */
const CourtsFreed = z.strictObject({ kind: z.literal('courts-freed'), ...PUBLIC_STRETCH });
export type PublicBody = z.infer<typeof CourtsTaken> | z.infer<typeof CourtsFreed>;

const MATTER_STEPS = matterSteps(STEP);
const ROOM_STEPS = roomSteps(STEP);
const [AgreementDissolved] = agreementSteps(STEP);
const ERRAND_STEPS = errandSteps(STEP);

/** What may follow the opening of a record. */
const LATER_STEPS = [
  BookingMoved,
  BookingCancelled,
  BookingAttended,
  BookingMissed,
  PassPaused,
  PassResumed,
  PassReturned,
  StepTakenBack,
  ...MATTER_STEPS,
  ...ROOM_STEPS,
  AgreementDissolved,
  ...ERRAND_STEPS,
] as const;

/** What this release writes: no field that it does not know. */
export const JournalBody = z.discriminatedUnion('kind', [
  UseBody,
  VoidBody,
  NameShownBody,
  RightRequestBody,
  CourtRequestBody,
  BookingOpened,
  PassSold,
  MatterOpened,
  AgreementSigned,
  ErrandOpened,
  PassAdmitted,
  ...LATER_STEPS,
  CourtsTaken,
  CourtsFreed,
  DayClosed,
  DayReopened,
]);
export type JournalBody = z.infer<typeof JournalBody>;

/** A body that makes the state of its record: the opening, or a later step. */
export type RecordBody = Exclude<
  Extract<JournalBody, { readonly recordId: string }>,
  { readonly kind: 'pass-admitted' }
>;

/** The openings of records. */
export type OpeningBody =
  | z.infer<typeof BookingOpened>
  | z.infer<typeof PassSold>
  | z.infer<typeof MatterOpened>
  | z.infer<typeof AgreementSigned>
  | z.infer<typeof ErrandOpened>;

/** The steps after the opening. */
export type LaterBody = Exclude<RecordBody, OpeningBody>;

const LATER_KINDS: ReadonlySet<string> = new Set(LATER_STEPS.map(({ shape }) => shape.kind.value));

/** Looks only at the kind: a body that a newer release wrote may have other fields besides. */
export function isLaterBody(body: JournalBody): body is LaterBody {
  return LATER_KINDS.has(body.kind);
}

export const KNOWN_KINDS: ReadonlySet<string> = new Set(
  JournalBody.options.map((option) => option.shape.kind.value),
);

export function isKnownKind(kind: string): boolean {
  return KNOWN_KINDS.has(kind);
}

/** What a release wrote of which only the kind's name is known. */
export const NewerBody = z.looseObject({ kind: Id });

const [
  Numbered,
  Received,
  Supplied,
  Noticed,
  Accepted,
  Handled,
  Finished,
  Told,
  Collected,
  Rejected,
  Withdrawn,
  Ended,
  Assigned,
  Delivered,
] = MATTER_STEPS;
const LOOSE_MATTER_STEPS = [
  Numbered.loose().extend({ number: ReadOwnNumber }),
  Received.loose(),
  Supplied.loose(),
  Noticed.loose(),
  Accepted.loose(),
  Handled.loose(),
  Finished.loose(),
  Told.loose(),
  Collected.loose(),
  Rejected.loose(),
  Withdrawn.loose(),
  Ended.loose(),
  Assigned.loose(),
  Delivered.loose(),
] as const;

const [
  Applied,
  Reviewed,
  Approved,
  Refused,
  Called,
  Started,
  RoomEnded,
  Terminated,
  Handed,
  Charged,
  Rearranged,
] = ROOM_STEPS;
const LOOSE_ROOM_STEPS = [
  Applied.loose(),
  Reviewed.loose(),
  Approved.loose(),
  Refused.loose(),
  Called.loose(),
  Started.loose(),
  RoomEnded.loose(),
  Terminated.loose(),
  Handed.loose(),
  Charged.loose(),
  Rearranged.loose(),
] as const;

const [ErrandNumbered, Described, Completed, ToUnit, Urged, Booked, Contacted, Answered, Settled] =
  ERRAND_STEPS;
const LOOSE_ERRAND_STEPS = [
  ErrandNumbered.loose().extend({ number: ReadOwnNumber }),
  Described.loose(),
  Completed.loose(),
  ToUnit.loose(),
  Urged.loose(),
  Booked.loose(),
  Contacted.loose(),
  Answered.loose(),
  Settled.loose(),
] as const;

/**
 * A body as any release wrote it. A body of a known kind must have the fields that this release knows; fields that it
 * does not know are kept. A new meaning is a new kind, never another value of a known field.
 */
export const ReadBody = z.union([
  z.discriminatedUnion('kind', [
    UseBody.loose().extend(ReadPayment),
    VoidBody.loose(),
    NameShownBody.loose(),
    RightRequestBody.loose(),
    CourtRequestBody.loose(),
    BookingOpened.loose().extend({ ...ReadNotes, ...ReadPayment }),
    PassSold.loose().extend({ number: ReadOwnNumber.optional(), ...ReadPayment }),
    BookingMoved.loose().extend({ ...ReadNotes, ...ReadPayment }),
    BookingCancelled.loose().extend(ReadPayment),
    BookingAttended.loose(),
    BookingMissed.loose(),
    PassAdmitted.loose(),
    PassPaused.loose(),
    PassResumed.loose(),
    PassReturned.loose().extend(ReadPayment),
    StepTakenBack.loose(),
    MatterOpened.loose().extend({ number: ReadOwnNumber.nullable(), ...ReadPayment }),
    ...LOOSE_MATTER_STEPS,
    ...LOOSE_ROOM_STEPS,
    AgreementSigned.loose().extend({ number: ReadOwnNumber, ...ReadPayment }),
    AgreementDissolved.loose(),
    ErrandOpened.loose().extend(ReadNotes),
    ...LOOSE_ERRAND_STEPS,
    CourtsTaken.loose(),
    CourtsFreed.loose(),
    DayClosed.loose(),
    DayReopened.loose(),
  ]),
  NewerBody.refine(({ kind }) => !isKnownKind(kind)),
]);
