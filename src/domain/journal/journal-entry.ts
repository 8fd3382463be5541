import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { hexOf } from '../base/id-text.ts';
import { type Instant, WallMinute } from '../base/wall-time.ts';
import { CardRefText } from '../card/card-ref.ts';
import { Person } from '../card/family.ts';
import { USE_BOUNDS } from '../decision/use-bounds.ts';
import { RightYear } from '../shared/right.ts';

/** Lower-case hexadecimal SHA-256. */
export const Hash = hexOf(32);
export type Hash = z.infer<typeof Hash>;

/** The parent of a journal's first entry. */
export const GENESIS_HASH: Hash = '0'.repeat(64);

const Id = z.string().min(1).max(64);
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
  clause: z.string().min(1).max(40),
  catalogueVersion: z.int().min(1),
  verdict: z.enum(['yes', 'ask']),
  /** The questions that the clerk answered with yes; empty for a plain yes. */
  confirmed: z.array(z.string().min(1).max(40)).max(8),
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

export const JournalBody = z.discriminatedUnion('kind', [UseBody, VoidBody, NameShownBody, RequestBody]);
export type JournalBody = z.infer<typeof JournalBody>;

/** What the desk asks to have recorded; the host adds the rest. */
export const JournalDraft = z.strictObject({ siteId: Id, body: JournalBody });
export type JournalDraft = z.infer<typeof JournalDraft>;

const EntryHead = z.strictObject({
  journalId: z.uuid(),
  seq: z.int().min(1),
  parent: Hash,
  kioskId: Id,
  siteId: Id,
  body: JournalBody,
  hash: Hash,
});

/** What the first kiosks wrote; it is read for ever, and not written any longer. */
const EntryOfFormat1 = EntryHead.extend({
  format: z.literal(1),
  at: z.strictObject({
    /** Device clock, milliseconds since the epoch. */
    deviceMs: z.int().min(0),
    /** Milliseconds since the host started. */
    monotonicMs: z.int().min(0),
    /** Server clock minus device clock when the district last answered; null before the first answer. */
    serverOffsetMs: z.int().nullable(),
  }),
});

/**
 * Whether the device clock could be believed: `suspect` where it disagreed with the district or with what
 * this kiosk knew of time, `confirmed` where a clerk then said which day it was.
 */
export const ClockTrust = z.enum(['trusted', 'suspect', 'confirmed']);
export type ClockTrust = z.infer<typeof ClockTrust>;

/** When an entry was written, by every clock that the kiosk has: testimony, never an order. */
export const EntryTime = z.strictObject({
  /** Device clock, milliseconds since the epoch. */
  deviceMs: z.int().min(0),
  /** Milliseconds on a clock that nobody can set, from the beginning of `bootId`. */
  monotonicMs: z.int().min(0),
  /** Names one run of `monotonicMs`. */
  bootId: z.string().min(1).max(64),
  /** Server clock minus device clock, as best known at this moment; null before the first answer. */
  serverOffsetMs: z.int().nullable(),
  /** How long ago, by `monotonicMs`, the district had answered; null before its first answer in this run. */
  serverOffsetAgeMs: z.int().min(0).nullable(),
  clock: ClockTrust,
  /** The time that the kiosk went by, for the day, the prices and the validity of the card. */
  effectiveMs: z.int().min(0),
});
export type EntryTime = z.infer<typeof EntryTime>;

const EntryOfFormat2 = EntryHead.extend({ format: z.literal(2), at: EntryTime });

/**
 * One line of a kiosk's journal. `seq` is gapless from 1; `parent` is the hash of the entry before;
 * `hash` covers everything else in the entry. Kiosks write format 2; both are read everywhere.
 */
export const JournalEntry = z.discriminatedUnion('format', [EntryOfFormat1, EntryOfFormat2]);
export type JournalEntry = z.infer<typeof JournalEntry>;

/** When the kiosk took it to be: the first format went by the device clock. */
export function recordedAtOf(entry: Pick<JournalEntry, 'at'>): Instant {
  return 'effectiveMs' in entry.at ? entry.at.effectiveMs : entry.at.deviceMs;
}

/** An entry that has no hash yet. */
export type UnhashedEntry =
  | Omit<z.infer<typeof EntryOfFormat1>, 'hash'>
  | Omit<z.infer<typeof EntryOfFormat2>, 'hash'>;

/** SHA-256 over the RFC 8785 canonical JSON of the entry without its hash. */
export function hashOfEntry(entry: UnhashedEntry): Hash {
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

/**
 * True if the entry is the next one after `seq`, by the kiosk's own numbers. The first entry of a new journal may have a
 * higher number: numbers of lost entries are not given again.
 */
export function mayFollow(entry: Pick<JournalEntry, 'seq' | 'parent'>, seq: number): boolean {
  return entry.seq === seq + 1 || (entry.seq > seq && entry.parent === GENESIS_HASH);
}
