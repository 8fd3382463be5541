import { z } from 'zod';
import { isStorableText } from '../base/plain-text.ts';
import { WallMinute } from '../base/wall-time.ts';
import { CardRefText } from '../card/card-ref.ts';
import { Person } from '../card/family.ts';
import { USE_BOUNDS } from '../decision/use-bounds.ts';
import { RightYear } from '../shared/right.ts';

const Id = z.string().min(1).max(64).refine(isStorableText);
const Word = z.string().min(1).max(40).refine(isStorableText);
const Fen = z.int().min(0).max(100_000_000);

/** What a use was decided to be. It names no person: `cardRef` is a keyed pseudonym (`card-ref.ts`). */
export const UseBody = z.strictObject({
  kind: z.literal('use'),
  cardRef: CardRefText,
  itemId: Id,
  person: Person,
  quantity: z.int().min(1).max(USE_BOUNDS.journal.quantityMax),
  /** When the use begins: now for a ticket, the booked minute for a court. */
  start: WallMinute,
  minutes: z.int().min(1).max(USE_BOUNDS.journal.minutesMax).nullable(),
  listTotalFen: Fen.nullable(),
  totalFen: Fen.nullable(),
  ruleId: Id,
  clause: Word,
  catalogueVersion: z.int().min(1),
  verdict: z.enum(['yes', 'ask']),
  /** The questions that the clerk answered with yes; empty for a plain yes. */
  confirmed: z.array(Word).max(8),
  /** The courts of a slot that were given, by number; the first kiosks named none. */
  courts: z.array(z.int().min(1).max(99)).min(1).max(8).optional(),
});
export type UseBody = z.infer<typeof UseBody>;

/** Takes back an earlier use of the same journal; the entry itself stays. */
export const VoidBody = z.strictObject({
  kind: z.literal('void'),
  voidsSeq: z.int().min(1),
  reason: z.enum(['mistyped', 'customer-left', 'wrong-item', 'other']),
});
export type VoidBody = z.infer<typeof VoidBody>;

/** A clerk looked at the holder's full name; written before the name shows. It is no use. */
const NameShownBody = z.strictObject({ kind: z.literal('name-shown'), cardRef: CardRefText });

/**
 * Asks the district for a right that this site may not give by itself: written where no line was there to
 * ask. It is no use and counts against nothing.
 */
export const RequestBody = z.strictObject({
  kind: z.literal('request'),
  cardRef: CardRefText,
  itemId: Id,
  /** The calendar year of the right. */
  year: RightYear,
  catalogueVersion: z.int().min(1),
});
export type RequestBody = z.infer<typeof RequestBody>;

/** What this release writes: no field that it does not know. */
export const JournalBody = z.discriminatedUnion('kind', [UseBody, VoidBody, NameShownBody, RequestBody]);
export type JournalBody = z.infer<typeof JournalBody>;

export const KNOWN_KINDS: ReadonlySet<string> = new Set(
  JournalBody.options.map((option) => option.shape.kind.value),
);

export function isKnownKind(kind: string): boolean {
  return KNOWN_KINDS.has(kind);
}

/** What a release wrote of which only the kind's name is known. */
export const NewerBody = z.looseObject({ kind: Id });

/**
 * A body as any release wrote it. Of a known kind it must have the fields that this release knows; fields that it does
 * not know are kept. A new meaning is a new kind, never another value of a known field.
 */
export const ReadBody = z.union([
  z.discriminatedUnion('kind', [
    UseBody.loose(),
    VoidBody.loose(),
    NameShownBody.loose(),
    RequestBody.loose(),
  ]),
  NewerBody.refine(({ kind }) => !isKnownKind(kind)),
]);
