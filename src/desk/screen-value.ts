import { unreachable } from '../domain/base/unreachable.ts';
import { dateOfMinute, type WallMinute, wallMinuteOf } from '../domain/base/wall-time.ts';
import type { CardLookup } from '../domain/card/card-record.ts';
import { cardNumberIn } from '../domain/card/card-record.ts';
import type { Item } from '../domain/catalogue/catalogue.ts';
import type { ClosedDesk, ItemDecision, Price } from '../domain/decision/decision.ts';
import { agreementIn, courtsGivenIn, minutesOf } from '../domain/decision/item-details.ts';
import { minutesUntil, priceChangeText } from '../domain/decision/price-change.ts';
import { courtsIn, minutesIn } from '../domain/journal/entry-body.ts';
import { foundUses } from '../domain/journal/fold/find-uses.ts';
import type { RecordedUse } from '../domain/journal/fold/recorded-uses.ts';
import type { JournalEntry } from '../domain/journal/journal-entry.ts';
import { type AgreementState, phaseOn } from '../domain/records/agreement.ts';
import { type BookingState, endOfPlace } from '../domain/records/booking.ts';
import { type ErrandState, promisedDayOf } from '../domain/records/errand.ts';
import { dueDayOf, givenDaysOf, isLate, type MatterState } from '../domain/records/matter.ts';
import { paidFen } from '../domain/records/possible-steps.ts';
import { overrunOf } from '../domain/records/room.ts';
import type { BoardView } from './board-view.ts';
import { closingValue } from './day-closing.ts';
import { chosenItemOf, type DeskScreen, type DeskState, type Overlay } from './desk-state.ts';
import { foundText } from './found-matters.ts';
import { enterOf } from './item-action.ts';
import { notesOfRecord, recordsOfCard, recordsOfDesk } from './known-records.ts';
import { paymentOf, paymentsAsked } from './payment.ts';
import { collisionText, recordText, statusText, stepsTexts } from './record-words.ts';
import type { ShownRecord } from './step-parts.ts';
import type { ShownTask } from './tasks.ts';

/** What a clerk sees, as a value that is all JSON: amounts in fen, texts in Chinese and English. */
export function screenValue(
  desk: DeskState,
  around: {
    readonly now: WallMinute;
    readonly items: readonly Item[];
    /** What the desk says while no card is before it; absent if the screen alone is asked for. */
    readonly closed?: ClosedDesk | null;
  },
) {
  const { now } = around;
  const shownOfDesk = recordsOfDesk(desk, around);
  return {
    ...paneValue(desk.screen, { now, closed: around.closed ?? null }),
    /** True while the desk practises, so that no record counts. */
    practice: desk.practice !== null,
    over: desk.overlay === null ? null : overlayValue(desk.overlay, desk, now),
    isRecording: desk.isWriting,
    courtAsked: desk.courtAsk?.kind ?? null,
    heldCard: desk.waitingCard,
    /** What the office tells this desk and nobody has read here. */
    notices: desk.notices.map(({ noticeId, zh, en, importance, from, until }) => ({
      ...{ id: noticeId, words: { zh, en: en ?? zh }, importance, from, until },
    })),
    staff: staffValue(desk),
    printing: desk.printing,
    notes: desk.notesShown,
    leftBehind: desk.leftBehind.map(({ id, what, outcome }) => ({
      id,
      what: what.kind,
      outcome: outcome.kind,
      ...(outcome.kind === 'recorded' ? { entry: entryValue(outcome.entry) } : {}),
      ...(outcome.kind === 'not-recorded' ? { reason: outcome.reason, detail: outcome.detail } : {}),
    })),
    today: desk.today.map(useValue),
    listed: desk.listed && { date: desk.listed.date, uses: desk.listed.uses.map(useValue) },
    todaySteps: desk.todaySteps.map(({ seq, siteId, recordedAt, body }) => ({
      ...{ seq, siteId, recordedAt, kind: body.kind, recordId: body.recordId },
    })),
    /** What is due here, the most overdue first. */
    tasks: desk.tasks.map(taskValue),
    /** What the venue has given to the public here, from today on. */
    publicStretches: desk.publicStretches.map(({ isFreed: _, ...stretch }) => stretch),
    /** Why giving them or taking them back recorded nothing, or what it asks first. */
    courtsAnswer: desk.courtsAnswer && { kind: desk.courtsAnswer.kind, text: desk.courtsAnswer.text },
    /** Today's bookings of this desk, of any card and whichever kiosk opened them. */
    deskRecords: shownOfDesk.map((shown) => recordValue(shown, now)),
  };
}

function taskValue({ kind, dueOn, isLate, shown, words, dueWords, recordWords }: ShownTask) {
  const { record, item, possible } = shown;
  return {
    ...{
      kind,
      dueOn,
      isLate,
      words,
      dueWords,
      recordId: record.recordId,
      item: item.id,
      person: record.state.person,
    },
    ...{ recordWords, steps: possible },
  };
}

function useValue({ seq, siteId, recordedAt, body, voidedBySeq }: RecordedUse) {
  const { itemId, person, quantity, start, totalFen } = body;
  const [minutes, courts] = [minutesIn(body), courtsIn(body)];
  return {
    ...{ seq, siteId, recordedAt, itemId, person, quantity, start, minutes, totalFen, courts },
    ...(body.payment === undefined ? {} : { payment: body.payment }),
    ...('until' in body ? { until: body.until } : {}),
    ...('number' in body ? { number: body.number } : {}),
    ...(body.kind === 'use' && body.checked === true ? { checked: true } : {}),
    ...(body.kind === 'use' && body.party !== undefined ? { party: body.party } : {}),
    voidedBySeq,
  };
}

function paneValue(
  screen: DeskScreen,
  { now, closed }: { readonly now: WallMinute; readonly closed: ClosedDesk | null },
) {
  switch (screen.kind) {
    case 'idle':
      return { kind: screen.kind, closed };
    case 'rejected':
      return { kind: screen.kind, rejection: screen.rejection };
    case 'decided':
      return decidedValue(screen, now);
    case 'recorded': {
      const { itemId, name } = screen.item;
      return {
        kind: screen.kind,
        entry: entryValue(screen.entry),
        item: { id: itemId, name },
        card: cardValue(screen.check.decision.lookup),
        isTelephoneLost: screen.isTelephoneLost === true,
      };
    }
    case 'not-recorded':
      return {
        kind: screen.kind,
        reason: screen.reason,
        isVoid: screen.isVoid,
        isFree: screen.isFree,
        detail: screen.detail,
      };
    case 'stepped': {
      const { kind, shown, differenceFen } = screen.step;
      const { recordId } = shown.record;
      return { kind: screen.kind, did: kind, recordId, differenceFen, entry: entryValue(screen.entry) };
    }
    case 'voided':
      return {
        ...{ kind: screen.kind, seq: screen.seq, refundFen: screen.refundFen },
        ...(screen.payment === null ? {} : { payment: screen.payment }),
      };
    default:
      return unreachable(screen);
  }
}

function decidedValue(screen: Extract<DeskScreen, { kind: 'decided' }>, now: WallMinute) {
  const { decision } = screen.check;
  const chosen = chosenItemOf(screen);
  return {
    kind: screen.kind,
    verdict: decision.verdict,
    card: cardValue(decision.lookup),
    reason: decision.cardReason,
    day: decision.day,
    closed: decision.closed,
    story: decision.story,
    dataAgeMs: decision.dataAgeMs,
    catalogueVersion: decision.catalogueVersion,
    records: recordsOfCard(screen).map((shown) => recordValue(shown, wallMinuteOf(decision.at))),
    items: decision.items.map((item, index) => itemValue(item, index + 1, now)),
    order:
      chosen === null
        ? null
        : { ...orderValue(chosen), hasTelephone: screen.telephone !== undefined, ...paymentValue(screen) },
  };
}

/** Nothing at a site that records no way of payment. */
function paymentValue(screen: DeskScreen) {
  const payments = paymentsAsked(screen);
  return payments.length === 0 ? {} : { payment: paymentOf(screen), payments };
}

function cardValue(lookup: CardLookup) {
  const known = lookup.kind === 'found' ? lookup.record : null;
  return {
    known: lookup.kind,
    cardNumber: cardNumberIn(lookup),
    status: known?.status ?? (lookup.kind === 'denied' ? lookup.status : null),
    validFrom: known?.validFrom ?? null,
    validUntil: known?.validUntil ?? null,
    holder: known?.maskedName ?? null,
    family: known?.family ?? [],
  };
}

/** `place` from 1, as the digit keys have it. */
function itemValue(item: ItemDecision, place: number, now: WallMinute) {
  const { itemId, name, workflow, unit, clause, basis, ruleId, details, steps } = item;
  return {
    ...{ place, id: itemId, name, workflow, unit, kind: item.kind, clause, basis, ruleId },
    price: priceOf(item),
    asks: item.kind === 'ask' ? item.asks : [],
    reason: item.kind === 'no' ? item.reason : null,
    choice: choiceValue(item),
    priceChange:
      item.priceChange === undefined
        ? null
        : {
            ...item.priceChange,
            minutes: minutesUntil(item.priceChange.at, now),
            words: priceChangeText(item.priceChange, now),
          },
    courtsFree: 'courtsFree' in details ? details.courtsFree : [],
    steps,
  };
}

function orderValue(item: ItemDecision) {
  const price = priceOf(item);
  return {
    itemId: item.itemId,
    choice: choiceValue(item),
    totalFen: price?.totalFen ?? null,
    listTotalFen: price?.listTotalFen ?? null,
    savedFen: price?.savedFen ?? null,
    enter: enterOf(item),
  };
}

function matterValue(state: MatterState, { calendar }: ShownRecord, now: WallMinute) {
  const { number, handed, missing, missingMain, notices, acceptedOn, member, delivery } = state;
  const { correctBy, supplyBy } = state;
  const today = dateOfMinute(now);
  return {
    ...{ number, handed, missing, missingMain, notices, acceptedOn, correctBy, supplyBy, member, delivery },
    /** The days given to the holder that have passed: of `correct` and `supply`. */
    lapsed: givenDaysOf(state).flatMap(({ kind, day }) => (day < today ? [kind] : [])),
    due: dueDayOf(state, calendar)?.date ?? null,
    isLate: isLate(state, calendar, today),
  };
}

function roomValue(state: BookingState, now: WallMinute) {
  return { ...state.room, overrunMinutes: overrunOf(state, endOfPlace(state.place), now) };
}

function agreementValue(state: AgreementState, now: WallMinute) {
  const { number, team, personal, insurance, waivedFen, dissolvedOn, reason } = state;
  return {
    ...{ number, team, package: state.package, personal, insurance, waivedFen, dissolvedOn, reason },
    phase: phaseOn(state, dateOfMinute(now)),
  };
}

function errandValue(state: ErrandState, { calendar }: ShownRecord) {
  const { number, details, unit, answer, answerBy, urged, nextOn, slot, call, doneOn, result } = state;
  return {
    ...{ number, details, unit, answer, answerBy, urged, nextOn, slot, call, doneOn, result },
    dueOn: promisedDayOf(state, calendar)?.date ?? null,
  };
}

/** `until`: the end of a booking, the last day of a pass. */
function recordValue(shown: ShownRecord, now: WallMinute) {
  const { record, item, possible, renewsFrom } = shown;
  const { recordId, kind, state, ownSeq, waiting } = record;
  const [start, until] =
    state.kind === 'booking'
      ? [state.place.start, endOfPlace(state.place)]
      : [state.from, 'until' in state ? state.until : null];
  return {
    ...{ recordId, kind, item: item.id, status: state.status, start, until },
    courts: state.kind === 'booking' ? state.place.courts : [],
    person: state.person,
    paidFen: paidFen(record),
    /** The number of the opening in the own journal. */
    seq: ownSeq,
    isOwn: ownSeq !== null,
    /** True if the district does not know all of it yet. */
    waiting: waiting.length > 0,
    hasNotes: notesOfRecord(record).length > 0,
    conflict: collisionText(record),
    steps: stepsTexts(record),
    words: recordText(record, item, now),
    statusWords: statusText(shown, now),
    ...(state.kind === 'errand' ? { errand: errandValue(state, shown) } : {}),
    ...(state.kind === 'matter' ? { matter: matterValue(state, shown, now) } : {}),
    ...(state.kind === 'booking' && state.room !== null ? { room: roomValue(state, now) } : {}),
    ...(state.kind === 'agreement' ? { agreement: agreementValue(state, now) } : {}),
    ...(shown.holder === undefined ? {} : { holder: shown.holder, whose: foundText(shown) }),
    possible,
    ...(kind === 'pass' || kind === 'agreement' ? { renewsFrom } : {}),
    ...(state.kind === 'pass' ? { number: state.number ?? null } : {}),
  };
}

function priceOf(item: ItemDecision): Price | null {
  return item.kind === 'yes' || item.kind === 'ask' ? item.price : null;
}

function choiceValue(item: ItemDecision) {
  const { person, quantity, start, listFen } = item.choice;
  const { details } = item;
  const lasting =
    details.kind === 'lasting' ? { from: details.from, until: details.until, number: details.number } : {};
  const matter = details.kind === 'matter' ? { number: details.number } : {};
  const agreement = agreementIn(item);
  const { kind: _, ...agreed } = agreement ?? { kind: null };
  return {
    ...{ person, quantity, start, minutes: minutesOf(item), listFen, courts: courtsGivenIn(item) },
    ...lasting,
    ...matter,
    ...(details.kind === 'at-once' && details.party !== undefined ? { party: details.party } : {}),
    ...agreed,
  };
}

/** The staff by their names, as the screen shows them. */
function staffValue({ staff, staffFault }: DeskState) {
  const { isRequired, members, session, approval, pinsWaiting } = staff;
  return {
    isRequired,
    members: members.map(({ name, role }, index) => ({ place: index + 1, name, role })),
    session: session && { ...session, member: session.member.name, role: session.member.role },
    approval: approval && { permission: approval.permission, member: approval.member.name },
    ...{ pinsWaiting, fault: staffFault },
  };
}

function entryValue({ journalId, seq, siteId, staff, approvedBy, body }: JournalEntry) {
  const by = staff == null ? {} : { staff };
  return { journalId, seq, siteId, ...by, ...(approvedBy === undefined ? {} : { approvedBy }), body };
}

/** The filter of the list, and the uses that fit it. Members are named by their ids. */
function listValue({ listFilter, listDetails, foundUses: search }: DeskState) {
  const { card, ...filter } = listFilter;
  const found = search(foundUses).map((use) => ({ ...useValue(use), ...listDetails.get(use.seq) }));
  return { filter: { ...filter, card: card?.tail ?? null }, found };
}

function boardValue({ day, cursor, aim, words }: BoardView) {
  const { resource, date, now, courts } = day;
  return {
    kind: 'board' as const,
    ...{ resource: resource.id, date, now, courts, cursor, words },
    aim: aim && {
      ...{ item: aim.entry.item.id, from: aim.from, minutes: aim.minutes },
      totalFen: aim.price?.totalFen ?? null,
    },
  };
}

function overlayValue(overlay: Overlay, desk: DeskState, now: WallMinute) {
  switch (overlay.kind) {
    case 'void':
      return { kind: overlay.kind, seq: overlay.use.seq, itemId: overlay.use.body.itemId };
    case 'step': {
      const { kind, shown, act, text, differenceFen, move, end, matter } = overlay.step;
      return {
        ...{ kind: overlay.kind, step: kind, recordId: shown.record.recordId, text, differenceFen },
        isPossible: act !== null,
        reason: end?.reason ?? null,
        returnedFen: end?.returnedFen ?? null,
        choice: move === null ? null : choiceValue(move.item),
        ...(matter === null
          ? {}
          : { form: { options: matter.options, until: matter.day?.date ?? null, audience: matter.count } }),
      };
    }
    case 'board':
      return boardValue(overlay.view);
    case 'switch-card':
      return { kind: overlay.kind, text: overlay.text };
    case 'matters': {
      const { kind, number, matters } = overlay;
      return { kind, number, matters: matters.map((shown) => recordValue(shown, now)) };
    }
    case 'day-end':
      return { kind: overlay.kind, ...closingValue(overlay.closing) };
    case 'today':
      return { kind: overlay.kind, ...listValue(desk) };
    case 'setup':
      return overlay;
    case 'approve':
      return { kind: overlay.kind, permission: overlay.permission };
    default:
      return { kind: overlay.kind };
  }
}
