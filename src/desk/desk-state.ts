import type { CardCheck, Choices, DecidedCheck } from '../app/check/check-card.ts';
import type { PublicChange } from '../app/record/public-stretches.ts';
import type { GivenChoice, ItemDecision, Verdict } from '../domain/decision/decision.ts';
import type { VoidBody } from '../domain/journal/entry-body.ts';
import type { OwnStep } from '../domain/journal/fold/own-rows.ts';
import type { RecordedUse } from '../domain/journal/fold/recorded-uses.ts';
import type { JournalEntry } from '../domain/journal/journal-entry.ts';
import type { JournalFault } from '../domain/journal/journal-state.ts';
import type { Paper } from '../domain/print/paper.ts';
import type { StepKind } from '../domain/records/possible-steps.ts';
import type { PresentRecord } from '../domain/records/present-records.ts';
import type { PublicStretch } from '../domain/shared/public-stretch.ts';
import type { LeftBehind } from './left-behind.ts';
import type { GivenStep, StepDraft, StepUnit } from './step-draft.ts';

/** Why no decision could be made of what was shown. `no-catalogue`: none has arrived yet. */
export type Rejection =
  | Exclude<CardCheck, DecidedCheck>
  | { readonly kind: 'two-cards' }
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
  | { readonly kind: 'voided'; readonly seq: number; readonly refundFen: number };

/** The dialog over the screen; there is one at a time. */
export type Overlay =
  | {
      readonly kind:
        | 'type'
        | 'help'
        | 'today'
        | 'settings'
        | 'export'
        | 'enrol'
        | 'day-end'
        | 'lock'
        | 'nothing-to-void'
        | 'confirm-date';
    }
  /** The technicians' pages: what is read meanwhile is shown there and decided nowhere. */
  | { readonly kind: 'scanner' | 'hand-scanner' }
  | { readonly kind: 'void'; readonly use: RecordedUse }
  /** Enter makes the step. */
  | { readonly kind: 'step'; readonly step: StepDraft }
  /** Another card was shown while a sale was open. */
  | { readonly kind: 'switch-card'; readonly text: string };

/** `dialog`: the system's dialog is to print it. `full`: too many papers wait for the printer. `failed`: the host did not answer. */
export interface Printing {
  readonly seq: number;
  readonly paper: Paper;
  readonly outcome: 'queued' | 'dialog' | 'full' | 'failed';
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
  readonly today: readonly RecordedUse[];
  /** The paper that was last asked for, and what became of it; null before the first one. */
  readonly printing: Printing | null;
  /** The steps of records and the admissions of today, the newest first. */
  readonly todaySteps: readonly OwnStep[];
  /** Today's records of this desk, whichever kiosk opened them. */
  readonly deskRecords: readonly PresentRecord[];
  /** What the venue has given to the public at this desk, from today on. */
  readonly publicStretches: readonly PublicStretch[];
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
  /** + and −: one ticket, or one step of the venue's grid, more or fewer. */
  readonly count: (by: 1 | -1) => void;
  /** Left and right: another court of a slot; or the start of a room, one step or a day earlier or later. */
  readonly moveStart: (by: 1 | -1, unit: 'grid' | 'day') => void;
  /** F4: the next family member that the item is for. */
  readonly nextPerson: () => void;
  /** Enter: what `enterOf` says of the chosen item. */
  readonly confirm: () => Promise<void>;
  readonly voidRecorded: (use: RecordedUse, reason: VoidBody['reason']) => Promise<void>;
  /** Asks for the reason to void that use of today, or the last one. */
  readonly askToVoid: (seq?: number) => Promise<void>;
  /** Prints the receipt of a use of today, the one on the screen if none is named. False if there is no such use. */
  readonly print: (seq?: number) => Promise<boolean>;
  /**
   * Says what the step would do; Enter makes it. An admission is made at once. False if there is no such record, or the
   * step is not possible.
   */
  readonly startStep: (kind: StepKind, given: GivenStep) => Promise<boolean>;
  /** Moves the time or the court of the move that is shown. */
  readonly adjustStep: (by: 1 | -1, unit: StepUnit) => void;
  readonly confirmStep: () => Promise<void>;
  /** Gives courts to the public, or takes them back. False if it names no courts of this desk. */
  readonly givePublic: (change: PublicChange) => Promise<boolean>;
  readonly acceptSwitch: () => Promise<void>;
  readonly open: (overlay: Overlay) => void;
  readonly back: () => void;
  /** Is told that the kiosk became another desk: decisions for the earlier desk are dropped. */
  readonly restart: () => void;
  readonly refreshToday: () => Promise<void>;
  /** Is told that the clerk has read what became of a record. */
  readonly dismissLeftBehind: (id: number) => void;
}

/** The item that is being sold; null if none is chosen. */
export function chosenItemOf(screen: DeskScreen): ItemDecision | null {
  if (screen.kind !== 'decided' || screen.itemId === null) return null;
  return screen.check.decision.items.find((item) => item.itemId === screen.itemId) ?? null;
}

/** The signed QR of a card changes something only if its bare number has not led to an answer. */
export function isProofNews(screen: DeskScreen): boolean {
  if (screen.kind === 'idle' || screen.kind === 'rejected') return true;
  return screen.kind === 'decided' && screen.itemId === null && screen.check.facts.lookup.kind === 'unknown';
}
