import { checkCard, recheck, redecide } from '../../src/app/check/check-card.ts';
import { type NamedCard, tailOf } from '../../src/app/check/named-cards.ts';
import type { UsesPort } from '../../src/app/ports.ts';
import { openDay } from '../../src/app/record/close-day.ts';
import { givePublic } from '../../src/app/record/give-public.ts';
import type { KioskCourts } from '../../src/app/record/holdings.ts';
import { listDetails } from '../../src/app/record/list-details.ts';
import { memoryRecords } from '../../src/app/record/memory-records.ts';
import { memoryUses } from '../../src/app/record/memory-uses.ts';
import { takenAt } from '../../src/app/record/public-stretches.ts';
import { record } from '../../src/app/record/record.ts';
import { redeem, voidUse } from '../../src/app/record/redeem.ts';
import { type RecordAct, stepRecord } from '../../src/app/record/step-record.ts';
import type { Printing } from '../../src/desk/desk-state.ts';
import { createDeskStore, type DeskStore } from '../../src/desk/desk-store.ts';
import type { ClosingWork, DeskWork, StaffWork } from '../../src/desk/desk-work.ts';
import { handlesMatters, recordNumberIn } from '../../src/desk/matter-lookup.ts';
import { demoRecords } from '../../src/district/demo/cards.ts';
import type { Language } from '../../src/domain/base/text.ts';
import { instantOf, type WallMinute, wallDateOf } from '../../src/domain/base/wall-time.ts';
import { readCardCode } from '../../src/domain/card/card-code.ts';
import type { CardNumber } from '../../src/domain/card/card-number.ts';
import type { CardRef } from '../../src/domain/card/card-ref.ts';
import { deskViewOf } from '../../src/domain/card/roster-record.ts';
import type { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import { resourcesAt, rulebookOf } from '../../src/domain/catalogue/rulebook.ts';
import type { Verdict } from '../../src/domain/decision/decision.ts';
import type { RecordedUse } from '../../src/domain/journal/fold/recorded-uses.ts';
import type { JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { bodyOf } from '../../src/domain/journal/journal-entry.ts';
import { shortNumber } from '../../src/domain/journal/short-number.ts';
import type { DeskNotice } from '../../src/domain/notices/desk-notice.ts';
import type { Paper } from '../../src/domain/print/paper.ts';
import { testPaper } from '../../src/domain/print/test-paper.ts';
import type { PresentRecord } from '../../src/domain/records/present-records.ts';
import { isOpeningBody } from '../../src/domain/records/record.ts';
import type { CourtHoldings } from '../../src/domain/shared/lease.ts';
import type { SetupStep } from '../../src/domain/staff/setup-step.ts';
import { Settings } from '../../src/host-api/settings-api.ts';
import { boardOfDesk } from '../../src/kiosk/board-of-desk.ts';
import { papersOfAgreement, papersOfMatter, receiptOfUse } from '../../src/kiosk/papers.ts';
import { tasksOfDesk } from '../../src/kiosk/tasks-of-desk.ts';
import { heldLists } from '../app/cached-lists.ts';
import { type ManualTime, manualTime } from '../app/manual-time.ts';
import { type MemoryJournal, memoryJournal } from '../app/memory-journal.ts';
import { shipped } from '../domain/shipped.ts';
import { recordIds } from '../support/record-ids.ts';

/** Answers that wait until a test lets them go. */
export interface Gate {
  isShut: boolean;
  readonly waiting: (() => void)[];
}

/** A desk store over the real use cases, the shipped catalogue and the demo's cards. */
export interface TestDesk {
  readonly desk: DeskStore;
  readonly time: ManualTime;
  /** Sets the clock of the desk, also back. */
  readonly setNow: (now: WallMinute) => void;
  /** Makes a step that the desk's screen knows nothing of, as one that came by the feed. */
  readonly stepUnseen: (record: PresentRecord, act: RecordAct) => Promise<unknown>;
  readonly journal: MemoryJournal;
  readonly cues: Verdict[];
  /** What was printed. */
  readonly papers: { readonly paper: Paper; readonly opensDrawer: boolean }[];
  /** What becomes of it. */
  printing: Printing['outcome'];
  readonly failures: unknown[];
  readonly checks: Gate;
  readonly writes: Gate;
  readonly lists: Gate;
  catalogue: Catalogue | null;
  /** Sets the clock of the desk. */
  readonly goTo: (minute: WallMinute) => void;
  /** What the district has given of courts; null where one desk counts for all. */
  courts: CourtHoldings | null;
  /** A bug behind the desk: every redeem throws. */
  isBroken: boolean;
  /** The district answers a question for a court later than a clerk waits: when `lateCourt` is called. */
  isDistrictSlow: boolean;
  lateCourt: () => Promise<void>;
  isInSight: boolean;
  /** What is recorded counts against the next, as at a real desk. */
  isCounting: boolean;
  listPricesFen: Record<string, { readonly listFen: number }>;
  /** Notices of the office that nobody has read. */
  notices: readonly DeskNotice[];
  /** Answers each PIN as the host would. */
  staff: StaffWork;
  closing: ClosingWork;
  /** The float of the site. */
  floatFen: number;
  /** Answers which uses the desk has of an earlier day. */
  recordedOn: DeskWork['recordedOn'];
  /** The notes that were written down, by their hash. */
  readonly notes: Map<string, string>;
  /** The step at which the first set-up stands. */
  setup: SetupStep | null;
  hasSite: boolean;
  /** The device takes no note. */
  isNoteRefused: boolean;
}

export const CATALOGUE = shipped();
const ROSTER = new Map(demoRecords.map((record) => [record.cardNumber, deskViewOf(record)]));
const NO_COUNTERS = { ofCard: [], atDesk: [] };

export function testDesk(
  siteId = 'xijiao-pool',
  begin: WallMinute = '2026-11-23T15:42',
  language: Language = 'zh',
): TestDesk {
  let now = begin;
  const time = manualTime(() => true);
  const journal = memoryJournal();
  const newRecordId = recordIds();
  const counting = memoryUses(memoryRecords());
  const uses = {
    state: async () => ({ journalId: null, seq: 0 }),
    add: async (journalId: string, entries: readonly JournalEntry[]) =>
      test.isCounting ? counting.add(journalId, entries) : null,
    doubt: () => undefined,
    clear: async () => {},
    isSound: async () => true,
    countersFor: async (...asked: Parameters<UsesPort['countersFor']>) =>
      test.isCounting ? counting.countersFor(...asked) : NO_COUNTERS,
    recordsOn: async () => [],
    recordsMaybeDue: async () => [],
    mattersNumbered: async () => [],
    numbersGiven: async (...asked: Parameters<UsesPort['numbersGiven']>) =>
      test.isCounting ? counting.numbersGiven(...asked) : new Set<string>(),
    recordedOn: async () => [],
    stepsOn: async () => [],
  };
  const replacements = { cardsOf: async (cardRef: string) => [cardRef] };
  const roster = {
    find: async (cardNumber: CardNumber) => {
      const record = ROSTER.get(cardNumber);
      return record ? { kind: 'found' as const, record } : { kind: 'unknown' as const, cardNumber };
    },
    state: async () => ({ cursor: null, epoch: null, pulledAt: instantOf(now), cards: ROSTER.size }),
  };
  const clock = { now: () => instantOf(now), highWaterMs: () => instantOf(now) };
  const notes = {
    async put({ text }: { readonly text: string }) {
      if (test.isNoteRefused)
        return { ok: false as const, fault: { kind: 'disk-full' as const, detail: '' } };
      const hash = (test.notes.size + 1).toString(16).padStart(64, '0');
      test.notes.set(hash, text);
      return { ok: true as const, value: { hash } };
    },
  };
  let held: KioskCourts = { journalId: journal.journalId, epoch: null, seen: 0, leases: [], elsewhere: [] };
  const holdings = {
    courts: () => held,
    async replaceCourts(next: KioskCourts) {
      held = next;
      return null;
    },
    exclusively: <T>(work: () => Promise<T>) => work(),
  };
  const personal = { notes, clock, keeping: () => undefined };
  const test: TestDesk = {
    time,
    setNow: (next) => {
      now = next;
    },
    stepUnseen: (record, act) => stepRecord({ journal, uses }, { record, act, siteId, catalogueVersion: 1 }),
    journal,
    cues: [],
    papers: [],
    printing: 'dialog',
    failures: [],
    checks: gate(),
    writes: gate(),
    lists: gate(),
    catalogue: CATALOGUE,
    goTo(minute) {
      now = minute;
    },
    courts: null,
    isBroken: false,
    isDistrictSlow: false,
    lateCourt: async () => {},
    isInSight: true,
    isCounting: false,
    listPricesFen: {},
    notices: [],
    recordedOn: async () => [],
    floatFen: 0,
    closing: {
      read: () => openDay(journal, siteId, clock.now()),
      record: (body) => record({ journal, uses }, { siteId, body }),
      floatFen: () => test.floatFen,
      paper: async (_entry, _body, isReprint) => ({
        ...{ title: '日结单', isReprint, rows: [], code: null, notes: [] },
      }),
    },
    staff: {
      signIn: async () => null,
      approve: async () => null,
      changePin: async () => null,
      lock: async () => undefined,
      signOut: async () => undefined,
    },
    notes: new Map(),
    isNoteRefused: false,
    setup: null,
    hasSite: true,
    desk: createDeskStore({
      async check(text, choices) {
        const { catalogue } = test;
        await pass(test.checks);
        const request = { input: { kind: 'text' as const, text }, siteId, choices };
        return (
          catalogue &&
          checkCard(
            {
              clock,
              roster,
              uses,
              replacements,
              cardRefOf,
              ...heldLists(),
              ...(test.courts && { shared: sharedOf(test.courts) }),
            },
            { ...request, catalogue },
          )
        );
      },
      redecide,
      recheck: (check, choices) =>
        recheck(
          { uses, replacements, ...(test.courts && { shared: sharedOf(test.courts) }) },
          check,
          choices,
        ),
      async askForCourt(_slot, late) {
        test.lateCourt = late;
        return test.isDistrictSlow ? 'slow' : 'answered';
      },
      async redeem(request) {
        await pass(test.writes);
        if (test.isBroken) throw new Error('a bug');
        return redeem({ journal, uses, cardRefOf, newRecordId, personal }, request);
      },
      async voidUse(seq, reason) {
        await pass(test.writes);
        return voidUse({ journal, uses }, { seq, reason, siteId });
      },
      async stepRecord(record, act) {
        await pass(test.writes);
        return stepRecord({ journal, uses }, { record, act, siteId, catalogueVersion: 1 });
      },
      readNote: async (hash) => {
        const text = test.notes.get(hash);
        return text === undefined ? { kind: 'erased' } : { kind: 'text', text };
      },
      stepsToday: () => counting.stepsOn(siteId, now.slice(0, 10)),
      deskRecords: async () => [],
      async mattersOf(text) {
        const number = recordNumberIn(text, { siteId, catalogue: CATALOGUE });
        if (number === null) return null;
        const records = await counting.mattersNumbered(siteId, number);
        if (records.length === 0 && !handlesMatters({ siteId, catalogue: CATALOGUE })) return null;
        const owner = [...ROSTER.keys()].find((one) => cardRefOf(one) === records[0]?.state.cardRef) ?? null;
        const cardNumber = records[0]?.kind === 'pass' ? owner : null;
        const holders = await namedCards(records.map(({ state }) => state.cardRef));
        return { number, records, holders, cardNumber, calendar: rulebookOf(CATALOGUE).calendar };
      },
      tasks: () =>
        tasksOfDesk({ catalogue: { current: () => test.catalogue }, uses: counting }, { siteId, now }),
      async givePublic(change) {
        await pass(test.writes);
        const shared = { holdings, catalogue: { current: () => test.catalogue } };
        return givePublic({ journal, uses, shared, newTakenId: newRecordId, now: () => now }, siteId, change);
      },
      publicStretches: () => takenAt(holdings.courts(), siteId),
      hasCourts: () => resourcesAt(CATALOGUE, siteId).length > 0,
      board: (wanted) =>
        boardOfDesk(
          {
            catalogue: { current: () => test.catalogue },
            uses: counting,
            shared: { holdings: { courts: () => allLeased(held, siteId, wanted.date ?? now.slice(0, 10)) } },
          },
          { siteId, now, wanted },
        ),
      language: () => 'zh',
      notices: async () => test.notices,
      async readNotice(noticeId) {
        test.notices = test.notices.filter((notice) => notice.noticeId !== noticeId);
        return true;
      },
      cardNumbers: () => CATALOGUE,
      items: () => CATALOGUE.items,
      now: () => now,
      async recordedToday() {
        const day = wallDateOf(clock.now());
        const uses = test.isCounting ? await counting.recordedOn(siteId, day) : recordedIn(journal);
        await pass(test.lists);
        return uses;
      },
      async recordedOn(date) {
        return test.recordedOn(date);
      },
      listDetails: (uses) => listDetails({ journal, namedCards: { of: namedCards } }, uses),
      async shownCard(text) {
        const code = readCardCode(text, CATALOGUE);
        if (code.kind !== 'card') return null;
        const cardRef = cardRefOf(code.cardNumber);
        return { text, tail: tailOf(code.cardNumber), cardRefs: await replacements.cardsOf(cardRef) };
      },
      numberOf: (seq) => shortNumber('A1', seq),
      deliveredUpToSeq: () => journal.acknowledgedSeq,
      async receiptOf(use, isReprint) {
        const record = [...ROSTER.values()].find((one) => cardRefOf(one.cardNumber) === use.body.cardRef);
        const card = record && { tail: tailOf(record.cardNumber), maskedName: record.maskedName };
        const settings = () => Settings.parse({ siteId, language });
        return receiptOfUse(use, {
          catalogue: test.catalogue,
          card: card ?? null,
          kiosk: 'A1',
          isReprint,
          settings,
        });
      },
      agreementPapersOf: async (use, isReprint) =>
        papersOfAgreement(use, {
          ...{ catalogue: test.catalogue, card: null, kiosk: 'A1', isReprint },
          settings: () => Settings.parse({ siteId, language }),
        }),
      matterPapersOf: async (wanted) =>
        papersOfMatter(wanted, {
          ...{ catalogue: test.catalogue, card: null, kiosk: 'A1' },
          settings: () => Settings.parse({ siteId, language }),
        }),
      async print(paper, opensDrawer) {
        test.papers.push({ paper, opensDrawer });
        return test.printing;
      },
      venueChoices: () => test.listPricesFen,
      isOrderInSight: () => test.isInSight,
      cue: (verdict) => test.cues.push(verdict),
      failed: (cause) => test.failures.push(cause),
      closing: {
        read: () => test.closing.read(),
        record: (body) => test.closing.record(body),
        floatFen: () => test.closing.floatFen(),
        paper: (...asked) => test.closing.paper(...asked),
      },
      // A test may put in another answer later.
      staff: {
        signIn: (given) => test.staff.signIn(given),
        approve: (given) => test.staff.approve(given),
        changePin: (given) => test.staff.changePin(given),
        lock: () => test.staff.lock(),
        signOut: () => test.staff.signOut(),
      },
      testPaper: async () => testPaper(language),
      setup: {
        step: () => test.setup,
        keep: (step) => {
          test.setup = step;
        },
        hasSite: () => test.hasSite,
      },
      practice: { begin: async () => ({ numberOf: (seq) => `练习-${seq}` }), end: () => undefined },
      timer: time.timer,
    }),
  };
  return test;
}

async function namedCards(cardRefs: Iterable<string>): Promise<ReadonlyMap<string, NamedCard>> {
  const wanted = new Set(cardRefs);
  const found = [...ROSTER.values()].filter(({ cardNumber }) => wanted.has(cardRefOf(cardNumber)));
  return new Map(
    found.map(({ cardNumber, maskedName }) => [
      cardRefOf(cardNumber),
      { tail: tailOf(cardNumber), maskedName },
    ]),
  );
}

/** The pseudonym of a card at these desks: unlike for every card, and readable. */
export function cardRefOf(cardNumber: CardNumber): CardRef {
  return Buffer.from(cardNumber).toString('hex').padEnd(32, '0').slice(0, 32) as CardRef;
}

function sharedOf(courts: CourtHoldings) {
  return { holdings: { forCard: async () => ({ courts, rights: [] }) } };
}

function gate(): Gate {
  return { isShut: false, waiting: [] };
}

async function pass(through: Gate): Promise<void> {
  if (through.isShut) await new Promise<void>((resolve) => through.waiting.push(resolve));
}

/** Lets everything through that waits, and what follows from it happen. */
export async function openGate(through: Gate): Promise<void> {
  through.isShut = false;
  for (const go of through.waiting.splice(0)) go();
  await settled();
}

export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

function recordedIn({ entries }: MemoryJournal): readonly RecordedUse[] {
  const uses: RecordedUse[] = [];
  for (const entry of entries) {
    const { seq, siteId, at } = entry;
    const body = bodyOf(entry);
    if (body === null || (body.kind !== 'use' && !isOpeningBody(body))) continue;
    const voiding = entries.find((one) => {
      const other = bodyOf(one);
      return other?.kind === 'void' && other.voidsSeq === seq;
    });
    uses.unshift({ seq, siteId, recordedAt: at.deviceMs, body, voidedBySeq: voiding?.seq ?? null });
  }
  return uses;
}

/** All courts of a desk for a day, as one kiosk alone would have them. */
function allLeased(held: KioskCourts, siteId: string, date: string): KioskCourts {
  const leases = resourcesAt(CATALOGUE, siteId).flatMap(({ id, count }) =>
    Array.from({ length: count }, (_, index) => ({
      ...{ siteId, resourceId: id, date, court: index + 1, from: 0, to: 1_440, serial: 1, recalled: false },
    })),
  );
  return { ...held, leases };
}
