import type { CachePort } from '../app/cache-port.ts';
import { checkCard, recheck } from '../app/check/check-card.ts';
import { tailOf } from '../app/check/named-cards.ts';
import type { NotesPort, RosterPort } from '../app/ports.ts';
import { listDetails } from '../app/record/list-details.ts';
import { memoryRecords } from '../app/record/memory-records.ts';
import { memoryUses } from '../app/record/memory-uses.ts';
import { practiceJournal } from '../app/record/practice-journal.ts';
import { redeem, voidUse } from '../app/record/redeem.ts';
import { stepRecord } from '../app/record/step-record.ts';
import type { DeskTasks } from '../desk/desk-work.ts';
import type { Text } from '../domain/base/text.ts';
import { wallDateOf } from '../domain/base/wall-time.ts';
import { cardNumberIn } from '../domain/card/card-record.ts';
import { PRACTICE_CARDS, practiceCardIn, practiceRecordOf } from '../domain/card/practice-card.ts';
import { shortNumber } from '../domain/journal/short-number.ts';
import { isPracticePaper, practicePaper } from '../domain/print/paper.ts';
import { closingWork } from './day-closing.ts';
import type { DeskParts } from './desk-parts.ts';
import { mattersOf } from './matters-of-desk.ts';
import { paperWork } from './on-paper.ts';

export interface PracticeParts
  extends Pick<
    DeskParts,
    | 'cache'
    | 'clock'
    | 'catalogue'
    | 'districtKeys'
    | 'denied'
    | 'isSigned'
    | 'namedCards'
    | 'newRecordId'
    | 'settings'
    | 'members'
    | 'print'
  > {
  /** The word in front of the numbers of practice. */
  readonly kiosk: string;
  /** The id of the journal of this practice. */
  readonly journalId: string;
  /** The member who is signed in; null for nobody. */
  readonly memberId: () => string | null;
}

const NOT_PRACTISED: Text = {
  zh: '练习中不能登记或收回场地，请先结束练习',
  en: 'Courts are neither given nor taken back in practice. End the practice first',
};

/**
 * The work of a desk in practice. Cards are read and decided as at work, but all records lie in the memory of this
 * process and are gone with it. Practice asks the district for nothing, takes no lease, reads and writes no journal or
 * note of the host, opens no drawer, and marks each paper as practice. Of the work of the real desk (`real`) it uses only
 * tasks that record nothing.
 */
export function practiceWork(parts: PracticeParts, real: DeskTasks): DeskTasks {
  const { cache, clock, catalogue, settings, kiosk, newRecordId } = parts;
  const { cardRefOf } = cache;
  const journal = practiceJournal({ journalId: parts.journalId, now: clock.now, staff: parts.memberId });
  const uses = { ...memoryUses(memoryRecords()), doubt: () => undefined };
  const notes = memoryNotes();
  const personal = { notes, clock, keeping: () => catalogue.current()?.notes };
  const siteId = () => settings().siteId ?? '';
  const today = () => wallDateOf(clock.now());
  const { replacements } = cache;
  const papers = paperWork(parts);
  const marked = (paper: Parameters<typeof practicePaper>[0]) => practicePaper(paper, settings().language);
  const closing = closingWork({
    ...{ journal, uses, catalogue, settings, kiosk, members: parts.members, now: clock.now },
    recorded: () => undefined,
  });
  return {
    async check(text, choices) {
      const current = catalogue.current();
      if (current === null) return null;
      const found = await checkCard(
        {
          ...{ clock, uses, replacements, cardRefOf, kiosk },
          ...{ keys: parts.districtKeys, denied: parts.denied, isSigned: parts.isSigned },
          roster: rosterWithPractice(cache, today),
        },
        { input: inputOf(text), siteId: siteId(), catalogue: current, choices },
      );
      if (found.kind === 'decided') {
        parts.namedCards.remember(found.cardRef, cardNumberIn(found.decision.lookup));
      }
      return found;
    },
    redecide: real.redecide,
    recheck: (check, choices) => recheck({ uses, replacements, kiosk }, check, choices),
    askForCourt: async () => 'answered',
    redeem: (request) => redeem({ journal, uses, cardRefOf, newRecordId, personal }, request),
    voidUse: (seq, reason) => voidUse({ journal, uses }, { seq, reason, siteId: siteId() }),
    stepRecord(record, act) {
      const catalogueVersion = catalogue.current()?.version ?? 1;
      return stepRecord({ journal, uses }, { record, act, siteId: siteId(), catalogueVersion });
    },
    receiptOf: async (...asked) => marked(await papers.receiptOf(...asked)),
    agreementPapersOf: async (...asked) => (await papers.agreementPapersOf(...asked)).map(marked),
    matterPapersOf: async (...asked) => (await papers.matterPapersOf(...asked)).map(marked),
    mattersOf: (text) => mattersOf({ catalogue, uses, namedCards: parts.namedCards }, siteId(), text),
    print: (paper) => parts.print(isPracticePaper(paper) ? paper : marked(paper), false),
    recordedToday: () => uses.recordedOn(siteId(), today()),
    recordedOn: (date) => uses.recordedOn(siteId(), date),
    listDetails: (listed) => listDetails({ journal, namedCards: parts.namedCards }, listed),
    async shownCard(text) {
      const practice = practiceCardIn(text);
      if (practice === null) return real.shownCard(text);
      const { cardNumber } = practice;
      return { text, tail: tailOf(cardNumber), cardRefs: [cardRefOf(cardNumber)] };
    },
    numberOf: (seq) => shortNumber(kiosk, seq),
    deliveredUpToSeq: () => Number.POSITIVE_INFINITY,
    stepsToday: () => uses.stepsOn(siteId(), today()),
    deskRecords: () => uses.recordsOn(siteId(), today()),
    // A court that is given to the public is gone for all desks at once, so that giving one cannot be practised.
    givePublic: async () => ({ kind: 'refused', text: NOT_PRACTISED }),
    publicStretches: () => [],
    hasCourts: () => false,
    board: async () => null,
    language: real.language,
    readNote: notes.read,
    // What is due belongs to the work of the desk, and none of it is practised.
    tasks: async () => [],
    // The notices of the office wait until the desk works again.
    notices: async () => [],
    readNotice: async () => false,
    ...withoutRecord(real),
    closing: { ...closing, paper: async (...asked) => marked(await closing.paper(...asked)) },
  };
}

/** The tasks of the real desk that record nothing, and serve practice as they are. */
function withoutRecord(real: DeskTasks) {
  const { cardNumbers, items, now, venueChoices, isOrderInSight, cue, failed, testPaper, setup } = real;
  const { staff, timer } = real;
  return {
    ...{ cardNumbers, items, now, venueChoices, isOrderInSight, cue, failed, testPaper, setup },
    ...{ staff, timer },
  };
}

/** Reads a practice card even if the catalogue does not declare its form of number. */
function inputOf(text: string): Parameters<typeof checkCard>[1]['input'] {
  const practice = practiceCardIn(text);
  return practice === null ? { kind: 'text', text } : { kind: 'card', cardNumber: practice.cardNumber };
}

/** The roster with the practice cards added. */
function rosterWithPractice(
  { roster }: Pick<CachePort, 'roster'>,
  today: () => string,
): Pick<RosterPort, 'find' | 'state'> {
  return {
    state: () => roster.state(),
    async find(cardNumber) {
      const practice = PRACTICE_CARDS.find((card) => card.cardNumber === cardNumber);
      if (practice === undefined) return roster.find(cardNumber);
      return { kind: 'found', record: practiceRecordOf(practice, today()) };
    },
  };
}

/** Keeps the notes about people in memory alone. */
function memoryNotes(): Pick<NotesPort, 'put' | 'read'> {
  const texts = new Map<string, string>();
  return {
    async put({ text }) {
      const hash = (texts.size + 1).toString(16).padStart(64, '0');
      texts.set(hash, text);
      return { ok: true, value: { hash } };
    },
    async read(hash) {
      const text = texts.get(hash);
      return text === undefined ? { kind: 'none' } : { kind: 'text', text };
    },
  };
}
