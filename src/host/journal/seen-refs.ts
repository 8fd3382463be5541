import type { EntryRef } from '../../domain/journal/entry-body.ts';

/** A journal of the kiosk, and how many numbers were given before it. */
export interface JournalSpan {
  readonly journalId: string;
  readonly before: number;
}

/** Where an entry is by the numbers of the window, which sees all journals as one with the id of the first. */
export function seenRef(spans: readonly JournalSpan[], ref: EntryRef): EntryRef {
  const span = spans.find(({ journalId }) => journalId === ref.journalId);
  const [first] = spans;
  if (span === undefined || first === undefined) return ref;
  return { journalId: first.journalId, seq: ref.seq + span.before };
}

/** Where an entry lies that the window calls so; an entry of another kiosk is where it is. */
export function ownRef(spans: readonly JournalSpan[], ref: EntryRef): EntryRef {
  if (spans[0]?.journalId !== ref.journalId) return ref;
  const span = spans.findLast(({ before }) => before < ref.seq) ?? spans[0];
  return { journalId: span.journalId, seq: ref.seq - span.before };
}

type Refs = Readonly<Partial<Record<'after' | 'step', EntryRef>>>;

/** The body with the entries that it names told by `told`. */
export function withRefs<Body extends object>(body: Body, told: (ref: EntryRef) => EntryRef): Body {
  const { after, step }: Refs = body;
  if (after === undefined) return body;
  return { ...body, after: told(after), ...(step === undefined ? {} : { step: told(step) }) };
}
