import type { WallDate } from '../base/wall-time.ts';
import { type EntryRef, type GivenBody, type LaterBody, minutesIn } from '../journal/entry-body.ts';
import type { OwnStep, OwnUse } from '../journal/fold/own-rows.ts';
import {
  type FoldedRecord,
  foldRecord,
  isOpening,
  isSameEntry,
  type RecordKind,
  type RecordState,
  type RecordStep,
  refOf,
  type StepBody,
  type StepsOfRecord,
} from './record.ts';
import { recordIdOfEntry } from './record-id.ts';

/** A record of the district's feed: all of its steps in the order in which the district took them. */
export interface FeedRecord {
  readonly recordId: string;
  readonly kind: RecordKind;
  readonly siteId: string;
  readonly cardRef: string;
  readonly steps: readonly RecordStep[];
}

/**
 * What a kiosk knows: the uses and steps of its own journal, and rows of the feed. Each record that is among them has
 * to be there whole.
 */
export interface KnownRows {
  /** The kiosk's own journal; null before its first entry. */
  readonly journalId: string | null;
  readonly uses: readonly OwnUse[];
  readonly steps: readonly OwnStep[];
  readonly feed: readonly FeedRecord[];
}

type OpeningStep = RecordStep & { readonly body: GivenBody };

/** A record as it is now: the district's state with the own steps that the feed does not name yet on top. */
export interface PresentRecord extends StepsOfRecord {
  readonly opening: OpeningStep;
  readonly folded: FoldedRecord;
  readonly state: RecordState;
  /** Which of its steps are this kiosk's; null before its first entry. */
  readonly ownJournalId: string | null;
  /** The opening's number in the own journal; null for a record of another kiosk. */
  readonly ownSeq: number | null;
  /** The own entries that the feed does not name yet. */
  readonly waiting: readonly EntryRef[];
  /** An own step does not fit: another desk's came first, and counts. */
  readonly hasCollided: boolean;
}

export interface PresentRows {
  readonly records: readonly PresentRecord[];
  /** Own uses that open no record, as far as is known here. */
  readonly plain: readonly OwnUse[];
}

/** Each use once: a record whose opening is in the own journal and in the feed is one. */
export function presentRows({ journalId, uses, steps, feed }: KnownRows): PresentRows {
  const found = new Map<string, Found>(feed.map((row) => [row.recordId, { row, uses: [], steps: [] }]));
  const inFeed = ownOpeningsIn(journalId, feed);
  const own = new Map(uses.map((use) => [use.seq, use]));
  const ownSteps = new Map(steps.map((step) => [step.seq, step]));
  for (const use of own.values()) {
    const id = inFeed.get(use.seq) ?? recordIdOfUse(journalId, use);
    const one = found.get(id);
    if (one === undefined) found.set(id, { row: null, uses: [use], steps: [] });
    else one.uses.push(use);
  }
  for (const step of ownSteps.values()) {
    if (step.body.kind !== 'pass-admitted') found.get(step.body.recordId)?.steps.push(step);
  }
  const records: PresentRecord[] = [];
  const plain: OwnUse[] = [];
  for (const [recordId, one] of found) {
    const isPlain = one.row === null && one.steps.length === 0 && one.uses.every(opensNothing);
    if (isPlain) plain.push(...one.uses);
    else records.push(...presentOf(journalId, recordId, one));
  }
  return { records, plain };
}

interface Found {
  readonly row: FeedRecord | null;
  readonly uses: OwnUse[];
  readonly steps: OwnStep[];
}

/** A `use` without minutes is a pass of a release before records, if anything at all. */
export function opensNothing({ body }: Pick<OwnUse, 'body'>): boolean {
  return body.kind === 'use' && body.minutes === null;
}

/** Which own entries open records of the feed. */
function ownOpeningsIn(journalId: string | null, feed: readonly FeedRecord[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const { recordId, steps } of feed) {
    const opening = steps.find(isOpening);
    if (opening?.journalId === journalId) found.set(opening.seq, recordId);
  }
  return found;
}

/** The record that an own use opens; the feed may know it by another id where a kiosk has had several journals. */
export function recordIdOfUse(journalId: string | null, { seq, body }: Pick<OwnUse, 'seq' | 'body'>): string {
  return 'recordId' in body ? body.recordId : recordIdOfEntry({ journalId: journalId ?? '', seq });
}

/** A use without minutes, seen as a pass: its item may be one. */
export function passOfPlain(journalId: string | null, use: OwnUse): readonly PresentRecord[] {
  return presentOf(journalId, recordIdOfUse(journalId, use), { row: null, uses: [use], steps: [] });
}

/** None where no opening is known. */
function presentOf(journalId: string | null, recordId: string, found: Found): readonly PresentRecord[] {
  const { row } = found;
  const known = row?.steps ?? [];
  const waiting = ownStepsOf(journalId ?? '', found).filter(
    (step) => !known.some((other) => isSameEntry(step, other)),
  );
  const steps = [...known, ...waiting];
  const opening = steps.find(isOpening);
  if (opening === undefined) return [];
  const kind = row?.kind ?? kindOf(opening.body);
  const record: StepsOfRecord = { recordId, kind, steps, until: null };
  const folded = foldRecord(record);
  if (folded.state === null) return [];
  const ownSeq = opening.journalId === journalId ? opening.seq : null;
  const hasCollided = folded.misfits.some((misfit) => misfit.journalId === journalId);
  const { state } = folded;
  return [
    {
      ...record,
      ...{ opening, folded, state, hasCollided },
      ...{ ownJournalId: journalId, ownSeq, waiting: waiting.map(refOf) },
    },
  ];
}

function kindOf(body: GivenBody): RecordKind {
  switch (body.kind) {
    case 'booking-opened':
      return 'booking';
    case 'pass-sold':
      return 'pass';
    case 'matter-opened':
      return 'matter';
    case 'agreement-signed':
      return 'agreement';
    case 'errand-opened':
      return 'errand';
    case 'use':
      return minutesIn(body) === null ? 'pass' : 'booking';
  }
}

/** The own openings, steps and voids as steps, in the order of the journal. */
function ownStepsOf(journalId: string, { uses, steps }: Found): readonly RecordStep[] {
  const all: RecordStep[] = steps.flatMap(({ seq, siteId, recordedAt, body }) =>
    body.kind === 'pass-admitted' ? [] : [{ journalId, seq, siteId, recordedAt, body }],
  );
  for (const { voidedBySeq, seq, siteId, recordedAt, body } of uses) {
    all.push({ journalId, seq, siteId, recordedAt, body });
    if (voidedBySeq === null) continue;
    const voiding = { kind: 'void', voidsSeq: seq, reason: 'other' } as const;
    all.push({ journalId, seq: voidedBySeq, siteId, recordedAt, body: voiding });
  }
  return all.sort((one, other) => one.seq - other.seq);
}

/** Where it stands in no journal yet. */
const NOT_WRITTEN = { journalId: '', seq: 1 };

/** The record as it would be after one more step; null if the step does not fit. */
export function afterStep(record: PresentRecord, body: StepBody): PresentRecord | null {
  const { siteId, recordedAt } = record.opening;
  const steps = [...record.steps, { ...NOT_WRITTEN, siteId, recordedAt, body }];
  const folded = foldRecord({ ...record, steps });
  const { state, misfits } = folded;
  if (state === null || misfits.some((ref) => isSameEntry(ref, NOT_WRITTEN))) return null;
  return { ...record, steps, folded, state };
}

/** The body that takes back the last step; null if there is none to take back. */
export function takingBack({ recordId, folded }: PresentRecord): LaterBody | null {
  const { last: after, undoable: step } = folded;
  if (after === null || step === null) return null;
  return { kind: 'step-taken-back', recordId, after, step, reason: 'mistyped' };
}

/** The same with the last day of a pass whose opening does not say it. */
export function withUntil(record: PresentRecord, until: WallDate | null): PresentRecord {
  if (record.opening.body.kind !== 'use' || record.kind !== 'pass') return record;
  const folded = foldRecord({ ...record, until });
  return { ...record, until, folded, state: folded.state ?? record.state };
}
