import { checkCard } from '../../app/check/check-card.ts';
import { createHeldDenials } from '../../app/check/held-denials.ts';
import { createHeldKeys } from '../../app/check/held-keys.ts';
import type { MarkedClockPort, TimerPort } from '../../app/ports.ts';
import { createHeldUses, type HeldUses } from '../../app/record/held-uses.ts';
import type { SharedLimits } from '../../app/record/holdings.ts';
import { openHoldings } from '../../app/record/holdings.ts';
import { redeem, voidUse } from '../../app/record/redeem.ts';
import { clerksPatience } from '../../app/sync/patience.ts';
import { createSyncLoop, type SyncLoop } from '../../app/sync/sync-loop.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import { cardRefOf } from '../../domain/card/card-ref.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { courtsOf } from '../../domain/decision/limited-items.ts';
import type { JournalEntry } from '../../domain/journal/journal-entry.ts';
import type { Host } from '../../host-api/host-api.ts';
import { districtOf, holdingsLineOf, journalOf } from '../../kiosk/host-ports.ts';
import { tellOfPulls } from '../../kiosk/keep-trust.ts';
import type { KioskGround } from './kiosk-ground.ts';
import { SIMULATED_ROOTS } from './kiosk-ground.ts';

/** Courts are scarce, and what several kiosks can give at once. */
const SLOT_SHARE = 0.7;

/** What became of one attempt to record something. */
type Attempt =
  | { readonly kind: 'recorded'; readonly entry: JournalEntry }
  | { readonly kind: 'refused'; readonly why: string };

/** The window of one kiosk: the use cases over its host, with a clerk who says yes to everything. */
export interface SimulatedWindow {
  readonly loop: SyncLoop;
  readonly uses: HeldUses;
  sell(cardNumber: CardNumber): Promise<Attempt>;
  voidUse(seq: number): Promise<Attempt>;
  /** Asks the host for the time, the keys and the names, as it does every few seconds. */
  refresh(): Promise<void>;
}

/** Puts a window together over a host, as `src/kiosk/compose.ts` does. */
export async function openWindow(host: Host, ground: KioskGround): Promise<SimulatedWindow> {
  const { random, cache, catalogue, siteId } = ground;
  const timer = timerOf(ground);
  const { clock, cardRefKeyHex, refresh } = await trustedParts(host, ground, timer);
  const journal = journalOf(host);
  const uses = createHeldUses({ journal, stored: cache.uses });
  await uses.load();
  const keys = createHeldKeys({ texts: cache.texts, roots: SIMULATED_ROOTS, clock });
  const denied = createHeldDenials({ texts: cache.texts, keys, clock });
  await keys.load();
  await denied.load();
  const { journalId } = await journal.status();
  const shared: SharedLimits = {
    holdings: await openHoldings(cache.holdings, journalId),
    uses,
    district: holdingsLineOf(host),
    patience: clerksPatience(timer),
    siteId: () => siteId,
  };
  const refOf = (cardNumber: CardNumber) => cardRefOf(cardRefKeyHex(), cardNumber);
  const loop = createSyncLoop({
    journal,
    district: districtOf(host, { refresh }),
    catalogue: {
      current: () => catalogue,
      offer: async () => ({ kind: 'older', version: catalogue.version }),
    },
    keys,
    denied,
    roster: cache.roster,
    shared,
    clock,
    timer,
    random: random.next,
  });
  loop.subscribe(tellOfPulls(host, loop));
  return {
    loop,
    uses,
    refresh,
    async sell(cardNumber) {
      const check = await checkCard(
        { clock, roster: cache.roster, uses, cardRefOf: refOf, keys, denied, shared },
        { input: { kind: 'card', cardNumber }, siteId, catalogue, choices: {} },
      );
      if (check.kind !== 'decided') return { kind: 'refused', why: check.kind };
      // This clerk answers every question with yes.
      const offered = check.decision.items.filter(
        (item) => item.kind === 'yes' || (item.kind === 'ask' && item.price !== null),
      );
      if (offered.length === 0) return { kind: 'refused', why: check.decision.verdict };
      const slots = offered.filter((item) => isSlot(catalogue, item.itemId));
      const item = random.pick(slots.length > 0 && random.chance(SLOT_SHARE) ? slots : offered);
      const confirmed = item.kind === 'ask' ? item.asks.map((ask) => ask.kind) : [];
      const result = await redeem(
        { journal, uses, cardRefOf: refOf, shared },
        { decision: check.decision, itemId: item.itemId, confirmed },
      );
      loop.poke();
      return attemptOf(result);
    },
    async voidUse(seq) {
      const result = await voidUse({ journal, uses }, { seq, siteId, reason: 'mistyped' });
      loop.poke();
      return attemptOf(result);
    },
  };
}

/** What the host alone knows, as the window last heard it. */
async function trustedParts(host: Host, { cache }: KioskGround, timer: TimerPort) {
  let view = await host.call('clock.read', {});
  let readMs = timer.monotonicMs();
  let cardRefKeyHex = '';
  const sinceRead = () => timer.monotonicMs() - readMs;
  const clock: MarkedClockPort = {
    now: () => Math.round(view.nowMs + sinceRead()),
    highWaterMs: () => Math.round(view.highWaterMs + sinceRead()),
  };
  async function refresh(): Promise<void> {
    view = await host.call('clock.read', {});
    readMs = timer.monotonicMs();
    const vault = await host.call('vault.read', {});
    cardRefKeyHex = vault?.cardRefKeyHex ?? '';
    cache.held.sealUnder(vault?.namesKeyHex ?? null);
  }
  await refresh();
  return { clock, refresh, cardRefKeyHex: () => cardRefKeyHex };
}

function attemptOf(result: Awaited<ReturnType<typeof redeem>>): Attempt {
  if (result.kind === 'recorded') return result;
  return { kind: 'refused', why: result.kind === 'fault' ? result.fault.kind : result.kind };
}

function timerOf({ time, life }: KioskGround): TimerPort {
  const bootMs = time.nowMs();
  return {
    monotonicMs: () => time.nowMs() - bootMs,
    after: (delayMs, callback) => time.after(delayMs, () => life.isAlive() && callback()),
  };
}

function isSlot({ items }: Catalogue, itemId: string): boolean {
  const item = items.find(({ id }) => id === itemId);
  return item !== undefined && courtsOf(item) !== null;
}
