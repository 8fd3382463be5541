import type { CachePort } from '../app/cache-port.ts';
import type { CachedCatalogue } from '../app/check/cached-catalogue.ts';
import type { CachedDenials } from '../app/check/cached-denials.ts';
import type { CachedKeys } from '../app/check/cached-keys.ts';
import { checkCard, recheck, redecide } from '../app/check/check-card.ts';
import type { NamedCards } from '../app/check/named-cards.ts';
import type { JournalPort, NotesPort, TimerPort } from '../app/ports.ts';
import type { CachedUses } from '../app/record/cached-uses.ts';
import type { SharedLimits } from '../app/record/holdings.ts';
import { takenAt } from '../app/record/public-stretches.ts';
import { redeem, voidUse } from '../app/record/redeem.ts';
import type { RightRequests } from '../app/record/right-requests.ts';
import { stepRecord } from '../app/record/step-record.ts';
import { type CourtWish, pullLeases } from '../app/sync/pull-leases.ts';
import type { SyncLoop } from '../app/sync/sync-loop.ts';
import type { DeskTasks, DeskWork } from '../desk/desk-work.ts';
import { wallDateOf, wallMinuteOf } from '../domain/base/wall-time.ts';
import type { CardNumber } from '../domain/card/card-number.ts';
import { cardNumberIn } from '../domain/card/card-record.ts';
import { resourcesAt } from '../domain/catalogue/rulebook.ts';
import type { Decision, GivenChoice } from '../domain/decision/decision.ts';
import { noticesOn } from '../domain/notices/desk-notice.ts';
import type { StaffMember } from '../domain/staff/member.ts';
import type { SignatureCheck } from '../domain/trust/signing-key.ts';
import type { Settings } from '../host-api/settings-api.ts';
import { closingWork } from './day-closing.ts';
import type { HostClock } from './host-clock.ts';
import { listWork } from './list-work.ts';
import { mattersOf } from './matters-of-desk.ts';
import { paperWork } from './on-paper.ts';
import { tasksOfDesk } from './tasks-of-desk.ts';
import type { UiPort } from './ui-port.ts';

/** What the desk stands on. */
export interface DeskParts {
  readonly cache: CachePort;
  readonly uses: CachedUses;
  readonly requests: RightRequests;
  readonly clock: HostClock;
  readonly journal: JournalPort;
  readonly catalogue: CachedCatalogue;
  readonly districtKeys: CachedKeys;
  readonly denied: CachedDenials;
  readonly isSigned?: SignatureCheck | undefined;
  readonly shared: SharedLimits;
  readonly syncLoop: SyncLoop;
  readonly namedCards: NamedCards;
  readonly newRecordId: () => string;
  readonly notes: NotesPort;
  /** The full name of a card if it is the last one that was shown, after its entry in the journal. */
  readonly shownName: (cardNumber: CardNumber) => string | null;
  /** The kiosk's short name. */
  readonly kiosk: string | undefined;
  readonly settings: () => Settings;
  readonly changeSettings: (part: Partial<Settings>) => Promise<void>;
  readonly ui: Pick<UiPort, 'isOrderInSight' | 'cue'>;
  readonly print: DeskWork['print'];
  readonly staff: DeskWork['staff'];
  readonly members: () => readonly StaffMember[];
  readonly failed: (cause: unknown) => void;
  readonly timer: TimerPort;
}

/** Binds the desk's actions to the use cases. */
export function deskWork(parts: DeskParts): DeskTasks {
  const { cache, uses, clock, journal, catalogue, shared, syncLoop, settings, failed } = parts;
  const { replacements, cardRefOf } = cache;
  const { requests, newRecordId } = parts;
  const siteId = () => settings().siteId ?? '';
  const askForCourt = (wish: CourtWish, late = async () => {}) =>
    shared.patience.ask(() => pullLeases({ ...shared, clock, journal }, [wish]), late);
  const personal = { notes: parts.notes, clock, keeping: () => catalogue.current()?.notes };
  return {
    check: (text, choices) => checkText(parts, text, choices),
    redecide,
    async redeem(request) {
      const told = tellingJournal(parts, request.decision);
      const result = await redeem(
        { journal: told, uses, cardRefOf, shared, newRecordId, personal, askForCourt },
        request,
      );
      if (result.kind === 'recorded') requests.add(result.entry);
      syncLoop.poke();
      return result;
    },
    async voidUse(seq, reason) {
      const result = await voidUse({ journal, uses }, { seq, reason, siteId: siteId() });
      syncLoop.poke();
      return result;
    },
    recheck: (check, choices) =>
      recheck({ uses, replacements, requests, shared, ...kioskIn(parts) }, check, choices),
    askForCourt: async (wish, late) => ((await askForCourt(wish, late)) === null ? 'slow' : 'answered'),
    ...paperWork(parts),
    print: parts.print,
    ...publicWork(parts),
    async stepRecord(record, act) {
      const catalogueVersion = catalogue.current()?.version ?? 1;
      const step = { record, act, siteId: siteId(), catalogueVersion };
      const result = await stepRecord({ journal, uses, shared }, step);
      syncLoop.poke();
      return result;
    },
    readNote: (hash) => parts.notes.read(hash),
    stepsToday: () => uses.stepsOn(siteId(), wallDateOf(clock.now())),
    deskRecords: () => uses.recordsOn(siteId(), wallDateOf(clock.now())),
    mattersOf: (text) => mattersOf(parts, siteId(), text),
    tasks: () => tasksOfDesk(parts, { siteId: siteId(), now: wallMinuteOf(clock.now()) }),
    ...noticeWork(parts),
    cardNumbers: () => catalogue.current() ?? {},
    items: () => catalogue.current()?.items ?? [],
    now: () => wallMinuteOf(clock.now()),
    recordedToday: () => uses.recordedOn(siteId(), wallDateOf(clock.now())),
    recordedOn: (date) => uses.recordedOn(siteId(), date),
    ...listWork(parts),
    venueChoices: () => venueChoicesOf(settings(), siteId()),
    isOrderInSight: parts.ui.isOrderInSight,
    cue(verdict) {
      const { soundOn, volume } = settings();
      if (soundOn) parts.ui.cue(verdict, volume);
    },
    failed,
    testPaper: async () => (await import('../domain/print/test-paper.ts')).testPaper(settings().language),
    setup: {
      step: () => settings().setup,
      keep: (setup) => void parts.changeSettings({ setup }),
      hasSite: () => settings().siteId !== null,
    },
    closing: closingWork({
      ...{ journal, uses, catalogue, settings, kiosk: parts.kiosk, members: parts.members, now: clock.now },
      recorded: syncLoop.poke,
    }),
    staff: parts.staff,
    timer: parts.timer,
  };
}

/** At a hospital the host hears beside the entry who was served, for the hospital's own system. The journal names nobody. */
function tellingJournal({ journal, catalogue, shownName }: DeskParts, decision: Decision): JournalPort {
  const site = catalogue.current()?.sites.find(({ id }) => id === decision.siteId);
  if (site?.kind !== 'hospital') return journal;
  const { lookup } = decision;
  const cardNumber = cardNumberIn(lookup);
  const fullName = shownName(cardNumber);
  const handover = {
    cardNumber,
    maskedName: lookup.kind === 'found' ? lookup.record.maskedName : null,
    ...(fullName === null ? {} : { fullName }),
  };
  return { ...journal, append: (draft) => journal.append({ ...draft, handover }) };
}

/** The short name of the kiosk, where it has one. */
function kioskIn({ kiosk }: Pick<DeskParts, 'kiosk'>) {
  return kiosk === undefined ? {} : { kiosk };
}

async function checkText(parts: DeskParts, text: string, choices: Parameters<DeskWork['check']>[1]) {
  const { cache, uses, clock, requests, shared, denied, isSigned, settings, districtKeys: keys } = parts;
  const { roster, replacements, cardRefOf } = cache;
  const current = parts.catalogue.current();
  if (current === null) return null;
  const found = await checkCard(
    {
      ...{ clock, roster, uses, replacements, requests, keys, denied, isSigned, shared, cardRefOf },
      ...kioskIn(parts),
    },
    { input: { kind: 'text', text }, siteId: settings().siteId ?? '', catalogue: current, choices },
  );
  if (found.kind === 'roster-damaged') parts.syncLoop.poke();
  if (found.kind === 'decided') {
    parts.namedCards.remember(found.cardRef, cardNumberIn(found.decision.lookup));
  }
  return found;
}

/** The tasks for what the office tells its desks. */
function noticeWork({
  cache,
  clock,
  settings,
  syncLoop,
}: DeskParts): Pick<DeskWork, 'notices' | 'readNotice'> {
  return {
    notices: async () =>
      noticesOn(await cache.notices.unread(), {
        siteId: settings().siteId ?? '',
        day: wallDateOf(clock.now()),
      }),
    async readNotice(noticeId) {
      const fault = await cache.notices.markRead(noticeId);
      syncLoop.poke();
      return fault === null;
    },
  };
}

/** The tasks by which the venue gives courts to the public and takes them back. */
function publicWork({
  journal,
  uses,
  shared,
  catalogue,
  clock,
  newRecordId,
  syncLoop,
  settings,
}: DeskParts): Pick<DeskWork, 'givePublic' | 'publicStretches' | 'hasCourts' | 'board' | 'language'> {
  const siteId = () => settings().siteId ?? '';
  return {
    async givePublic(change) {
      // This code and its words are loaded when courts are first given away.
      const { givePublic } = await import('../app/record/give-public.ts');
      const now = () => wallMinuteOf(clock.now());
      const result = await givePublic(
        { journal, uses, shared, newTakenId: newRecordId, now },
        siteId(),
        change,
      );
      syncLoop.poke();
      return result;
    },
    async board(wanted) {
      const { boardOfDesk } = await import('./board-of-desk.ts');
      const now = wallMinuteOf(clock.now());
      return boardOfDesk({ catalogue, uses, shared }, { siteId: siteId(), now, wanted });
    },
    language: () => settings().language,
    publicStretches: () => takenAt(shared.holdings.courts(), siteId()),
    hasCourts() {
      const current = catalogue.current();
      return current !== null && resourcesAt(current, siteId()).length > 0;
    },
  };
}

/** List prices that the venue has set, as the choices that a decision starts from. */
function venueChoicesOf({ listPricesFen }: Settings, siteId: string): Record<string, GivenChoice> {
  const prefix = `${siteId}/`;
  const own = Object.entries(listPricesFen).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(own.map(([key, listFen]) => [key.slice(prefix.length), { listFen }]));
}
