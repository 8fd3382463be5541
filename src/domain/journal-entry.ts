import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { WallMinute } from './wall-time.ts';

/** Lower-case hexadecimal SHA-256. */
export const Hash = z.string().regex(/^[0-9a-f]{64}$/);
export type Hash = z.infer<typeof Hash>;

/** The parent of a journal's first entry. */
export const GENESIS_HASH: Hash = '0'.repeat(64);

const Id = z.string().min(1).max(64);
const Fen = z.int().min(0).max(100_000_000);

/** What a use was decided to be. It names no person: `cardRef` is a keyed pseudonym (`card-ref.ts`). */
export const UseBody = z.strictObject({
  kind: z.literal('use'),
  cardRef: z.string().regex(/^[0-9a-f]{32}$/),
  itemId: Id,
  person: z.enum(['holder', 'spouse', 'child']),
  quantity: z.int().min(1).max(999),
  /** When the use begins: now for a ticket, the booked minute for a court. */
  start: WallMinute,
  minutes: z.int().min(1).max(1440).nullable(),
  listTotalFen: Fen.nullable(),
  totalFen: Fen.nullable(),
  ruleId: Id,
  clause: z.string().min(1).max(40),
  catalogueVersion: z.int().min(1),
  verdict: z.enum(['yes', 'ask']),
  /** The questions that the clerk answered with yes; empty for a plain yes. */
  confirmed: z.array(z.string().min(1).max(40)).max(8),
});
export type UseBody = z.infer<typeof UseBody>;

/** Takes back an earlier use of the same journal; the entry itself stays. */
export const VoidBody = z.strictObject({
  kind: z.literal('void'),
  voidsSeq: z.int().min(1),
  reason: z.enum(['mistyped', 'customer-left', 'wrong-item', 'other']),
});
export type VoidBody = z.infer<typeof VoidBody>;

export const JournalBody = z.discriminatedUnion('kind', [UseBody, VoidBody]);
export type JournalBody = z.infer<typeof JournalBody>;

/** What the desk asks to have recorded; the host adds the rest. */
export const JournalDraft = z.strictObject({ siteId: Id, body: JournalBody });
export type JournalDraft = z.infer<typeof JournalDraft>;

/**
 * One line of a kiosk's journal. `seq` is gapless from 1; `parent` is the hash of the entry before;
 * `hash` covers everything else in the entry. Device time is testimony, never an order.
 */
export const JournalEntry = z.strictObject({
  format: z.literal(1),
  journalId: z.uuid(),
  seq: z.int().min(1),
  parent: Hash,
  kioskId: Id,
  siteId: Id,
  at: z.strictObject({
    /** Device clock, milliseconds since the epoch. */
    deviceMs: z.int().min(0),
    /** Milliseconds since the host started. */
    monotonicMs: z.int().min(0),
    /** Server clock minus device clock when the district last answered; null before the first answer. */
    serverOffsetMs: z.int().nullable(),
  }),
  body: JournalBody,
  hash: Hash,
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** SHA-256 over the RFC 8785 canonical JSON of the entry without its hash. */
export function hashOfEntry(entry: Omit<JournalEntry, 'hash'>): Hash {
  const { hash: _, ...hashed } = entry as JournalEntry;
  return bytesToHex(sha256(utf8ToBytes(canonicalize(hashed) ?? '')));
}

export type ChainFault = { readonly kind: 'gap' | 'parent' | 'hash' | 'journal'; readonly seq: number };

/**
 * Checks that entries follow one another and the given head (`seq` 0 and `GENESIS_HASH` for an empty
 * journal): same journal, gapless `seq`, parent equals the hash before, hash is right. Null when sound.
 */
export function chainFaultOf(
  head: { readonly journalId: string; readonly seq: number; readonly hash: Hash },
  entries: readonly JournalEntry[],
): ChainFault | null {
  let { seq, hash } = head;
  for (const entry of entries) {
    if (entry.journalId !== head.journalId) return { kind: 'journal', seq: entry.seq };
    if (entry.seq !== seq + 1) return { kind: 'gap', seq: entry.seq };
    if (entry.parent !== hash) return { kind: 'parent', seq: entry.seq };
    if (hashOfEntry(entry) !== entry.hash) return { kind: 'hash', seq: entry.seq };
    seq = entry.seq;
    hash = entry.hash;
  }
  return null;
}
