import { unreachable } from '../base/unreachable.ts';
import type { Instant, WallDate } from '../base/wall-time.ts';
import type {
  EntryRef,
  GivenBody,
  JournalBody,
  OpeningBody,
  RecordBody,
  UseBody,
  VoidBody,
} from '../journal/entry-body.ts';
import { type AgreementState, agreementAfter, openedAgreement } from './agreement.ts';
import { type BookingState, bookingAfter, openedBooking } from './booking.ts';
import { type ErrandState, errandAfter, openedErrand } from './errand.ts';
import { type MatterState, matterAfter, openedMatter } from './matter.ts';
import { openedPass, type PassState, passAfter } from './pass.ts';

export const RECORD_KINDS = ['booking', 'pass', 'matter', 'agreement', 'errand'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** What an entry does to a record. A `use` of a release before records opens one, too. */
export type StepBody =
  | RecordBody
  | UseBody
  | VoidBody
  /** A newer release made the step: what it changes is not known here. */
  | { readonly kind: 'newer' };

/** Kinds of entries that change no record, though a pass-admitted names one. */
const NO_STEPS = [
  'pass-admitted',
  'name-shown',
  'day-closed',
  'day-reopened',
  'request',
  'court-requested',
  'courts-taken',
  'courts-freed',
] as const satisfies readonly JournalBody['kind'][];

/** True for an entry that may change a record. A new kind of entry must be a `StepBody` or stand in the list above. */
export function isStep(
  body: JournalBody,
): body is Exclude<JournalBody, { readonly kind: (typeof NO_STEPS)[number] }> {
  return !NO_STEPS.some((kind) => kind === body.kind);
}

/** One entry that concerns a record. */
export interface RecordStep extends Readonly<EntryRef> {
  /** The desk that wrote it. */
  readonly siteId: string;
  readonly recordedAt: Instant;
  readonly body: StepBody;
}

/** A record with its steps in the order in which the district took them; own steps that wait come last. */
export interface StepsOfRecord {
  readonly recordId: string;
  readonly kind: RecordKind;
  readonly steps: readonly RecordStep[];
  /** The last day of a pass whose opening does not say it, as before there were records. */
  readonly until: WallDate | null;
}

export type RecordState = BookingState | PassState | MatterState | AgreementState | ErrandState;

export interface FoldedRecord {
  /** Null until the entry that opens it has arrived. */
  readonly state: RecordState | null;
  /** The step that the next one comes after; null before the opening has come. */
  readonly last: EntryRef | null;
  /** The last step after the opening that made the state, so that it may be taken back; null for none. */
  readonly undoable: EntryRef | null;
  /** The steps that did not fit, in order: they are kept and change nothing. */
  readonly misfits: readonly EntryRef[];
  /** It has a step of a newer release: its state may be another. */
  readonly hasNewer: boolean;
}

/**
 * What the steps of a record add up to. Total: any steps in any order give a state, and those that do not fit are
 * named. The first opening opens, wherever it stands. A step fits if it comes after the step that is last by then, and
 * the state allows it: of two desks that made a step while apart, the first to arrive decides.
 */
export function foldRecord({ kind, steps, until }: StepsOfRecord): FoldedRecord {
  const opening = steps.find(isOpening);
  const hasNewer = steps.some(({ body }) => body.kind === 'newer');
  if (opening === undefined) {
    return { state: null, last: null, undoable: null, misfits: steps.map(refOf), hasNewer };
  }
  const opened = openedAs(kind, opening, until);
  // A feed may name another kind than the opening has: then the opening opens nothing.
  if (opened === null)
    return { state: null, last: null, undoable: null, misfits: steps.map(refOf), hasNewer };
  let run: Run = { opened, opening, state: opened, applied: [], last: opening, misfits: [] };
  for (const step of steps) if (step !== opening) run = withStep(run, step);
  const misfits = new Set(run.misfits);
  const undoable = run.applied.at(-1);
  return {
    state: run.state,
    last: refOf(run.last),
    undoable: undoable === undefined || run.state.status === 'taken-back' ? null : refOf(undoable),
    misfits: steps.filter((step) => misfits.has(step)).map(refOf),
    hasNewer,
  };
}

type OpeningStep = RecordStep & { readonly body: GivenBody };

function openedAs(kind: RecordKind, opening: OpeningStep, until: WallDate | null): RecordState | null {
  switch (kind) {
    case 'booking':
      return openedBooking(opening);
    case 'pass':
      return openedPass(opening, until);
    case 'matter':
      return openedMatter(opening);
    case 'agreement':
      return openedAgreement(opening);
    case 'errand':
      return openedErrand(opening);
    default:
      return unreachable(kind);
  }
}

/** True for the step that opens a record. */
export function isOpening(step: RecordStep): step is OpeningStep {
  return step.body.kind === 'use' || isOpeningBody(step.body);
}

const OPENING_KINDS: ReadonlySet<string> = new Set([
  'booking-opened',
  'pass-sold',
  'matter-opened',
  'agreement-signed',
  'errand-opened',
] satisfies OpeningBody['kind'][]);

export function isOpeningBody(body: { readonly kind: string }): body is OpeningBody {
  return OPENING_KINDS.has(body.kind);
}

interface Run {
  /** The state right after the opening. */
  readonly opened: RecordState;
  readonly opening: RecordStep;
  readonly state: RecordState;
  /** The steps that made the state. */
  readonly applied: readonly RecordStep[];
  /** The last step that fitted. */
  readonly last: RecordStep;
  readonly misfits: readonly RecordStep[];
}

function withStep(run: Run, step: RecordStep): Run {
  const { body } = step;
  // What it changes is not known here, nor what it comes after.
  if (body.kind === 'newer') return { ...run, last: step };
  if (isOpening(step) || ('after' in body && !isSameEntry(body.after, run.last)))
    return withMisfits(run, [step]);
  const named = namedBy(step);
  if (named !== null) return withTakenBack(run, step, named);
  const state = stateAfter(run.state, body);
  if (state === null) return withMisfits(run, [step]);
  return { ...run, state, applied: [...run.applied, step], last: step };
}

function withMisfits(run: Run, steps: readonly RecordStep[]): Run {
  return { ...run, misfits: [...run.misfits, ...steps] };
}

/** Nothing is taken back twice, and no taking back is taken back. */
function withTakenBack(run: Run, step: RecordStep, named: EntryRef): Run {
  if (isSameEntry(named, run.opening)) {
    if (run.state.status === 'taken-back') return withMisfits(run, [step]);
    return { ...run, state: { ...run.state, status: 'taken-back' }, last: step };
  }
  const target = run.applied.find((other) => isSameEntry(other, named));
  if (target === undefined) return withMisfits(run, [step]);
  const again = refold(
    run.opened,
    run.applied.filter((other) => other !== target),
  );
  return withMisfits({ ...run, ...again, last: step }, again.dropped);
}

/** The state without a step that is taken back. Steps that only made sense after it drop out, too. */
function refold(
  opened: RecordState,
  steps: readonly RecordStep[],
): Pick<Run, 'state' | 'applied'> & { readonly dropped: readonly RecordStep[] } {
  let state = opened;
  const [applied, dropped]: [RecordStep[], RecordStep[]] = [[], []];
  for (const step of steps) {
    const next = stateAfter(state, step.body);
    if (next === null) dropped.push(step);
    else {
      state = next;
      applied.push(step);
    }
  }
  return { state, applied, dropped };
}

function stateAfter(state: RecordState, body: StepBody): RecordState | null {
  switch (state.kind) {
    case 'booking':
      return bookingAfter(state, body);
    case 'pass':
      return passAfter(state, body);
    case 'matter':
      return matterAfter(state, body);
    case 'agreement':
      return agreementAfter(state, body);
    case 'errand':
      return errandAfter(state, body);
    default:
      return unreachable(state);
  }
}

/** The entry that this step takes back; null for any other step. */
function namedBy({ journalId, body }: RecordStep): EntryRef | null {
  if (body.kind === 'void') return { journalId, seq: body.voidsSeq };
  return body.kind === 'step-taken-back' ? body.step : null;
}

export function isSameEntry(one: EntryRef, other: EntryRef): boolean {
  return one.journalId === other.journalId && one.seq === other.seq;
}

export function refOf({ journalId, seq }: EntryRef): EntryRef {
  return { journalId, seq };
}
