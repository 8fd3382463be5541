import type { RecordResult, RedeemResult } from '../../app/record/record.ts';
import type { RecordAct } from '../../app/record/step-record.ts';
import type { LineStatus } from '../../app/sync/line-status.ts';
import { createListeners } from '../../domain/base/listeners.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import { dateOfMinute, type WallMinute, wallMinuteOf } from '../../domain/base/wall-time.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { courtsOf } from '../../domain/decision/limited-items.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import { possibleSteps, type StepKind } from '../../domain/records/possible-steps.ts';
import type { Host } from '../../host-api/host-api.ts';
import type { ComposedKiosk } from '../../kiosk/kiosk.ts';
import type { KioskGround } from './kiosk-ground.ts';
import { loadPage, type SimulatedPage } from './simulated-page.ts';

/** Courts are scarce, and what several kiosks can give at once. */
const SLOT_SHARE = 0.7;

/** What became of one attempt to record something. */
export type Attempt =
  | { readonly kind: 'recorded'; readonly entry: JournalEntry }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * The window of one kiosk, with a clerk who says yes to everything. Its page is loaded again when the kiosk says so.
 */
export interface SimulatedWindow {
  /** The kiosk of its page; null until it is enrolled, and after it was wiped. */
  kiosk(): ComposedKiosk | null;
  status(): LineStatus | null;
  /** Calls back at each change of the line's status, and when another page is loaded. */
  subscribe(listener: () => void): void;
  /** A technician types a code; whether it was taken, the profile says. */
  enrol(code: string): Promise<void>;
  /** Null where the page was left meanwhile: nobody knows then what became of it. */
  sell(cardNumber: CardNumber, telephone: string): Promise<Attempt | null>;
  voidUse(seq: number): Promise<Attempt | null>;
  /** Makes a step of one of the card's records: whatever is possible with it now. */
  step(cardNumber: CardNumber): Promise<Attempt | null>;
  /** Asks the host for the time, the keys and the names, as it does every few seconds. */
  refresh(): Promise<void>;
  /** Ends the sync loop; the kiosk stays as it is. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

const SHUT: Attempt = { kind: 'refused', why: 'shut' };

/** `finishWipe`: what the host does each minute while it is not enrolled. */
export async function openWindow(
  host: Host,
  ground: KioskGround,
  finishWipe: () => Promise<void>,
): Promise<SimulatedWindow> {
  const listeners = createListeners();
  let page: SimulatedPage;

  function load(): Promise<SimulatedPage> {
    return loadPage(host, ground, { changed: listeners.tell, again: () => void loadAgain() });
  }

  async function loadAgain(): Promise<void> {
    page.leave();
    try {
      page = await load();
      listeners.tell();
    } catch (cause) {
      ground.windowFailed(cause);
    }
  }

  async function attempt(act: (kiosk: ComposedKiosk) => Promise<Attempt>): Promise<Attempt | null> {
    const kiosk = page.kiosk();
    return kiosk === null ? SHUT : page.during(act(kiosk));
  }

  page = await load();
  return {
    kiosk: () => page.kiosk(),
    status: () => page.kiosk()?.syncLoop.status() ?? null,
    subscribe: (listener) => void listeners.subscribe(listener),
    async enrol(code) {
      await page.during(page.enrol(code));
    },
    sell: (cardNumber, telephone) => attempt((kiosk) => sell(kiosk, ground, { cardNumber, telephone })),
    voidUse: (seq) => attempt(async ({ work }) => attemptOf(await work.voidUse(seq, 'mistyped'))),
    step: (cardNumber) => attempt((kiosk) => step(kiosk, ground, cardNumber)),
    async refresh() {
      const kiosk = page.kiosk();
      // Whoever looks does not wait for the end of the minute.
      if (kiosk === null) return finishWipe().catch(() => undefined);
      await page.during(refreshed(kiosk));
    },
    async stop() {
      await page.kiosk()?.syncLoop.stop();
    },
    async close() {
      await page.kiosk()?.syncLoop.stop();
      page.leave();
    },
  };
}

async function refreshed({ clock, names }: ComposedKiosk): Promise<void> {
  await clock.refresh();
  await names.getState().refresh();
}

async function sell(
  { work }: ComposedKiosk,
  { random, catalogue }: KioskGround,
  { cardNumber, telephone }: { readonly cardNumber: CardNumber; readonly telephone: string },
): Promise<Attempt> {
  const check = await work.check(cardNumber, {});
  if (check?.kind !== 'decided') return { kind: 'refused', why: check?.kind ?? 'no catalogue' };
  const { decision } = check;
  // This clerk answers every question with yes.
  const offered = decision.items.filter(
    (item) => item.kind === 'yes' || (item.kind === 'ask' && item.price !== null),
  );
  if (offered.length === 0) return { kind: 'refused', why: decision.verdict };
  const slots = offered.filter((item) => isSlot(catalogue, item.itemId));
  const item = random.pick(slots.length > 0 && random.chance(SLOT_SHARE) ? slots : offered);
  const confirmed = item.kind === 'ask' ? item.asks.map((ask) => ask.kind) : [];
  return attemptOf(await work.redeem({ decision, itemId: item.itemId, confirmed, telephone }));
}

async function step(
  { work }: ComposedKiosk,
  { random }: KioskGround,
  cardNumber: CardNumber,
): Promise<Attempt> {
  const check = await work.check(cardNumber, {});
  if (check?.kind !== 'decided') return { kind: 'refused', why: check?.kind ?? 'no catalogue' };
  const { records = [] } = check.facts.counters;
  const now = wallMinuteOf(check.facts.at);
  const acts = records.flatMap((record) =>
    possibleSteps(record, now).flatMap((kind) => {
      const act = actOf(kind, now);
      return act === null ? [] : [{ record, act }];
    }),
  );
  if (acts.length === 0) return { kind: 'refused', why: 'no record' };
  const { record, act } = random.pick(acts);
  return attemptOf(await work.stepRecord(record, act));
}

/** Null for a move: what it costs and where it goes is decided at the desk. */
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
    case 'move':
      return null;
    case 'handle':
    case 'withdraw':
      return { kind: 'matter', done: { kind: kind === 'handle' ? 'matter-handled' : 'matter-withdrawn' } };
    case 'assign':
      return { kind: 'matter', done: { kind: 'matter-assigned', member: null } };
    case 'collect':
    case 'deliver': {
      const way = 'post';
      const done = { kind: kind === 'collect' ? 'matter-collected' : 'matter-delivery', way } as const;
      return { kind: 'matter', done };
    }
    case 'receive':
      return {
        kind: 'matter',
        done: { kind: 'matter-received', handed: ['form'], missing: [], missingMain: [] },
      };
    case 'accept': {
      const on = dateOfMinute(now);
      const done = { kind: 'matter-accepted', on, workdays: 5, supplyBy: null, isDone: false } as const;
      return { kind: 'matter', done };
    }
    case 'finish':
      return { kind: 'matter', done: { kind: 'matter-finished', on: dateOfMinute(now), result: 'granted' } };
    case 'tell':
      return { kind: 'matter', done: { kind: 'matter-told', answer: 'reached' } };
    case 'reject':
    case 'stop': {
      const reason = 'other';
      const done = { kind: kind === 'reject' ? 'matter-rejected' : 'matter-ended', reason } as const;
      return { kind: 'matter', done };
    }
    case 'number':
    case 'supply':
    case 'notice':
      return null;
    default:
      return unreachable(kind);
  }
}

function attemptOf(result: RedeemResult | RecordResult): Attempt {
  if (result.kind === 'recorded') return result;
  return { kind: 'refused', why: result.kind === 'fault' ? result.fault.kind : result.kind };
}

function isSlot({ items }: Catalogue, itemId: string): boolean {
  const item = items.find(({ id }) => id === itemId);
  return item !== undefined && courtsOf(item) !== null;
}
