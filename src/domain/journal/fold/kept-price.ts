import type { Fen } from '../../base/money.ts';
import type { EntryRef, JournalBody } from '../entry-body.ts';
import { bodyOf, type JournalEntry } from '../journal-entry.ts';

/** The entries of the own journal that are at hand, by number. */
export type FindEntry = (seq: number) => JournalEntry | undefined;

/** The number of an entry of the same journal; null for one of another. */
export function ownSeq({ journalId }: JournalEntry, ref: EntryRef): number | null {
  return ref.journalId === journalId ? ref.seq : null;
}

/**
 * What the venue keeps of a use or a record after that entry. It follows each step to the one before, as far as an
 * entry that says the price. Null if one of them is not at hand: another kiosk wrote it, or this one no longer has it.
 */
export function keptAfter(find: FindEntry, seq: number): Fen | null {
  const entry = find(seq);
  const body = entry === undefined ? null : bodyOf(entry);
  if (entry === undefined || body === null) return null;
  switch (body.kind) {
    case 'use':
    case 'booking-opened':
    case 'pass-sold':
    case 'matter-opened':
    case 'agreement-signed':
    case 'errand-opened':
    case 'booking-moved':
      return body.totalFen ?? 0;
    case 'booking-cancelled':
    case 'pass-returned': {
      const before = keptBefore(find, entry, body.after);
      return before === null ? null : before - body.returnedFen;
    }
    case 'step-taken-back': {
      const step = stepBefore(find, entry, body.step);
      if (step === null) return null;
      return 'after' in step.body ? keptBefore(find, step.entry, step.body.after) : 0;
    }
    default:
      return 'after' in body ? keptBefore(find, entry, body.after) : 0;
  }
}

/** What it brings in to take that step back. Null if the entries at hand do not say it. */
export function takenBackFen(find: FindEntry, entry: JournalEntry, ref: EntryRef): Fen | null {
  const step = stepBefore(find, entry, ref);
  if (step === null) return null;
  const { body } = step;
  switch (body.kind) {
    case 'booking-cancelled':
    case 'pass-returned':
      return body.returnedFen;
    case 'booking-moved': {
      const before = keptBefore(find, step.entry, body.after);
      return before === null ? null : before - (body.totalFen ?? 0);
    }
    case 'use':
    case 'booking-opened':
    case 'pass-sold':
    case 'matter-opened':
    case 'agreement-signed':
    case 'errand-opened':
      return -(body.totalFen ?? 0);
    default:
      return 0;
  }
}

/** An entry may only name entries before it; any other reference is not followed. */
export function keptBefore(find: FindEntry, entry: JournalEntry, after: EntryRef): Fen | null {
  const seq = ownSeq(entry, after);
  return seq === null || seq >= entry.seq ? null : keptAfter(find, seq);
}

function stepBefore(
  find: FindEntry,
  entry: JournalEntry,
  ref: EntryRef,
): { readonly entry: JournalEntry; readonly body: JournalBody } | null {
  const seq = ownSeq(entry, ref);
  const step = seq === null || seq >= entry.seq ? undefined : find(seq);
  const body = step === undefined ? null : bodyOf(step);
  return step === undefined || body === null ? null : { entry: step, body };
}
