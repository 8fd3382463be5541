import { checkCard, recheck, redecide } from '../app/check-card.ts';
import { createHeldCatalogue, type HeldCatalogue } from '../app/held-catalogue.ts';
import { createHeldDenials, type HeldDenials } from '../app/held-denials.ts';
import { createHeldKeys, type HeldKeys } from '../app/held-keys.ts';
import { createHeldUses, type HeldUses } from '../app/held-uses.ts';
import { openHoldings } from '../app/holdings.ts';
import { createNamedCards, type NamedCards } from '../app/named-cards.ts';
import { clerksPatience } from '../app/patience.ts';
import type { JournalPort, TimerPort } from '../app/ports.ts';
import { pullLeases } from '../app/pull-leases.ts';
import type { RebuildProgress } from '../app/rebuild-uses.ts';
import { redeem, voidUse } from '../app/redeem.ts';
import type { SharedLimits } from '../app/shared-limits.ts';
import { showName } from '../app/show-name.ts';
import { createSyncLoop, type SyncLoop } from '../app/sync-loop.ts';
import { cardNumberIn } from '../domain/card-record.ts';
import type { Choice } from '../domain/decision.ts';
import { kioskShortName } from '../domain/short-number.ts';
import { wallDateOf } from '../domain/wall-time.ts';
import type { Host, KioskInfo, Settings } from '../host-api/host-api.ts';
import type { KioskTrust } from '../host-api/trust-api.ts';
import { createStore, type Store } from '../store/store.ts';
import { enrolWith } from '../kiosk/enrol.ts';
import { askAhead, inFirstRound } from '../kiosk/host-ahead.ts';
import { createHostClock, type HostClock } from '../kiosk/host-clock.ts';
import { districtOf, holdingsLineOf, journalOf } from '../kiosk/host-ports.ts';
import type { Kiosk } from '../kiosk/kiosk.ts';
import { createDeskHealth } from '../kiosk/desk-health.ts';
import { exportWaiting } from '../kiosk/export-waiting.ts';
import { windowFindings } from '../kiosk/window-finding.ts';
import { saveFrame } from '../kiosk/saved-frame.ts';
import { isOrderInSight } from './screens/order-in-sight.ts';
import { playCue } from './sound.ts';
import { createDeskStore } from '../desk/desk-store.ts';
import type { DeskWork } from '../desk/desk-work.ts';
import { createNamesStore } from '../kiosk/names-store.ts';
import { createSettingsStore } from '../kiosk/settings-store.ts';
import { keepTrust } from '../kiosk/keep-trust.ts';
import { watchRevocation } from '../kiosk/watch-revocation.ts';

export interface ComposeOptions {
  readonly host: Host;
  readonly info: KioskInfo;
  readonly settings: Settings;
  readonly trust: KioskTrust;
  readonly onRebuild: RebuildProgress;
  /** Something that should never fail has: the screen says so. */
  readonly failed: (cause: unknown) => void;
}

const timer: TimerPort = {
  monotonicMs: () => performance.now(),
  after(delayMs, callback) {
    const id = setTimeout(callback, delayMs);
    return () => clearTimeout(id);
  },
};

/** Puts the kiosk of an enrolled host together and starts its sync loop. Rejects where the cache cannot be opened. */
export async function composeKiosk(options: ComposeOptions): Promise<Kiosk> {
  const { host, info, trust, failed } = options;
  const journal = journalOf(host);
  // None of these needs another: on an old machine each answer of the host takes its time.
  const [keys, clock, { journalId, headSeq }, demoCards, { findings }] = await Promise.all([
    host.call('vault.read', {}),
    createHostClock(host, timer),
    journal.status(),
    host.call('demo.cards', {}),
    host.call('kiosk.health', {}),
  ]);
  if (keys === null) throw new Error('the host has no keys though it is enrolled');
  const store = await createStore({ keys });
  const uses = createHeldUses({ journal, stored: store.uses });
  const { roots } = trust;
  const districtKeys = createHeldKeys({ texts: store.signedTexts, roots, shipped: trust.keyList, clock });
  const catalogue = createHeldCatalogue({
    file: store.catalogueFile,
    trusted: roots,
    shipped: trust.catalogue,
    listed: () => ({ keys: districtKeys.current(), date: wallDateOf(clock.now()) }),
  });
  const [names, counted] = await Promise.all([
    createNamesStore({
      host,
      async useNamesKey(namesKeyHex) {
        await store.useNamesKey(namesKeyHex);
        void store.warmRoster();
      },
    }),
    uses.load(options.onRebuild),
    districtKeys.load().then(() => catalogue.load()),
  ]);
  const denied = createHeldDenials({ texts: store.signedTexts, keys: districtKeys, clock });
  await denied.load();
  const holdings = await openHoldings(store.holdings, journalId);
  const settings = createSettingsStore(host, options.settings);
  const shared: SharedLimits = {
    holdings,
    uses,
    district: holdingsLineOf(host),
    patience: clerksPatience(timer),
    siteId: () => settings.getState().settings.siteId,
  };
  const isFirst = (await store.roster.state()).pulledAt === null;
  const pulls = isFirst ? askAhead(host, inFirstRound(catalogue.current()?.version ?? 0)) : host;
  const syncLoop = createSyncLoop({
    shared,
    journal,
    district: districtOf(host, clock, pulls),
    keys: districtKeys,
    denied,
    catalogue,
    roster: store.roster,
    clock,
    timer,
    random: Math.random,
  });
  const namedCards = createNamedCards(store);
  const desk = createDeskStore(
    deskWork({
      namedCards,
      store,
      uses,
      clock,
      journal,
      catalogue,
      districtKeys,
      denied,
      shared,
      syncLoop,
      kiosk: info.enrolment === null ? undefined : kioskShortName(info.enrolment),
      settings: () => settings.getState().settings,
      failed,
    }),
  );
  settings.subscribe((now, before) => {
    if (now.settings.siteId === before.settings.siteId) return;
    desk.getState().restart();
    // The courts of the desk before go back, and those of this one come.
    syncLoop.poke();
  });
  keepTrust({ host, clock, names, syncLoop, desk });
  // A new page holds none of the keys and names that this one has in memory.
  watchRevocation({ host, syncLoop, wiped: () => window.location.reload() });
  window.addEventListener('online', () => syncLoop.poke());
  await syncLoop.start();
  void store.warmRoster();
  return {
    info,
    trust,
    desk,
    settings,
    catalogue,
    syncLoop,
    demoCards,
    saveFrame: (png) => saveFrame(host, png),
    clock,
    names,
    findings: windowFindings(findings, counted, headSeq),
    health: createDeskHealth({ host, syncLoop, atStart: findings }),
    counters: uses,
    exportWaiting: () => exportWaiting(host),
    // The journal stays; the kiosk's name, its desks and its card key may be others.
    enrolAgain: enrolWith({ host, failed, taken: () => window.location.reload() }),
    namedCards,
    showName: (cardNumber) =>
      showName(
        { journal, uses, roster: store.roster, cardRefOf: store.cardRefOf },
        { cardNumber, siteId: settings.getState().settings.siteId ?? '' },
      ),
    now: clock.now,
  };
}

interface WorkParts {
  readonly store: Store;
  readonly uses: HeldUses;
  readonly clock: HostClock;
  readonly journal: JournalPort;
  readonly catalogue: HeldCatalogue;
  readonly districtKeys: HeldKeys;
  readonly denied: HeldDenials;
  readonly shared: SharedLimits;
  readonly syncLoop: SyncLoop;
  readonly namedCards: NamedCards;
  /** Its short name. */
  readonly kiosk: string | undefined;
  readonly settings: () => Settings;
  readonly failed: (cause: unknown) => void;
}

/** Binds the desk's actions to the use cases. */
function deskWork(parts: WorkParts): DeskWork {
  const { store, uses, clock, journal, catalogue, districtKeys, denied, shared, syncLoop, settings, failed } =
    parts;
  const { roster, cardRefOf } = store;
  const named = parts.kiosk === undefined ? {} : { kiosk: parts.kiosk };
  const siteId = () => settings().siteId ?? '';
  return {
    async check(text, choices) {
      const current = catalogue.current();
      if (current === null) return null;
      const found = await checkCard(
        { clock, roster, uses, keys: districtKeys, denied, shared, cardRefOf, ...named },
        { input: { kind: 'text', text }, siteId: siteId(), catalogue: current, choices },
      );
      if (found.kind === 'roster-damaged') syncLoop.poke();
      if (found.kind === 'decided') {
        parts.namedCards.remember(found.cardRef, cardNumberIn(found.decision.lookup));
      }
      return found;
    },
    redecide,
    async redeem(request) {
      const result = await redeem({ journal, uses, cardRefOf, shared }, request);
      syncLoop.poke();
      return result;
    },
    async voidUse(seq, reason) {
      const result = await voidUse({ journal, uses }, { seq, reason, siteId: siteId() });
      syncLoop.poke();
      return result;
    },
    recheck: (check, choices) => recheck({ uses, shared }, check, choices),
    async askForCourt(want, late) {
      const ask = () => pullLeases({ ...shared, clock, journal, catalogue }, [want]);
      return (await shared.patience.ask(ask, late)) === null ? 'slow' : 'answered';
    },
    recordedToday: () => uses.recordedOn(siteId(), wallDateOf(clock.now())),
    venueChoices: () => venueChoicesOf(settings(), siteId()),
    isOrderInSight,
    cue(verdict) {
      const { soundOn, volume } = settings();
      if (soundOn) playCue(verdict, volume);
    },
    failed,
    timer,
  };
}

/** List prices that the venue has set, as the choices that a decision starts from. */
function venueChoicesOf({ listPricesFen }: Settings, siteId: string): Record<string, Choice> {
  const prefix = `${siteId}/`;
  const own = Object.entries(listPricesFen).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(own.map(([key, listFen]) => [key.slice(prefix.length), { listFen }]));
}
