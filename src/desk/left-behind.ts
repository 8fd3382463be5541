import type { RedeemResult } from '../app/record/record.ts';
import type { ItemDecision } from '../domain/decision/decision.ts';
import type { VoidBody } from '../domain/journal/entry-body.ts';
import type { RecordedUse } from '../domain/journal/fold/recorded-uses.ts';
import type { JournalEntry } from '../domain/journal/journal-entry.ts';
import type { JournalFault } from '../domain/journal/journal-state.ts';
import type { StepDraft } from './step-draft.ts';

/** What a clerk has begun to record. */
export type BegunWork =
  | { readonly kind: 'use'; readonly item: ItemDecision }
  | { readonly kind: 'void'; readonly use: RecordedUse; readonly reason: VoidBody['reason'] }
  | { readonly kind: 'step'; readonly step: StepDraft };

/** True if nothing is paid: then the list price is no way out when the record fails. */
export function isFree(what: BegunWork): boolean {
  if (what.kind === 'void') return false;
  if (what.kind === 'step') return what.step.differenceFen <= 0;
  const { item } = what;
  const price = item.kind === 'yes' || item.kind === 'ask' ? item.price : null;
  return price === null || price.totalFen === 0;
}

/** Nothing was recorded, because things are not as they were on the screen: they are looked at again. */
export type CheckedAgain = 'not-held' | 'right-refused' | 'record-changed';

export type BegunOutcome =
  /** `isSlow`: it takes longer than a record may; `isHere`: its screen still waits for it. */
  | { readonly kind: 'pending'; readonly isSlow: boolean; readonly isHere: boolean }
  | { readonly kind: 'recorded'; readonly entry: JournalEntry }
  | {
      readonly kind: 'not-recorded';
      /** `host`: nobody answered, so that it may or may not have been recorded. */
      readonly reason: JournalFault['kind'] | 'host' | CheckedAgain;
      readonly detail: string;
    }
  /** Nothing was recorded: a scan followed the keys at once, and the two could not be told apart. */
  | { readonly kind: 'not-recorded'; readonly reason: 'scanned-over'; readonly detail: string };

/** What became of what was begun. */
export type EndedOutcome = Exclude<BegunOutcome, { kind: 'pending' } | { reason: 'scanned-over' }>;

/** A record that the clerk did not wait for, or that takes too long. Its outcome is shown beside the present screen. */
export interface LeftBehind {
  readonly id: number;
  readonly what: BegunWork;
  readonly outcome: BegunOutcome;
}

/** The most notes that are shown at once. One record is written at a time, and a note of success soon disappears. */
const LEFT_BEHIND_MAX = 5;

/** The list with this one added; it replaces an earlier outcome of the same work. */
export function withOutcome(all: readonly LeftBehind[], one: LeftBehind): readonly LeftBehind[] {
  const next = [...without(all, one.id), one];
  // A recorded use is in today's list, too; a failed one is shown only here.
  const oldest = next.find(({ outcome }) => outcome.kind === 'recorded') ?? next[0];
  return next.length <= LEFT_BEHIND_MAX || oldest === undefined ? next : without(next, oldest.id);
}

export function without(all: readonly LeftBehind[], id: number): readonly LeftBehind[] {
  return all.filter((each) => each.id !== id);
}

export function outcomeOf(result: RedeemResult): EndedOutcome {
  switch (result.kind) {
    case 'recorded':
      return { kind: 'recorded', entry: result.entry };
    case 'fault':
      return { kind: 'not-recorded', reason: result.fault.kind, detail: result.fault.detail };
    case 'unanswered':
      return { kind: 'not-recorded', reason: 'host', detail: result.detail };
    case 'not-held':
    case 'right-refused':
    case 'record-changed':
      return { kind: 'not-recorded', reason: result.kind, detail: '' };
  }
}

const CHECKED_AGAIN: readonly string[] = [
  'not-held',
  'right-refused',
  'record-changed',
] satisfies readonly CheckedAgain[];

/** True if the screen has to show how things are by now. */
export function isToCheckAgain(
  reason: Extract<EndedOutcome, { kind: 'not-recorded' }>['reason'],
): reason is CheckedAgain {
  return CHECKED_AGAIN.includes(reason);
}
