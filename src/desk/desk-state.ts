import type { CardCheck, Choices, DecidedCheck } from '../app/check/check-card.ts';
import type { NotesPort } from '../app/ports.ts';
import type { PublicAnswer, PublicChange } from '../app/record/give-public.ts';
import type { PaymentWay } from '../domain/base/payment-way.ts';
import type { Text } from '../domain/base/text.ts';
import type { WallDate } from '../domain/base/wall-time.ts';
import type { GivenChoice, ItemDecision, Verdict } from '../domain/decision/decision.ts';
import { numberIn } from '../domain/decision/item-details.ts';
import type {
  DayClosed,
  DayReopened,
  DifferenceReason,
  ReopenReason,
} from '../domain/journal/closing-body.ts';
import type { VoidBody } from '../domain/journal/entry-body.ts';
import type { ListDetail, ListFilter } from '../domain/journal/fold/day-list.ts';
import type { foundUses } from '../domain/journal/fold/find-uses.ts';
import type { OwnStep } from '../domain/journal/fold/own-rows.ts';
import type { RecordedUse } from '../domain/journal/fold/recorded-uses.ts';
import type { JournalEntry } from '../domain/journal/journal-entry.ts';
import type { JournalFault } from '../domain/journal/journal-state.ts';
import type { DeskNotice } from '../domain/notices/desk-notice.ts';
import type { Paper } from '../domain/print/paper.ts';
import type { StepKind } from '../domain/records/possible-steps.ts';
import type { PresentRecord } from '../domain/records/present-records.ts';
import type { PublicStretch, PublicUse } from '../domain/shared/public-stretch.ts';
import type { Permission } from '../domain/staff/permission.ts';
import type { SetupStep } from '../domain/staff/setup-step.ts';
import type { BoardCursor, BoardView } from './board-view.ts';
import type { DayClosing } from './day-closing.ts';
import type { LeftBehind } from './left-behind.ts';
import type { PracticeNow } from './practice.ts';
import type { GivenPin, StaffNow, StaffRefusal } from './staff-view.ts';
import type { GivenStep, ShownRecord, StepDraft, StepUnit } from './step-parts.ts';
import type { ShownTask } from './tasks.ts';

/** Why no decision could be made of what was shown. `no-catalogue`: none has arrived yet. */
export type Rejection =
  | Exclude<CardCheck, DecidedCheck>
  | { readonly kind: 'two-cards' }
  /** A practice card was shown while the desk does not practise. */
  | { readonly kind: 'practice-card' }
  | { readonly kind: 'no-catalogue' };

/** What the screen shows and the sound says: the card must not be served, or the clerk should look again. */
export function verdictOfRejection(rejection: Rejection): Extract<Verdict, 'no' | 'ask'> {
  if (rejection.kind === 'not-a-card' || rejection.kind === 'wrong-check') return 'no';
  return rejection.kind === 'signed-refused' && rejection.why === 'bad-signature' ? 'no' : 'ask';
}

export interface DecidedScreen {
  readonly kind: 'decided';
  readonly check: DecidedCheck;
  readonly choices: Choices;
  readonly itemId: string | null;
  /** The number for a call-back about a booking. It goes into a sealed note, and into nothing else. */
  readonly telephone?: string;
  /** The way of payment that the clerk has chosen; `paymentOf` says what Enter records. */
  readonly payment?: PaymentWay;
}

/** The one question on the screen. */
export type DeskScreen =
  | { readonly kind: 'idle' }
  | { readonly kind: 'rejected'; readonly rejection: Rejection }
  | DecidedScreen
  | {
      readonly kind: 'recorded';
      readonly entry: JournalEntry;
      readonly item: ItemDecision;
      readonly check: DecidedCheck;
      /** The device could not keep the telephone that was typed. */
      readonly isTelephoneLost?: boolean;
    }
  | {
      readonly kind: 'not-recorded';
      /** `host`: nobody answered, so that it may or may not have been recorded. */
      readonly reason: JournalFault['kind'] | 'host';
      /** True if a void failed: the use still stands. */
      readonly isVoid: boolean;
      /** True if what was to be recorded costs nothing. */
      readonly isFree: boolean;
      readonly detail: string;
    }
  | { readonly kind: 'stepped'; readonly entry: JournalEntry; readonly step: StepDraft }
  | {
      readonly kind: 'voided';
      readonly seq: number;
      readonly refundFen: number;
      /** How it was paid, and so how it is given back; null if nobody recorded it. */
      readonly payment: string | null;
    };

/** What goes on once it is allowed. `again`: nothing; the clerk confirms the order again, and so sees what is done. */
export type AfterApproval =
  | { readonly kind: 'open'; readonly overlay: 'settings' | 'setup' }
  | { readonly kind: 'void'; readonly use: RecordedUse; readonly reason: VoidBody['reason'] }
  | { readonly kind: 'step'; readonly step: StepDraft }
  | { readonly kind: 'day-end'; readonly closing: DayClosing; readonly body: DayClosed | DayReopened }
  | { readonly kind: 'practice' }
  | { readonly kind: 'again' };

/** The dialog over the screen; there is one at a time. */
export type Overlay =
  | {
      readonly kind:
        | 'type'
        | 'help'
        | 'today'
        | 'courts'
        | 'tasks'
        | 'settings'
        | 'export'
        | 'enrol'
        | 'lock'
        | 'nothing-to-void'
        | 'hand-over'
        | 'change-pin'
        | 'confirm-date';
    }
  /** The technicians' pages: what is read meanwhile is shown there and decided nowhere. */
  | { readonly kind: 'scanner' | 'hand-scanner' }
  | { readonly kind: 'void'; readonly use: RecordedUse }
  | { readonly kind: 'day-end'; readonly closing: DayClosing }
  /** The first set-up. It shows which card was read and decides nothing about it; null before the first card. */
  | {
      readonly kind: 'setup';
      readonly step: SetupStep;
      readonly read: { readonly tail: string; readonly isPractice: boolean } | 'no-card' | null;
    }
  /** Somebody who may do it has to allow it. */
  | { readonly kind: 'approve'; readonly permission: Permission; readonly after: AfterApproval }
  /** 场地表: Enter books what its bar names. */
  | { readonly kind: 'board'; readonly view: BoardView }
  /** Enter makes the step. */
  | { readonly kind: 'step'; readonly step: StepDraft }
  /** The matters with the 办件编号 that was typed or scanned; empty if this kiosk knows none. */
  | { readonly kind: 'matters'; readonly number: string; readonly matters: readonly ShownRecord[] }
  /** Another card was shown while a sale was open. */
  | { readonly kind: 'switch-card'; readonly text: string };

/** What a key or a click does on the board of the courts. `day` and `length` go one further or one back. */
export type BoardAct =
  | { readonly kind: 'open'; readonly date: WallDate | null; readonly resourceId: string | null }
  | { readonly kind: 'go'; readonly courts?: number; readonly quarters?: number }
  | {
      readonly kind: 'at';
      readonly cursor: { readonly [Part in keyof BoardCursor]?: BoardCursor[Part] | undefined };
    }
  | { readonly kind: 'day' | 'length'; readonly by: 1 | -1 }
  | { readonly kind: 'book' | 'print' }
  | { readonly kind: 'give'; readonly use: PublicUse; readonly anyway?: boolean | undefined };

/**
 * `dialog`: the system's dialog is to print it. `full`: too many papers wait for the printer. `failed`: the host did
 * not answer.
 */
export interface Printing {
  readonly seq: number;
  readonly paper: Paper;
  readonly outcome: 'queued' | 'dialog' | 'full' | 'failed';
}

/** `erased`: its end has come. `none`: it is not on this device. */
interface NotesShown {
  readonly recordId: string;
  readonly notes: readonly {
    readonly kind: string;
    readonly reading: Awaited<ReturnType<NotesPort['read']>>;
  }[];
}

export interface DeskState {
  readonly screen: DeskScreen;
  readonly overlay: Overlay | null;
  /**
   * True while something is being recorded. Nothing else can be recorded until that has its answer. The clerk need not
   * wait for it on this screen.
   */
  readonly isWriting: boolean;
  /** Records that the clerk did not wait for, the oldest first. */
  readonly leftBehind: readonly LeftBehind[];
  /**
   * The district is asked for a court of the chosen item. `slow`: the clerk need not wait any longer. `none`: it has
   * answered, or could not be asked, and this kiosk has none to give.
   */
  readonly courtAsk: { readonly itemId: string; readonly kind: 'asking' | 'slow' | 'none' | 'silent' } | null;
  /** Null at work. In practice no record counts, and all records are gone when it ends. */
  readonly practice: PracticeNow | null;
  /** The member who works here, and those who could. */
  readonly staff: StaffNow;
  /** Why the last PIN did nothing; null after one that did. */
  readonly staffFault: StaffRefusal | null;
  readonly today: readonly RecordedUse[];
  /** The earlier day that the list shows; null for today. */
  readonly listed: { readonly date: WallDate; readonly uses: readonly RecordedUse[] } | null;
  /** The filter of the list of the day. */
  readonly listFilter: ListFilter;
  /** Who recorded each listed use, by the number of the use. It is read while the list is open. */
  readonly listDetails: ReadonlyMap<number, ListDetail>;
  /** The paper that was last asked for, and what became of it; null before the first one. */
  readonly printing: Printing | null;
  /** The steps of records and the admissions of today, the newest first. */
  readonly todaySteps: readonly OwnStep[];
  /** Today's records of this desk, whichever kiosk opened them. */
  readonly deskRecords: readonly PresentRecord[];
  /** What is due at this desk, the most overdue first; none in practice. */
  readonly tasks: readonly ShownTask[];
  /** What the venue has given to the public at this desk, from today on. */
  readonly publicStretches: readonly PublicStretch[];
  /** Why the last change of them recorded nothing, or what it asks first; null for none. */
  readonly courtsAnswer: (PublicAnswer & { readonly change: PublicChange }) | null;
  /** Why the last command that was refused did nothing, where it has words of its own; null for none. */
  readonly refusal: Text | null;
  /** True if this desk has courts, tables or rooms that are counted. */
  readonly hasCourts: boolean;
  /** What the office tells this desk and nobody has read here, the important first. */
  readonly notices: readonly DeskNotice[];
  /** What was written down of the person of one record. It goes with the screen on which a clerk asked for it. */
  readonly notesShown: NotesShown | null;
  /** A text that was shown while a dialog had something half done; it opens when the dialog is closed. */
  readonly waitingCard: string | null;
  /** A text that a scanner read or a hand typed. */
  readonly show: (text: string) => Promise<void>;
  readonly showTwoCards: () => void;
  readonly chooseItem: (itemId: string) => void;
  /**
   * Says that this item (the first is 0) was not recorded: a scan followed the keys of its order at once, so that they do
   * not count.
   */
  readonly scannedOver: (index: number) => void;
  readonly change: (choice: GivenChoice) => void;
  /** Chooses how the order is paid, or the next way of the site if none is named. False if that is not asked for. */
  readonly choosePayment: (way?: PaymentWay) => boolean;
  /** The telephone for the booking that is being made; empty for none. False if nothing is booked now. */
  readonly setTelephone: (text: string) => boolean;
  /** Shows what was written down of the person of a record on the screen. False if there is no such record. */
  readonly showNotes: (recordId: string) => Promise<boolean>;
  /** + and −: one ticket, or one step of the venue's grid, more or fewer. */
  readonly count: (by: 1 | -1) => void;
  /** Left and right: another court of a slot; or the start of a room, one step or a day earlier or later. */
  readonly moveStart: (by: 1 | -1, unit: 'grid' | 'day') => void;
  /** F4: the next family member that the item is for. */
  readonly nextPerson: () => void;
  /** Chooses the pass that follows this one, or the one that ends first. False if none can be renewed. */
  readonly renew: (recordId?: string) => boolean;
  /** Enter: what `enterOf` says of the chosen item. */
  readonly confirm: () => Promise<void>;
  readonly voidRecorded: (use: RecordedUse, reason: VoidBody['reason']) => Promise<void>;
  /** Makes the list show that day; null for today. False if the kiosk can hold none of that day: `refusal` says why. */
  readonly listDay: (date: WallDate | null) => Promise<boolean>;
  /** Narrows the list further; null shows all of it again. */
  readonly find: (change: Partial<ListFilter> | null) => void;
  /** The uses of the list that fit its filter. The search is handed in, since it is loaded with the list. */
  readonly foundUses: (find: typeof foundUses) => readonly RecordedUse[];
  /** Narrows the open list to the card that was shown. False if the text is no card. */
  readonly showInList: (text: string) => Promise<boolean>;
  /** Opens the card to which the list is narrowed. False if there is none. */
  readonly serveFound: () => Promise<boolean>;
  /** Asks for the reason to void that use of today or of the listed day, or the last one of today. */
  readonly askToVoid: (seq?: number) => Promise<void>;
  /**
   * Prints the receipt of a use of today or of the listed day, the one on the screen if none is named. False if there is
   * no such use.
   */
  readonly print: (seq?: number, step?: number) => Promise<boolean>;
  /**
   * The records of the screen, the open list and this desk that allow the step. Without a name these are only the ones of
   * the dialog or of the card on the screen.
   */
  readonly recordsFor: (kind: StepKind, isNamed: boolean) => readonly ShownRecord[];
  /**
   * Says what the step would do; Enter makes it. An admission is made at once. False if there is no such record, or the
   * step is not possible.
   */
  readonly startStep: (kind: StepKind, given: GivenStep) => Promise<boolean>;
  /** Moves the time or the court of the move that is shown. */
  readonly adjustStep: (by: 1 | -1, unit: StepUnit) => void;
  readonly confirmStep: () => Promise<void>;
  /** Gives courts to the public, or takes them back. False if that cannot be: `courtsAnswer` says why. */
  readonly givePublic: (change: PublicChange) => Promise<boolean>;
  /** The board of the courts. False if nothing changes there. */
  readonly onBoard: (act: BoardAct) => Promise<boolean>;
  /** Is told what the host says of the staff. */
  readonly staffChanged: (staff: StaffNow) => void;
  /** Begins a session in place of the one before, or opens the lock. What is open stays. */
  readonly signIn: (given: GivenPin) => Promise<boolean>;
  readonly signOut: () => Promise<void>;
  /** Allows what the dialog asks for. */
  readonly approve: (given: GivenPin) => Promise<boolean>;
  readonly changePin: (given: GivenPin & { readonly next: string }) => Promise<boolean>;
  /** True if it is allowed now. If not, the dialog asks for the PIN of somebody who may, and goes on after it. */
  readonly insistOn: (permission: Permission, after: AfterApproval) => boolean;
  /** Reads what was recorded since the last closing. The dialog asks for the count first. */
  readonly openDayEnd: () => Promise<void>;
  /** Takes the count of the cash; null at a desk that takes none. From then on the sum is shown. */
  readonly countCash: (cashFen: number | null) => Promise<void>;
  readonly recount: () => void;
  /** Signs the day off. A difference needs a reason; without one nothing is done. */
  readonly closeDay: (reason: DifferenceReason | null) => Promise<void>;
  /** Takes back the last closing. */
  readonly reopenDay: (reason: ReopenReason) => Promise<void>;
  /** Records what was signed off; goes on after an approval. */
  readonly sendDayEnd: (closing: DayClosing, body: DayClosed | DayReopened) => Promise<void>;
  readonly printDayEnd: () => Promise<boolean>;
  /** Is told that other desks have stepped records: what the screen shows of them is looked up again. */
  readonly recordsCame: () => Promise<void>;
  /** Opens the first set-up at the step at which it was left. */
  readonly openSetup: () => void;
  /** Goes to the step before or after. False if there is none before. A step past the last one ends the set-up. */
  readonly moveSetup: (by: 1 | -1) => boolean;
  /** Is told that a text was read while the set-up waits for a card. */
  readonly readInSetup: (text: string) => Promise<void>;
  /** Prints a test page. False if the printer does not take it. */
  readonly printTest: () => Promise<boolean>;
  /** Begins practice: from then on no record counts. False if that is not possible now. */
  readonly beginPractice: () => Promise<boolean>;
  /** Goes back to work and forgets what was practised. False if that is not possible now. */
  readonly endPractice: () => Promise<boolean>;
  readonly acceptSwitch: () => Promise<void>;
  readonly open: (overlay: Overlay) => void;
  readonly back: () => void;
  /** Is told that the kiosk became another desk: decisions for the earlier desk are dropped. */
  readonly restart: () => void;
  readonly refreshToday: () => Promise<void>;
  /** Reads again what is due. It is no part of a scan: the window asks while no card is on the screen. */
  readonly refreshTasks: () => Promise<void>;
  readonly refreshNotices: () => Promise<void>;
  /** A clerk has read this notice, or the first if none is named. False if there is no such notice. */
  readonly readNotice: (noticeId?: string) => Promise<boolean>;
  /** Is told that the clerk has read what became of a record. */
  readonly dismissLeftBehind: (id: number) => void;
}

/** The item that is being sold; null if none is chosen. */
export function chosenItemOf(screen: DeskScreen): ItemDecision | null {
  if (screen.kind !== 'decided' || screen.itemId === null) return null;
  return screen.check.decision.items.find((item) => item.itemId === screen.itemId) ?? null;
}

/** The 办件编号 of the matter that is being opened, or the number of the pass that is being sold; null if there is none. */
export function numberOfOrder({ screen }: Pick<DeskState, 'screen'>): string | null {
  const item = chosenItemOf(screen);
  return item === null ? null : numberIn(item);
}

/** The signed QR of a card changes something only if its bare number has not led to an answer. */
export function isProofNews(screen: DeskScreen): boolean {
  if (screen.kind === 'idle' || screen.kind === 'rejected') return true;
  return screen.kind === 'decided' && screen.itemId === null && screen.check.facts.lookup.kind === 'unknown';
}
