import type { RecordAct } from '../app/record/step-record.ts';
import type { Text } from '../domain/base/text.ts';
import type { WallDate } from '../domain/base/wall-time.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { Item } from '../domain/catalogue/catalogue.ts';
import type { GivenChoice, ItemDecision } from '../domain/decision/decision.ts';
import type { EndReason } from '../domain/journal/entry-body.ts';
import type { StepKind } from '../domain/records/possible-steps.ts';
import type { PresentRecord } from '../domain/records/present-records.ts';

/** A record on the screen, and the steps that are possible here. */
export interface ShownRecord {
  readonly record: PresentRecord;
  readonly item: Item;
  readonly possible: readonly StepKind[];
  /** The working days by which a promise is counted. */
  readonly calendar: Calendar;
  /** The day on which the pass after this one begins; null if it is not renewed here. */
  readonly renewsFrom: WallDate | null;
  /** Whose it is, for a matter that was found by its number; null if nobody can tell. Absent for what a card shows. */
  readonly holder?: ShownHolder | null;
}

/** How a clerk tells one card from another. */
export interface ShownHolder {
  /** The end of the card's number. */
  readonly tail: string;
  /** Null if names are locked, or the card is not on the roster. */
  readonly maskedName: string | null;
}

/** The choices of a clerk or a script for a step. The draft fills in the rest. */
export interface GivenStep {
  /** May be left out if only one record can make the step. */
  readonly recordId?: string | undefined;
  readonly start?: string | undefined;
  readonly minutes?: number | undefined;
  readonly court?: number | undefined;
  readonly reason?: EndReason | undefined;
  readonly returnedFen?: number | undefined;
  readonly from?: string | undefined;
  /** The ids of the options that are picked in the form of a matter. */
  readonly picked?: readonly string[] | undefined;
  /** The 办件编号 as it was typed. */
  readonly number?: string | undefined;
  /** How many will watch, as it was typed. */
  readonly audience?: string | undefined;
  /** What the venue charges in yuan, as it was typed. */
  readonly charge?: string | undefined;
  /** The day by which the missing materials must be handed in; null for no day. */
  readonly until?: string | null | undefined;
}

/** The unit by which the arrow keys, or + and −, move the time of a step. */
export type StepUnit = 'grid' | 'day' | 'length';

/** A step that Enter would make, with words that say beforehand what it does. */
export interface StepDraft {
  readonly kind: StepKind;
  readonly shown: ShownRecord;
  /** Null if the step cannot be made with these choices; `text` says why. */
  readonly act: RecordAct | null;
  readonly text: Text;
  /** The amount that is still to be paid; negative if the desk gives money back. */
  readonly differenceFen: number;
  /** The new place of a booking that is moved; null for any other step. */
  readonly move: { readonly given: GivenChoice; readonly item: ItemDecision } | null;
  /**
   * The reason of a step that ends the record, and the amount that the clerk gives back, which is null until it is typed.
   * Null for any other step.
   */
  readonly end: { readonly reason: EndReason; readonly returnedFen: number | null } | null;
  /** The form of a step of a matter or a room; null for any other step. */
  readonly matter: MatterForm | null;
}

/** An option of the form of a matter or a room. Digit keys pick the options in their order. */
interface MatterOption {
  readonly id: string;
  readonly name: Text;
  readonly isPicked: boolean;
}

/** What a clerk fills in for a step of a matter or a room. */
export interface MatterForm {
  readonly given: GivenStep;
  readonly options: readonly MatterOption[];
  /** True if several options may be picked, as materials may. */
  readonly isMany: boolean;
  /** The day that is typed, which is null until then; `day` is null if the form asks for none. */
  readonly day: { readonly date: string | null } | null;
  /** The 办件编号 that is typed; null if the form asks for none. */
  readonly number: string | null;
  /** How many will watch, or what is charged, as it is typed; null if the form does not ask. */
  readonly count: string | null;
  /** What the clerk must check of a day or a number that was typed. The words of the step say it, too. */
  readonly asks: readonly Text[];
}
