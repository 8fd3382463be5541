import { bytesToHex } from '@noble/hashes/utils.js';
import type { CacheKeys, CachePort } from '../app/cache-port.ts';
import { createCachedCatalogue } from '../app/check/cached-catalogue.ts';
import { createCachedDenials } from '../app/check/cached-denials.ts';
import { createCachedKeys } from '../app/check/cached-keys.ts';
import { createNamedCards } from '../app/check/named-cards.ts';
import { type ShownName, showName } from '../app/check/show-name.ts';
import type { RandomPort, TimerPort } from '../app/ports.ts';
import { createCachedUses } from '../app/record/cached-uses.ts';
import type { SharedLimits } from '../app/record/holdings.ts';
import { openHoldings } from '../app/record/holdings.ts';
import { ownStretchesIn } from '../app/record/public-stretches.ts';
import type { RebuildProgress } from '../app/record/rebuild-uses.ts';
import { createRightRequests } from '../app/record/right-requests.ts';
import { clerksPatience } from '../app/sync/patience.ts';
import { createSyncLoop, type SyncLoop } from '../app/sync/sync-loop.ts';
import type { RecordsFeed } from '../app/sync/sync-round.ts';
import { createDeskStore, type DeskStore } from '../desk/desk-store.ts';
import type { DeskTasks } from '../desk/desk-work.ts';
import { createListeners, type Listeners } from '../domain/base/listeners.ts';
import { wallDateOf } from '../domain/base/wall-time.ts';
import type { CardNumber } from '../domain/card/card-number.ts';
import { givesRights } from '../domain/decision/limited-items.ts';
import { kioskShortName } from '../domain/journal/short-number.ts';
import { SETUP_STEPS } from '../domain/staff/setup-step.ts';
import type { SignatureCheck } from '../domain/trust/signing-key.ts';
import type { Host } from '../host-api/host-api.ts';
import type { KioskInfo } from '../host-api/kiosk-api.ts';
import type { Settings } from '../host-api/settings-api.ts';
import type { KioskPinnedTrust } from '../host-api/trust-api.ts';
import { keepClockAndNames, onRoundEnd } from './clock-and-names.ts';
import type { exportClosing } from './closing-paper.ts';
import { createDeskHealth } from './desk-health.ts';
import { type DeskParts, deskWork } from './desk-parts.ts';
import { enrolWith } from './enrol.ts';
import type { ExportUsesParts } from './export-uses.ts';
import { exportWaiting } from './export-waiting.ts';
import { hostAhead, inFirstRound } from './host-ahead.ts';
import { createHostClock } from './host-clock.ts';
import {
  districtOf,
  holdingsLineOf,
  journalOf,
  notesLineOf,
  notesOf,
  noticesLineOf,
  staffLineOf,
} from './host-ports.ts';
import { watchedHost } from './host-pulse.ts';
import { keepStaff } from './keep-staff.ts';
import type { ComposedKiosk, Kiosk } from './kiosk.ts';
import { createNamesStore } from './names-store.ts';
import { keepPractice, switchedWork } from './practice.ts';
import { createPrinterStore } from './printer-store.ts';
import { saveFrame } from './saved-frame.ts';
import { createSettingsStore } from './settings-store.ts';
import { createStaffStore, type StaffStore } from './staff-store.ts';
import type { UiPort } from './ui-port.ts';
import { watchRevocation } from './watch-revocation.ts';
import { windowTroubles } from './window-trouble.ts';

export interface KioskParts {
  readonly host: Host;
  readonly info: KioskInfo;
  readonly settings: Settings;
  readonly pinnedTrust: KioskPinnedTrust;
  readonly onRebuild: RebuildProgress;
  /** Something that should never fail has failed; the screen says so. */
  readonly failed: (cause: unknown) => void;
  readonly ui: UiPort;
  /** Opens the cache of this kiosk; rejects if the browser gives none. */
  readonly openCache: (keys: CacheKeys) => Promise<CachePort>;
  readonly timer: TimerPort;
  readonly random: RandomPort;
  /** 128 random bits as hexadecimal digits, for a record; by the platform's own source if nothing else is given. */
  readonly newRecordId?: (() => string) | undefined;
  /** How often the clock of the host is read; every few seconds if nothing else is said. */
  readonly clockEveryMs?: number | undefined;
  /** How long an act at the desk waits for the district; as long as a clerk does if nothing else is said. */
  readonly clerkWaitsMs?: number | undefined;
  /** Opens the catalogue; if this is not given, the catalogue is the stored, shipped and pulled one. */
  readonly openCatalogue?: typeof createCachedCatalogue | undefined;
  /** Our own code checks signatures if nothing quicker is given. */
  readonly isSigned?: SignatureCheck | undefined;
}

/** Puts the kiosk of an enrolled host together and starts its sync loop. Rejects if the cache cannot be opened. */
export async function composeKiosk(parts: KioskParts): Promise<ComposedKiosk> {
  const { info, pinnedTrust, failed, ui, timer } = parts;
  const { host, pulse } = watchedHost(parts.host, timer);
  const settings = createSettingsStore(host, parts.settings);
  const siteId = () => settings.getState().settings.siteId;
  const [cached, staff] = await Promise.all([openCached({ ...parts, host }), createStaffStore(host, siteId)]);
  const { cache, clock, names, uses, requests, catalogue, atStart } = cached;
  const { holdings } = cached;
  const { records } = cache;
  const news = createListeners();
  const shared: SharedLimits & RecordsFeed = {
    ...{ holdings, uses, records, siteId, catalogue, patience: clerksPatience(timer, parts.clerkWaitsMs) },
    district: holdingsLineOf(host, cached.pulls),
  };
  const syncLoop = syncLoopOf({ ...parts, host }, cached, { ...shared, news });
  const namedCards = createNamedCards(cache);
  const printer = createPrinterStore(host, timer);
  const kiosk = info.enrolment === null ? undefined : kioskShortName(info.enrolment);
  const notes = notesOf(host);
  const lastShown: LastShown = { cardNumber: null, name: null };
  const deskSettings = () => settings.getState().settings;
  const { work, desk } = deskOf(staff, {
    ...cached,
    ...{ shared, syncLoop, namedCards, ui, failed, timer },
    newRecordId: parts.newRecordId ?? randomRecordId,
    notes,
    shownName: (cardNumber) => (lastShown.cardNumber === cardNumber ? lastShown.name : null),
    print: printer.getState().print,
    staff: staff.getState(),
    members: () => staff.getState().view.members,
    ...{ kiosk, settings: deskSettings, isSigned: parts.isSigned },
    changeSettings: settings.getState().change,
  });
  const readRequests = () => loadRequests(cached, siteId());
  settings.subscribe((now, before) => {
    if (now.settings.siteId === before.settings.siteId) return;
    desk.getState().restart();
    // Gives the courts of the earlier desk back, and gets those of this one.
    syncLoop.poke();
    readRequests();
  });
  const stir = keepStaff({ staff, settings, syncLoop, desk, timer });
  keepPractice({ desk, settings, timer });
  news.subscribe(() => void desk.getState().recordsCame());
  keepClockAndNames({ host, clock, names, syncLoop, desk });
  // A notice of the office is on the screen once a round has brought it.
  syncLoop.subscribe(onRoundEnd(syncLoop, () => void desk.getState().refreshNotices()));
  watchRevocation({ host, syncLoop, wiped: ui.startAgain });
  // The set-up of a desk that was just enrolled opens by itself. If it was left at a later step, the idle screen offers it.
  if (deskSettings().setup === SETUP_STEPS[0]) desk.getState().openSetup();
  await syncLoop.start();
  void cache.warmRoster();
  readRequests();
  void desk.getState().refreshNotices();
  return {
    ...{ info, pinnedTrust, work, desk, settings, catalogue, syncLoop, clock, names, namedCards },
    ...{ pulse, requests },
    ...{ printer, stir, demoMembers: atStart.demoMembers },
    counters: uses,
    notes,
    demoCards: atStart.demoCards,
    troubles: windowTroubles(atStart.troubles, atStart.counted, atStart.headSeq),
    health: createDeskHealth({ host, syncLoop, atStart: atStart.troubles }),
    saveFrame: (png) => saveFrame(host, png),
    // A host that is gone says so elsewhere.
    tellCamera: (state) => void host.call('kiosk.camera', { state }).catch(() => undefined),
    ...exportsOf(host, {
      ...{ ...cached, namedCards, kiosk, settings: deskSettings, download: ui.download },
      members: () => staff.getState().view.members,
    }),
    // The journal stays. The kiosk's name, its desks and its card key may change.
    enrolAgain: enrolWith({ host, failed, taken: ui.startAgain }),
    showName: (cardNumber) =>
      nameShown(cached, { staff, desk, lastShown }, { cardNumber, siteId: siteId() ?? '' }),
    now: clock.now,
  };
}

/** Only a desk that gives a right has requests. */
function loadRequests({ catalogue, requests }: Cached, siteId: string | null): void {
  const current = catalogue.current();
  if (current !== null && givesRights(current, siteId ?? '')) void requests.load();
}

function exportsOf(
  host: Host,
  parts: ExportUsesParts & Parameters<typeof exportClosing>[0],
): Pick<Kiosk, 'exportWaiting' | 'exportUses' | 'exportClosing'> {
  return {
    exportWaiting: () => exportWaiting(host, parts.download),
    // Both are loaded with the first export, since no sale needs them.
    exportUses: async (...asked) => (await import('./export-uses.ts')).exportUses(parts, ...asked),
    exportClosing: async (...asked) => (await import('./closing-paper.ts')).exportClosing(parts, ...asked),
  };
}

interface LastShown {
  cardNumber: CardNumber | null;
  name: string | null;
}

async function nameShown(
  { journal, uses, cache: { roster, cardRefOf } }: Cached,
  parts: { readonly staff: StaffStore; readonly desk: DeskStore; readonly lastShown: LastShown },
  asked: Parameters<typeof showName>[1],
): Promise<ShownName> {
  const { staff, desk, lastShown } = parts;
  // A full name may be shown only after an entry of the journal, and practice writes none.
  if (desk.getState().practice !== null) return { kind: 'no-name' };
  const shown = await showName({ journal, uses, roster, cardRefOf }, asked);
  if (shown.kind === 'shown') Object.assign(lastShown, { cardNumber: asked.cardNumber, name: shown.name });
  // An approval is used up by it.
  void staff.getState().refresh();
  return shown;
}

/** The word in front of the numbers of practice, where the short name of the kiosk stands at work. */
const PRACTICE = { zh: '练习', en: 'PRACTICE' };

/** Makes the desk, which works or practises. */
function deskOf(staff: StaffStore, parts: DeskParts): { readonly work: DeskTasks; readonly desk: DeskStore } {
  const work = deskWork(parts);
  return { work, desk: createDeskStore(switchedWork(work, () => practiceOf(parts, work, staff))) };
}

/** Loads practice only when somebody begins it. */
async function practiceOf(parts: DeskParts, work: DeskTasks, staff: StaffStore): Promise<DeskTasks> {
  const { practiceWork } = await import('./practice-work.ts');
  const kiosk = PRACTICE[parts.settings().language];
  const memberId = () => staff.getState().view.session?.member.memberId ?? null;
  return practiceWork({ ...parts, kiosk, journalId: crypto.randomUUID(), memberId }, work);
}

type Cached = Awaited<ReturnType<typeof openCached>>;

/** What the kiosk has kept from before this start, opened and verified. */
async function openCached(parts: KioskParts) {
  const { host, pinnedTrust, timer, openCache, onRebuild, isSigned } = parts;
  const { openCatalogue = createCachedCatalogue } = parts;
  const journal = journalOf(host);
  // All are asked at once, since none needs another's answer, and on an old machine each answer takes its time.
  const [keys, clock, { journalId, headSeq }, demoCards, demoMembers, { troubles }] = await Promise.all([
    host.call('vault.read', {}),
    createHostClock(host, timer, parts.clockEveryMs),
    journal.status(),
    host.call('demo.cards', {}),
    host.call('staff.demo', {}),
    host.call('kiosk.health', {}),
  ]);
  if (keys === null) throw new Error('the host has no keys though it is enrolled');
  const cache = await openCache(keys);
  const uses = createCachedUses({ journal, stored: cache.uses, feed: cache.records });
  const { roots } = pinnedTrust;
  const texts = cache.signedTexts;
  const districtKeys = createCachedKeys({ texts, roots, shipped: pinnedTrust.keyList, clock, isSigned });
  const catalogue = openCatalogue({
    isSigned,
    file: cache.catalogueFile,
    trusted: roots,
    shipped: pinnedTrust.catalogue,
    listed: () => ({ keys: districtKeys.current(), date: wallDateOf(clock.now()) }),
  });
  const denied = createCachedDenials({ texts, keys: districtKeys, clock, isSigned });
  const listed = districtKeys.load().then(() => Promise.all([catalogue.load(), denied.load()]));
  const [names, counted, holdings, pulls] = await Promise.all([
    createNamesStore({
      host,
      async useNamesKey(namesKeyHex) {
        await cache.useNamesKey(namesKeyHex);
        void cache.warmRoster();
      },
    }),
    uses.load(onRebuild),
    openHoldings(cache.holdings, journalId, () => ownStretchesIn(journal, wallDateOf(clock.now()))),
    listed.then(() => pullsOf(parts, cache, catalogue.current()?.version ?? 0)),
  ]);
  const requests = createRightRequests(journal);
  const atStart = { headSeq, demoCards, demoMembers, troubles, counted };
  return {
    ...{ journal, clock, cache, uses, requests, districtKeys, catalogue, names, denied, holdings, pulls },
    atStart,
  };
}

/** The first round of a kiosk without a roster has the host asked at once for all that it pulls. */
async function pullsOf(
  { host, timer }: KioskParts,
  cache: CachePort,
  catalogueVersion: number,
): Promise<Host> {
  const isFirst = (await cache.roster.state()).pulledAt === null;
  return isFirst ? hostAhead(host, inFirstRound(catalogueVersion), timer.monotonicMs) : host;
}

function syncLoopOf(
  { host, timer, random }: KioskParts,
  { journal, clock, cache, pulls, districtKeys: keys, denied, catalogue }: Cached,
  { news, ...shared }: SharedLimits & RecordsFeed & { readonly news: Listeners },
): SyncLoop {
  const district = districtOf(host, pulls, clock);
  const notes = notesLineOf(host);
  const notices = { notices: cache.notices, line: noticesLineOf(host, pulls) };
  const staff = staffLineOf(host);
  const recordsCame = news.tell;
  const asked = { recordsCame, shared, notes, notices, staff, journal, district, keys, denied, catalogue };
  const { roster, replacements } = cache;
  return createSyncLoop({ ...asked, roster, replacements, clock, timer, random });
}

const ID_BYTES = 16;

/** Another id for a record each time: it says nothing of the record. */
function randomRecordId(): string {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(ID_BYTES)));
}
