import { unreachable } from '../../base/unreachable.ts';
import { dateOfMinute, type WallDate } from '../../base/wall-time.ts';
import type { PastUse, UseEntry } from '../../decision/decision.ts';
import type { PresentRecord } from '../../records/present-records.ts';
import type { PublicStretch } from '../../shared/public-stretch.ts';
import {
  type CourtRequestBody,
  courtsIn,
  isLaterBody,
  minutesIn,
  type PassAdmitted,
  type PublicBody,
  type RightRequestBody,
} from '../entry-body.ts';
import { bodyOf, type JournalEntry, recordedAtOf } from '../journal-entry.ts';
import type { OwnStep, OwnUse } from './own-rows.ts';

/** One use and, when it was taken back, by which entry: a line of a day's list. */
export interface RecordedUse extends OwnUse {
  /** The record that it opened, as it is now; absent for what opens none, and where nobody has looked. */
  readonly record?: PresentRecord;
}

/** The effect of one entry on the result of the entries before it. */
export type EntryEffect =
  | { readonly kind: 'use'; readonly use: RecordedUse }
  /** Takes back the use with this number of the same journal. */
  | { readonly kind: 'void'; readonly voidsSeq: number }
  /** A later step of a record (`src/domain/records`). It counts as no use by itself. */
  | { readonly kind: 'step'; readonly step: OwnStep }
  /** A pass let its person in: that was paid for before, and counts against nothing. */
  | { readonly kind: 'admission'; readonly admission: PassAdmitted; readonly step: OwnStep }
  /** It counts as no use. */
  | { readonly kind: 'request'; readonly request: RightRequestBody | CourtRequestBody }
  /** The venue gives courts to the public, or has them again. */
  | { readonly kind: 'public'; readonly stretch: PublicStretch }
  /** A newer release made it: what it adds or takes back is not known here. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'none' };

export function effectOf(entry: JournalEntry): EntryEffect {
  const { seq, siteId } = entry;
  const body = bodyOf(entry);
  if (body !== null && isLaterBody(body)) {
    return { kind: 'step', step: { seq, siteId, recordedAt: recordedAtOf(entry), body } };
  }
  switch (body?.kind) {
    case 'use':
    case 'booking-opened':
    case 'pass-sold':
    case 'matter-opened':
    case 'errand-opened':
    case 'agreement-signed':
      return {
        kind: 'use',
        use: { seq, siteId, recordedAt: recordedAtOf(entry), body, voidedBySeq: null },
      };
    case 'void':
      return { kind: 'void', voidsSeq: body.voidsSeq };
    case 'request':
    case 'court-requested':
      return { kind: 'request', request: body };
    case 'pass-admitted':
      return {
        kind: 'admission',
        admission: body,
        step: { seq, siteId, recordedAt: recordedAtOf(entry), body },
      };
    case 'courts-taken':
    case 'courts-freed':
      return { kind: 'public', stretch: publicStretchOf(siteId, body) };
    case 'name-shown':
    case 'day-closed':
    case 'day-reopened':
      return { kind: 'none' };
    case undefined:
      return { kind: 'newer' };
    default:
      return unreachable(body);
  }
}

export function publicStretchOf(siteId: string, body: PublicBody): PublicStretch {
  const { takenId, resourceId, date, from, to, courts, use } = body;
  const isFreed = body.kind === FREED;
  return { takenId, siteId, resourceId, date, from, to, courts, use, isFreed };
}

const FREED: PublicBody['kind'] = 'courts-freed';

/** The steps of records and the admissions among these entries. */
export function stepsAmong(entries: readonly JournalEntry[]): readonly OwnStep[] {
  return entries.flatMap((entry) => {
    const effect = effectOf(entry);
    return effect.kind === 'step' || effect.kind === 'admission' ? [effect.step] : [];
  });
}

/** How many of these a newer release made. */
export function newerAmong(entries: readonly JournalEntry[]): number {
  return entries.filter((entry) => effectOf(entry).kind === 'newer').length;
}

/** The numbers of the uses that these entries take back. */
export function voidedSeqsOf(entries: readonly JournalEntry[]): readonly number[] {
  return entries.flatMap((entry) => {
    const effect = effectOf(entry);
    return effect.kind === 'void' ? [effect.voidsSeq] : [];
  });
}

/**
 * The uses that entries of one journal add or change, each as it is after the last of them. `before` holds the uses
 * from before them that they take back (`voidedSeqsOf`). A void of an entry that is no use changes nothing; if two
 * voids name one use, the later one counts.
 */
export function usesAfter(
  before: readonly RecordedUse[],
  entries: readonly JournalEntry[],
): readonly RecordedUse[] {
  const uses = new Map(before.map((use) => [use.seq, use]));
  for (const entry of entries) {
    const effect = effectOf(entry);
    if (effect.kind === 'use') uses.set(entry.seq, effect.use);
    const voided = effect.kind === 'void' ? uses.get(effect.voidsSeq) : undefined;
    if (voided !== undefined) uses.set(voided.seq, { ...voided, voidedBySeq: entry.seq });
  }
  return [...uses.values()];
}

/** The uses that nobody took back. */
export function standing(uses: readonly RecordedUse[]): readonly RecordedUse[] {
  return uses.filter((use) => use.voidedBySeq === null);
}

/** The day that a use is for: a slot tonight is tonight's, whenever it was recorded. */
export function dayOf({ body }: Pick<RecordedUse, 'body'>): WallDate {
  return dateOfMinute(body.start);
}

/** A use as limits count it. */
export function pastUseOf(recorded: RecordedUse): PastUse & { readonly entry: UseEntry } {
  const { seq, siteId, recordedAt, body } = recorded;
  const { itemId, person, quantity, start } = body;
  const courts = courtsIn(body);
  const entry = { seq, start, minutes: minutesIn(body), recordedAt };
  const use = { siteId, itemId, person, quantity, date: dayOf(recorded), entry };
  return courts.length === 0 ? use : { ...use, courts };
}
