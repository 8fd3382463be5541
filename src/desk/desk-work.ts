import type { CardCheck, Choices, DecidedCheck } from '../app/check/check-card.ts';
import type { NotesPort, TimerPort } from '../app/ports.ts';
import type { OpenDay } from '../app/record/close-day.ts';
import type { PublicChange, PublicResult } from '../app/record/give-public.ts';
import type { RecordResult, RedeemResult } from '../app/record/record.ts';
import type { RedeemRequest } from '../app/record/redeem.ts';
import type { RecordAct } from '../app/record/step-record.ts';
import type { CourtWish } from '../app/sync/pull-leases.ts';
import type { Fen } from '../domain/base/money.ts';
import type { Language } from '../domain/base/text.ts';
import type { WallDate, WallMinute } from '../domain/base/wall-time.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { CardNumberRules } from '../domain/card/card-form.ts';
import type { CardNumber } from '../domain/card/card-number.ts';
import type { Item } from '../domain/catalogue/catalogue.ts';
import type { Verdict } from '../domain/decision/decision.ts';
import type { DayClosed, DayReopened } from '../domain/journal/closing-body.ts';
import type { VoidBody } from '../domain/journal/entry-body.ts';
import type { ListDetail, ShownCard } from '../domain/journal/fold/day-list.ts';
import type { OwnStep } from '../domain/journal/fold/own-rows.ts';
import type { RecordedUse } from '../domain/journal/fold/recorded-uses.ts';
import type { JournalEntry } from '../domain/journal/journal-entry.ts';
import type { DeskNotice } from '../domain/notices/desk-notice.ts';
import type { Paper } from '../domain/print/paper.ts';
import type { PresentRecord } from '../domain/records/present-records.ts';
import type { PublicStretch } from '../domain/shared/public-stretch.ts';
import type { Permission } from '../domain/staff/permission.ts';
import type { SetupStep } from '../domain/staff/setup-step.ts';
import type { BoardWanted, ShownBoard } from './board-view.ts';
import type { Printing } from './desk-state.ts';
import type { MatterToPrint } from './matter-print.ts';
import type { PracticeSwitch } from './practice.ts';
import type { GivenPin, StaffRefusal } from './staff-view.ts';
import type { ShownHolder } from './step-parts.ts';
import type { ShownTask } from './tasks.ts';

/** Asks the host about who works here. Null means that it is done. */
export interface StaffWork {
  readonly signIn: (given: GivenPin) => Promise<StaffRefusal | null>;
  readonly approve: (given: GivenPin & { readonly permission: Permission }) => Promise<StaffRefusal | null>;
  readonly changePin: (given: GivenPin & { readonly next: string }) => Promise<StaffRefusal | null>;
  readonly lock: () => Promise<void>;
  readonly signOut: () => Promise<void>;
}

/** The end of a desk's day. */
export interface ClosingWork {
  /** What was recorded since the last closing. Rejects if the journal cannot be read. */
  readonly read: () => Promise<OpenDay>;
  readonly record: (body: DayClosed | DayReopened) => Promise<RecordResult>;
  /** The float with which a desk of this site opens its day; 0 for none. */
  readonly floatFen: () => Fen;
  /** The closing as it stands on paper. */
  readonly paper: (entry: JournalEntry, body: DayClosed, isReprint: boolean) => Promise<Paper>;
}

/** The matters or passes with one number, and the calendar by which the working days of matters are counted. */
export interface MattersFound {
  readonly number: string;
  readonly records: readonly PresentRecord[];
  /** Whose they are, by the pseudonym of the card. A card that nobody here knows is left out. */
  readonly holders: ReadonlyMap<string, ShownHolder>;
  /** The card of the holder whose passes they are, if all are one holder's; null otherwise. */
  readonly cardNumber: CardNumber | null;
  readonly calendar: Calendar;
}

/** The tasks of the desk, and the switch between work and practice. */
export interface DeskWork extends DeskTasks {
  readonly practice: PracticeSwitch;
}

/** What the desk may do; the composition root binds it to the use cases. */
export interface DeskTasks {
  /** Null before the first catalogue has arrived. */
  check(text: string, choices: Choices): Promise<CardCheck | null>;
  redecide(check: DecidedCheck, choices: Choices): DecidedCheck;
  /** Decides again with what this kiosk may give now. */
  recheck(check: DecidedCheck, choices: Choices): Promise<DecidedCheck>;
  /**
   * Asks the district for a court at a time. The result is `answered` even if it could not be asked, and `slow` if the
   * clerk would have to wait. `late` is called when its answer comes after all.
   */
  askForCourt(wish: CourtWish, late: () => Promise<void>): Promise<'answered' | 'slow'>;
  redeem(request: RedeemRequest): Promise<RedeemResult>;
  voidUse(seq: number, reason: VoidBody['reason']): Promise<RecordResult>;
  /** The receipt of a use, as it stands on paper in the language of the desk. */
  receiptOf(use: RecordedUse, isReprint: boolean): Promise<Paper>;
  /** Writes the sheets that both sides of an agreement sign; none for any other use. */
  agreementPapersOf(use: RecordedUse, isReprint: boolean): Promise<readonly Paper[]>;
  /** Writes the papers of a step of a matter. */
  matterPapersOf(wanted: MatterToPrint): Promise<readonly Paper[]>;
  /** Never rejects. */
  print(paper: Paper, opensDrawer: boolean): Promise<Printing['outcome']>;
  recordedToday(): Promise<readonly RecordedUse[]>;
  recordedOn(date: WallDate): Promise<readonly RecordedUse[]>;
  /** Reads who recorded these uses and who took them back, by the number of the use. */
  listDetails(uses: readonly RecordedUse[]): Promise<ReadonlyMap<number, ListDetail>>;
  /** The card in a text, with all cards of its holder; null if the text is no card. */
  shownCard(text: string): Promise<ShownCard | null>;
  /** The number of an entry as a clerk says it. */
  numberOf(seq: number): string;
  /** The number of the last entry that the district has. */
  deliveredUpToSeq(): number;
  /** The steps of records and the admissions of today. */
  stepsToday(): Promise<readonly OwnStep[]>;
  /** Today's records of this desk, whichever kiosk opened them. */
  deskRecords(): Promise<readonly PresentRecord[]>;
  /**
   * Finds the matters with the 办件编号 in a text, or the passes with that number, whichever kiosk opened them. Null if the
   * text is no such number, or this desk keeps none.
   */
  mattersOf(text: string): Promise<MattersFound | null>;
  /** What is due at this desk now, the most overdue first. */
  tasks(): Promise<readonly ShownTask[]>;
  /** Gives courts to the public, or takes them back. */
  givePublic(change: PublicChange): Promise<PublicResult>;
  /** What is given to the public at this desk, from today on. */
  publicStretches(): readonly PublicStretch[];
  /** A day of the courts of this desk; null if it has none. */
  board(wanted: BoardWanted): Promise<ShownBoard | null>;
  /** The language of what is printed. */
  language(): Language;
  /** True if this desk has courts, tables or rooms that are counted. */
  hasCourts(): boolean;
  /** What a clerk wrote down of a person. Rejects where the host is gone. */
  readonly readNote: NotesPort['read'];
  stepRecord(record: PresentRecord, act: RecordAct): Promise<RedeemResult>;
  /** What the office tells this desk today and nobody has read here. */
  notices(): Promise<readonly DeskNotice[]>;
  /** Keeps on this device that it was read; false if the device could not. */
  readNotice(noticeId: string): Promise<boolean>;
  /** What the catalogue in use says of the numbers of cards. */
  cardNumbers(): CardNumberRules;
  /** The items of the catalogue in use. */
  items(): readonly Item[];
  now(): WallMinute;
  /** What the venue has set before any choice: its list prices. */
  venueChoices(): Choices;
  /** True if the clerk can see all that Enter would do. If not, scrolls it into sight. */
  isOrderInSight(): boolean;
  cue(verdict: Verdict): void;
  /** Is told that something failed which should never fail: the desk must be opened again. */
  failed(cause: unknown): void;
  /** A page that shows what the printer can do, in the language of the desk. */
  testPaper(): Promise<Paper>;
  /** Reads and keeps the step of the first set-up, which the next start goes on from; null if nothing is left to set up. */
  readonly setup: {
    readonly step: () => SetupStep | null;
    readonly keep: (step: SetupStep | null) => void;
    readonly hasSite: () => boolean;
  };
  readonly closing: ClosingWork;
  readonly staff: StaffWork;
  readonly timer: TimerPort;
}
