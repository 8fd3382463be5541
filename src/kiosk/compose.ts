import type { CacheKeys, CachePort } from '../app/cache-port.ts';
import { createHeldCatalogue } from '../app/check/held-catalogue.ts';
import { createHeldDenials } from '../app/check/held-denials.ts';
import { createHeldKeys } from '../app/check/held-keys.ts';
import { createNamedCards } from '../app/check/named-cards.ts';
import { showName } from '../app/check/show-name.ts';
import type { RandomPort, TimerPort } from '../app/ports.ts';
import { createHeldUses } from '../app/record/held-uses.ts';
import type { SharedLimits } from '../app/record/holdings.ts';
import { openHoldings } from '../app/record/holdings.ts';
import type { RebuildProgress } from '../app/record/rebuild-uses.ts';
import { createRightRequests } from '../app/record/right-requests.ts';
import { clerksPatience } from '../app/sync/patience.ts';
import { createSyncLoop, type SyncLoop } from '../app/sync/sync-loop.ts';
import { createDeskStore } from '../desk/desk-store.ts';
import { wallDateOf } from '../domain/base/wall-time.ts';
import { givesRights } from '../domain/decision/limited-items.ts';
import { kioskShortName } from '../domain/journal/short-number.ts';
import type { SignatureCheck } from '../domain/trust/signing-key.ts';
import type { Host } from '../host-api/host-api.ts';
import type { KioskInfo } from '../host-api/kiosk-api.ts';
import type { Settings } from '../host-api/settings-api.ts';
import type { KioskTrust } from '../host-api/trust-api.ts';
import { createDeskHealth } from './desk-health.ts';
import { deskWork } from './desk-parts.ts';
import { enrolWith } from './enrol.ts';
import { exportWaiting } from './export-waiting.ts';
import { hostAhead, inFirstRound } from './host-ahead.ts';
import { createHostClock } from './host-clock.ts';
import { districtOf, holdingsLineOf, journalOf } from './host-ports.ts';
import { watchedHost } from './host-pulse.ts';
import { keepTrust } from './keep-trust.ts';
import type { ComposedKiosk } from './kiosk.ts';
import { createNamesStore } from './names-store.ts';
import { saveFrame } from './saved-frame.ts';
import { createSettingsStore } from './settings-store.ts';
import type { UiPort } from './ui-port.ts';
import { watchRevocation } from './watch-revocation.ts';
import { windowFindings } from './window-finding.ts';

export interface KioskParts {
  readonly host: Host;
  readonly info: KioskInfo;
  readonly settings: Settings;
  readonly trust: KioskTrust;
  readonly onRebuild: RebuildProgress;
  /** Something that should never fail has failed; the screen says so. */
  readonly failed: (cause: unknown) => void;
  readonly ui: UiPort;
  /** Opens the cache of this kiosk; rejects where there is none to be had. */
  readonly openCache: (keys: CacheKeys) => Promise<CachePort>;
  readonly timer: TimerPort;
  readonly random: RandomPort;
  /** How often the clock of the host is read; every few seconds if nothing else is said. */
  readonly clockEveryMs?: number | undefined;
  /** Holds the catalogue; what is stored, shipped and pulled, if nothing else is given. */
  readonly holdCatalogue?: typeof createHeldCatalogue | undefined;
  /** Our own code checks signatures if nothing quicker is given. */
  readonly isSigned?: SignatureCheck | undefined;
}

/** Puts the kiosk of an enrolled host together and starts its sync loop. Rejects where the cache cannot be opened. */
export async function composeKiosk(parts: KioskParts): Promise<ComposedKiosk> {
  const { info, trust, failed, ui, timer } = parts;
  const { host, pulse } = watchedHost(parts.host, timer);
  const held = await openHeld({ ...parts, host });
  const { journal, cache, clock, names, uses, requests, catalogue, atStart } = held;
  const settings = createSettingsStore(host, parts.settings);
  const siteId = () => settings.getState().settings.siteId;
  const patience = clerksPatience(timer);
  const { holdings } = held;
  const shared: SharedLimits = { holdings, uses, district: holdingsLineOf(host), patience, siteId };
  const syncLoop = await syncLoopOf({ ...parts, host }, held, shared);
  const namedCards = createNamedCards(cache);
  const work = deskWork({
    ...held,
    ...{ shared, syncLoop, namedCards, ui, failed, timer },
    kiosk: info.enrolment === null ? undefined : kioskShortName(info.enrolment),
    settings: () => settings.getState().settings,
  });
  const desk = createDeskStore(work);
  /** Only a desk that gives a right has requests. */
  function readRequests(): void {
    const current = catalogue.current();
    if (current !== null && givesRights(current, siteId() ?? '')) void requests.load();
  }
  settings.subscribe((now, before) => {
    if (now.settings.siteId === before.settings.siteId) return;
    desk.getState().restart();
    // Gives the courts of the earlier desk back, and gets those of this one.
    syncLoop.poke();
    readRequests();
  });
  keepTrust({ host, clock, names, syncLoop, desk });
  watchRevocation({ host, syncLoop, wiped: ui.startAgain });
  await syncLoop.start();
  void cache.warmRoster();
  readRequests();
  return {
    ...{ info, trust, work, desk, settings, catalogue, syncLoop, clock, names, namedCards, pulse, requests },
    counters: uses,
    demoCards: atStart.demoCards,
    findings: windowFindings(atStart.findings, atStart.counted, atStart.headSeq),
    health: createDeskHealth({ host, syncLoop, atStart: atStart.findings }),
    saveFrame: (png) => saveFrame(host, png),
    exportWaiting: () => exportWaiting(host, ui.download),
    // The journal stays. The kiosk's name, its desks and its card key may change.
    enrolAgain: enrolWith({ host, failed, taken: ui.startAgain }),
    showName: (cardNumber) => {
      const { roster, cardRefOf } = cache;
      return showName({ journal, uses, roster, cardRefOf }, { cardNumber, siteId: siteId() ?? '' });
    },
    now: clock.now,
  };
}

type Held = Awaited<ReturnType<typeof openHeld>>;

/** What the kiosk holds from before this start, opened and verified. */
async function openHeld(parts: KioskParts) {
  const { host, trust, timer, openCache, onRebuild, isSigned } = parts;
  const { holdCatalogue = createHeldCatalogue } = parts;
  const journal = journalOf(host);
  // Asked at once, since none of them needs another: on an old machine each answer takes its time.
  const [keys, clock, { journalId, headSeq }, demoCards, { findings }] = await Promise.all([
    host.call('vault.read', {}),
    createHostClock(host, timer, parts.clockEveryMs),
    journal.status(),
    host.call('demo.cards', {}),
    host.call('kiosk.health', {}),
  ]);
  if (keys === null) throw new Error('the host has no keys though it is enrolled');
  const cache = await openCache(keys);
  const uses = createHeldUses({ journal, stored: cache.uses });
  const { roots } = trust;
  const texts = cache.signedTexts;
  const districtKeys = createHeldKeys({ texts, roots, shipped: trust.keyList, clock, isSigned });
  const catalogue = holdCatalogue({
    isSigned,
    file: cache.catalogueFile,
    trusted: roots,
    shipped: trust.catalogue,
    listed: () => ({ keys: districtKeys.current(), date: wallDateOf(clock.now()) }),
  });
  const [names, counted] = await Promise.all([
    createNamesStore({
      host,
      async useNamesKey(namesKeyHex) {
        await cache.useNamesKey(namesKeyHex);
        void cache.warmRoster();
      },
    }),
    uses.load(onRebuild),
    districtKeys.load().then(() => catalogue.load()),
  ]);
  const denied = createHeldDenials({ texts, keys: districtKeys, clock });
  await denied.load();
  const holdings = await openHoldings(cache.holdings, journalId);
  const requests = createRightRequests(journal);
  const atStart = { headSeq, demoCards, findings, counted };
  return { journal, clock, cache, uses, requests, districtKeys, catalogue, names, denied, holdings, atStart };
}

/** The first round of a kiosk without a roster asks at once for all that it pulls. */
async function syncLoopOf(
  { host, timer, random }: KioskParts,
  { journal, clock, cache, districtKeys: keys, denied, catalogue }: Held,
  shared: SharedLimits,
): Promise<SyncLoop> {
  const isFirst = (await cache.roster.state()).pulledAt === null;
  const pulls = isFirst
    ? hostAhead(host, inFirstRound(catalogue.current()?.version ?? 0), timer.monotonicMs)
    : host;
  const district = districtOf(host, clock, pulls);
  const asked = { shared, journal, district, keys, denied, catalogue };
  const { roster, replacements } = cache;
  return createSyncLoop({ ...asked, roster, replacements, clock, timer, random });
}
