import type { DecidedCheck } from '../../app/check/check-card.ts';
import type { PublicResult } from '../../app/record/give-public.ts';
import type { RecordResult, RedeemResult } from '../../app/record/record.ts';
import type { RecordAct } from '../../app/record/step-record.ts';
import { dateOfMinute, type WallMinute, wallMinuteOf } from '../../domain/base/wall-time.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import type { Item } from '../../domain/catalogue/catalogue.ts';
import { resourceOf } from '../../domain/catalogue/rulebook.ts';
import type { GivenChoice, ItemDecision } from '../../domain/decision/decision.ts';
import { minutesOf } from '../../domain/decision/item-details.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import { possibleSteps, type StepKind } from '../../domain/records/possible-steps.ts';
import type { PresentRecord } from '../../domain/records/present-records.ts';
import type { ComposedKiosk } from '../../kiosk/kiosk.ts';
import { agreementChoice, dissolveAct } from './agreement-acts.ts';
import { errandActOf } from './errand-acts.ts';
import type { KioskGround } from './kiosk-ground.ts';
import { matterActOf } from './matter-acts.ts';
import { wishedTime } from './wished-time.ts';

/** Several kiosks can give the same courts, and several counters step the same matters, so many customers want these. */
const COURT_SHARE = 0.7;
/** Customers who want a court at a time of their own, and not now. */
const LATER_SHARE = 0.5;
const TAKE_OVER_SHARE = 0.7;
/** The share of steps that are moves, where one is possible. */
const MOVE_SHARE = 0.5;
/** The share of moves to another time of the same day. */
const SAME_DAY_SHARE = 0.5;

/** Customers of a club who want its own number. */
const NUMBER_SHARE = 0.7;
/** Clerks who type a number, and often the same one, as where two kiosks read it from one list. */
const TYPED_SHARE = 0.6;
const TYPED_NUMBERS = 2;

/** What became of one attempt to record something. */
export type Attempt =
  | { readonly kind: 'recorded'; readonly entry: JournalEntry }
  | { readonly kind: 'refused'; readonly why: string };

type Ground = Pick<KioskGround, 'random' | 'catalogue' | 'siteId'>;

export async function sell(
  { work }: ComposedKiosk,
  ground: Ground,
  holder: { readonly cardNumber: CardNumber; readonly telephone: string },
): Promise<Attempt> {
  const { random } = ground;
  const { cardNumber, telephone } = holder;
  const numbered = ground.catalogue.items.find(
    ({ siteIds, ownNumbers }) => ownNumbers !== undefined && siteIds.includes(ground.siteId),
  );
  const typed = numbered !== undefined && random.chance(TYPED_SHARE);
  const number = typed ? { number: `OLD-${random.below(TYPED_NUMBERS)}` } : {};
  const check = await work.check(cardNumber, numbered === undefined ? {} : { [numbered.id]: number });
  if (check?.kind !== 'decided') return { kind: 'refused', why: check?.kind ?? 'no catalogue' };
  const { decision } = check;
  const own = decision.items.find((item) => item.itemId === numbered?.id && isOffered(item));
  if (own !== undefined && random.chance(NUMBER_SHARE)) return given(work, { decision, telephone }, own);
  const offered = decision.items.filter((item) => isOffered(item) || mayHaveCourt(item));
  if (offered.length === 0) return { kind: 'refused', why: decision.verdict };
  const onCourts = offered.filter(
    ({ itemId }) => resourceOf(ground.catalogue, { ...ground, itemId }) !== null,
  );
  const matters = offered.filter(({ details }) => details.kind === 'matter');
  const scarce = onCourts.length > 0 ? onCourts : matters;
  const item = random.pick(scarce.length > 0 && random.chance(COURT_SHARE) ? scarce : offered);
  if (item.details.kind === 'agreement') return sign(work, ground, { cardNumber, itemId: item.itemId });
  if (!onCourts.includes(item)) return given(work, { decision, telephone }, item);
  const { itemId } = item;
  const wish = random.chance(LATER_SHARE) ? wishedTime(random, ground, { itemId, today: decision.date }) : {};
  const court = await sellCourt(work, ground, { ...holder, itemId, wish });
  const others = offered.filter((one) => isOffered(one));
  // A customer who cannot have it takes something else.
  return court.kind === 'recorded' || others.length === 0
    ? court
    : given(work, { decision, telephone }, random.pick(others));
}

/** Signs an agreement, with choices of its own. */
async function sign(
  work: ComposedKiosk['work'],
  { random }: Ground,
  { cardNumber, itemId }: { readonly cardNumber: CardNumber; readonly itemId: string },
): Promise<Attempt> {
  const choice = agreementChoice(random, dateOfMinute(work.now()));
  const check = await work.check(cardNumber, { [itemId]: choice });
  if (check?.kind !== 'decided') return { kind: 'refused', why: check?.kind ?? 'no catalogue' };
  const item = check.decision.items.find((one) => one.itemId === itemId);
  if (item === undefined) return { kind: 'refused', why: 'no such item' };
  return given(work, { decision: check.decision, telephone: '' }, item);
}

/** Asks the district where this kiosk has no court then, and takes over what it may. */
async function sellCourt(
  work: ComposedKiosk['work'],
  { random }: Ground,
  wanted: {
    readonly cardNumber: CardNumber;
    readonly telephone: string;
    readonly itemId: string;
    readonly wish: GivenChoice;
  },
): Promise<Attempt> {
  const { cardNumber, telephone, itemId, wish } = wanted;
  for (let tries = 0; ; tries += 1) {
    const check = await work.check(cardNumber, { [itemId]: wish });
    if (check?.kind !== 'decided') return { kind: 'refused', why: check?.kind ?? 'no catalogue' };
    const item = check.decision.items.find((one) => one.itemId === itemId);
    if (item === undefined) return { kind: 'refused', why: 'no such item' };
    if (item.kind !== 'no' || item.reason.kind !== 'court-not-held' || tries > 0) {
      return given(work, { decision: check.decision, telephone }, item);
    }
    const takeOver = item.reason.silentSince !== undefined && random.chance(TAKE_OVER_SHARE);
    const { start } = item.choice;
    await work.askForCourt({ itemId, start, minutes: minutesOf(item) ?? 1, takeOver }, async () => {});
  }
}

/** This clerk answers every question with yes. */
async function given(
  work: ComposedKiosk['work'],
  { decision, telephone }: { readonly decision: DecidedCheck['decision']; readonly telephone: string },
  item: ItemDecision,
): Promise<Attempt> {
  if (!isOffered(item)) return { kind: 'refused', why: item.kind === 'no' ? item.reason.kind : item.kind };
  const confirmed = item.kind === 'ask' ? item.asks.map((ask) => ask.kind) : [];
  return attemptOf(await work.redeem({ decision, itemId: item.itemId, confirmed, telephone }));
}

function isOffered(item: ItemDecision): boolean {
  return item.kind === 'yes' || (item.kind === 'ask' && item.price !== null);
}

/** Another time may have a free court, or the district may give one. */
function mayHaveCourt(item: ItemDecision): boolean {
  return item.kind === 'no' && ['court-not-held', 'slot-full', 'no-price-now'].includes(item.reason.kind);
}

export async function step(
  { work }: ComposedKiosk,
  ground: Ground,
  cardNumber: CardNumber,
): Promise<Attempt> {
  const { random } = ground;
  const check = await work.check(cardNumber, {});
  if (check?.kind !== 'decided') return { kind: 'refused', why: check?.kind ?? 'no catalogue' };
  const { records = [] } = check.facts.counters;
  const now = wallMinuteOf(check.facts.at);
  const acts = records.flatMap((record) =>
    possibleSteps(record, now, errandTermsOf(ground.catalogue, record)).flatMap((kind) => {
      const { state } = record;
      const act =
        state.kind === 'matter'
          ? matterActOf(kind, { random, now, state, item: itemOf(ground.catalogue, state.itemId) })
          : state.kind === 'errand'
            ? errandActOf(kind, { random, now, terms: itemOf(ground.catalogue, state.itemId)?.errand })
            : kind === 'move'
              ? moveOf(work, ground, { check, record })
              : kind === 'dissolve'
                ? dissolveAct(random, now)
                : actOf(kind, now);
      return act === null ? [] : [{ record, act }];
    }),
  );
  if (acts.length === 0) return { kind: 'refused', why: 'no record' };
  const moves = acts.filter(({ act }) => act.kind === 'move');
  const { record, act } = random.pick(moves.length > 0 && random.chance(MOVE_SHARE) ? moves : acts);
  return attemptOf(await work.stepRecord(record, act));
}

/** A room is stepped as any booking by the simulated clerk. */
function errandTermsOf(catalogue: Ground['catalogue'], { state }: PresentRecord) {
  return state.kind === 'errand' ? { errand: itemOf(catalogue, state.itemId)?.errand } : {};
}

function itemOf({ items }: Ground['catalogue'], itemId: string): Item | undefined {
  return items.find(({ id }) => id === itemId);
}

/** Moves a booking to a time or court that is free without that booking. Null if this kiosk cannot give it. */
function moveOf(
  work: ComposedKiosk['work'],
  ground: Ground,
  { check, record }: { readonly check: DecidedCheck; readonly record: PresentRecord },
): RecordAct | null {
  const { recordId, state } = record;
  if (state.kind !== 'booking') return null;
  const { itemId, quantity } = state.place;
  const { facts } = check;
  const withoutIt = facts.counters.atDesk.filter((use) => use.record?.recordId !== recordId);
  const day = ground.random.chance(SAME_DAY_SHARE) ? { day: dateOfMinute(state.place.start) } : {};
  const time = wishedTime(ground.random, ground, { itemId, today: check.decision.date, ...day });
  const wish = { ...time, person: state.person, quantity };
  const counters = { ...facts.counters, atDesk: withoutIt };
  const { decision } = work.redecide({ ...check, facts: { ...facts, counters } }, { [itemId]: wish });
  const item = decision.items.find((one) => one.itemId === itemId);
  if (item?.kind === 'yes') return { kind: 'move', item };
  return item?.kind === 'ask' && item.price !== null
    ? { kind: 'move', item: { ...item, price: item.price } }
    : null;
}

/** Gives courts to the public, or takes back what was given. */
export async function givePublic(
  { work }: ComposedKiosk,
  { random, catalogue, siteId }: Ground,
): Promise<Attempt> {
  const given = work.publicStretches();
  if (given.length > 0 && random.chance(0.4)) {
    return publicAttempt(await work.givePublic({ kind: 'free', takenId: random.pick(given).takenId }));
  }
  const itemIds = (catalogue.resources ?? [])
    .filter((one) => one.siteId === siteId)
    .flatMap((one) => one.itemIds);
  if (itemIds.length === 0) return { kind: 'refused', why: 'no courts' };
  const itemId = random.pick(itemIds);
  const today = dateOfMinute(work.now());
  const { start, minutes, court } = wishedTime(random, { catalogue, siteId }, { itemId, today });
  const change = { kind: 'take', itemId, start, minutes, use: 'walk-in' } as const;
  // The simulated venue gives its courts away whatever is booked, so that collisions are found.
  return publicAttempt(await work.givePublic({ ...change, courts: [court], isSure: true }));
}

function publicAttempt(result: PublicResult): Attempt {
  return 'text' in result ? { kind: 'refused', why: result.text.en } : attemptOf(result);
}

/** Null for a move and for a step of a matter, which have functions of their own. */
function actOf(kind: StepKind, now: WallMinute): RecordAct | null {
  switch (kind) {
    case 'admit':
      return { kind, at: now };
    case 'cancel':
    case 'return':
      return { kind, reason: 'holder', returnedFen: 0 };
    case 'pause':
    case 'resume':
      return { kind, from: dateOfMinute(now) };
    case 'attend':
    case 'miss':
    case 'take-back':
      return { kind };
    default:
      return null;
  }
}

export function attemptOf(result: RedeemResult | RecordResult): Attempt {
  if (result.kind === 'recorded') return result;
  return { kind: 'refused', why: result.kind === 'fault' ? result.fault.kind : result.kind };
}
