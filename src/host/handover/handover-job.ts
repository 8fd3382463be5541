import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { CardNumber } from '../../domain/card/card-number.ts';
import { type Handover, HandoverId } from '../../domain/handover/handover.ts';
import { EntryRef } from '../../domain/journal/entry-body.ts';
import { Hash, type JournalEntry } from '../../domain/journal/journal-entry.ts';
import { HandoverTrouble } from '../../host-api/handover-api.ts';

/**
 * `prepared`: its entry may be in the journal or not, and the next start looks. `dead`: the hospital's system does not
 * take it, and a technician decides. `dismissed`: a technician did.
 */
const JobState = z.enum(['prepared', 'waiting', 'arrived', 'dead', 'dismissed']);

/** One message, as it lies sealed on the disk. */
export const HandoverJob = z.object({
  format: z.literal(1),
  id: HandoverId,
  /** Messages of a site go in this order. */
  order: z.int().min(1),
  siteId: z.string(),
  action: z.enum(['arrive', 'cancel']),
  of: HandoverId,
  /** Null once nobody needs it any more. */
  holder: z
    .object({ cardNumber: CardNumber, name: z.string().nullable(), isFullName: z.boolean() })
    .nullable(),
  atMs: z.int(),
  /** By these the entry is found: it comes after that number, and its body has this hash. */
  proof: z.object({ behindSeq: z.int().min(0), bodyHash: Hash }),
  /** Null while it is prepared. */
  entry: EntryRef.nullable(),
  state: JobState,
  /** From the first one on it may have arrived. */
  attempts: z.int().min(0),
  refusals: z.int().min(0),
  trouble: HandoverTrouble.nullable(),
  endedMs: z.int().nullable(),
  /** Why a technician dismissed it. */
  reason: z.string().nullable(),
});
export type HandoverJob = z.infer<typeof HandoverJob>;

/** What goes over; null if the holder is forgotten. */
export function handoverOf({ id, action, of, holder, atMs }: HandoverJob): Handover | null {
  return holder === null ? null : { id, action, of, ...holder, atMs, isTest: false };
}

/** By this the entry of a prepared message is found: the draft and the entry have the same body. */
export function bodyHashOf(body: JournalEntry['body']): string {
  return createHash('sha256')
    .update(canonicalize(body) ?? '')
    .digest('hex');
}
