import type { RecordAct } from '../app/record/step-record.ts';
import type { Text } from '../domain/base/text.ts';
import type { WallDate } from '../domain/base/wall-time.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { Item } from '../domain/catalogue/catalogue.ts';
import type { GivenChoice, ItemDecision } from '../domain/decision/decision.ts';
import type { EndReason } from '../domain/journal/entry-body.ts';
import type { StepKind } from '../domain/records/possible-steps.ts';
import type { PresentRecord } from '../domain/records/present-records.ts';

/** A record on the screen, and what may be done with it here. */
export interface ShownRecord {
  readonly record: PresentRecord;
  readonly item: Item;
  readonly possible: readonly StepKind[];
  /** The working days by which a promise is counted. */
  readonly calendar: Calendar;
  /** The day on which the pass after this one begins; null if it is not renewed here. */
  readonly renewsFrom: WallDate | null;
}

/** What a clerk or a script says of a step; the rest is filled in. */
export interface GivenStep {
  /** May be left out if only one record can make the step. */
  readonly recordId?: string | undefined;
  readonly start?: string | undefined;
  readonly minutes?: number | undefined;
  readonly court?: number | undefined;
  readonly reason?: EndReason | undefined;
  readonly returnedFen?: number | undefined;
  readonly from?: string | undefined;
  /** For a step of a matter: what is picked, by id. */
  readonly picked?: readonly string[] | undefined;
  /** 办件编号, as it was typed. */
  readonly number?: string | undefined;
  /** Until when what is missing is to come. */
  readonly until?: string | null | undefined;
}

/** What left and right, and + and − move in a step. */
export type StepUnit = 'grid' | 'day' | 'length';

/** A step that Enter would make: what it does in words, before it does it. */
export interface StepDraft {
  readonly kind: StepKind;
  readonly shown: ShownRecord;
  /** Null if it cannot be made so; `text` says why. */
  readonly act: RecordAct | null;
  readonly text: Text;
  /** What is still to be paid; negative for what is to be given back. */
  readonly differenceFen: number;
  /** The move that it makes; null for any other step. */
  readonly move: { readonly given: GivenChoice; readonly item: ItemDecision } | null;
  /**
   * For a step that ends the record: the reason, and what the clerk gives back (null until it is typed). Null for any
   * other step.
   */
  readonly end: { readonly reason: EndReason; readonly returnedFen: number | null } | null;
  /** What a clerk says of a step of a matter; null for any other step. */
  readonly matter: MatterForm | null;
}

/** What a clerk picks from in a step of a matter, in the order of the digit keys. */
interface MatterOption {
  readonly id: string;
  readonly name: Text;
  readonly isPicked: boolean;
}

/** The form of a step of a matter. */
export interface MatterForm {
  readonly given: GivenStep;
  readonly options: readonly MatterOption[];
  /** Several may be picked, as the materials that are there. */
  readonly isMany: boolean;
  /** The day of the form, or that it has none. */
  readonly day: { readonly date: string | null } | null;
  /** The 办件编号 that is typed; null if the form asks for none. */
  readonly number: string | null;
}
