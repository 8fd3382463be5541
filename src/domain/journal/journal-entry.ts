import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { hexOf, IdText as Id } from '../base/id-text.ts';
import { isPlainJson } from '../base/json-text.ts';
import type { Instant } from '../base/wall-time.ts';
import { isKnownKind, JournalBody, KNOWN_KINDS, NewerBody, ReadBody } from './entry-body.ts';

/** Lower-case hexadecimal SHA-256. */
export const Hash = hexOf(32);
export type Hash = z.infer<typeof Hash>;

/** The parent of a journal's first entry. */
export const GENESIS_HASH: Hash = '0'.repeat(64);

/** What the desk asks to have recorded; the host adds the rest. */
export const JournalDraft = z.strictObject({ siteId: Id, body: JournalBody });
export type JournalDraft = z.infer<typeof JournalDraft>;

const HEAD = {
  journalId: z.uuid(),
  seq: z.int().min(1),
  parent: Hash,
  kioskId: Id,
  siteId: Id,
  hash: Hash,
};

/** When an entry of the first kiosks was written. */
const FirstTime = z.strictObject({
  /** Device clock, milliseconds since the epoch. */
  deviceMs: z.int().min(0),
  /** Milliseconds since the host started. */
  monotonicMs: z.int().min(0),
  /** Server clock minus device clock when the district last answered; null before the first answer. */
  serverOffsetMs: z.int().nullable(),
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
  bootId: Id,
  /** Server clock minus device clock, as best known at this moment; null before the first answer. */
  serverOffsetMs: z.int().nullable(),
  /** How long ago, by `monotonicMs`, the district had answered; null before its first answer in this run. */
  serverOffsetAgeMs: z.int().min(0).nullable(),
  clock: ClockTrust,
  /** The time that the kiosk went by, for the day, the prices and the validity of the card. */
  effectiveMs: z.int().min(0),
});
export type EntryTime = z.infer<typeof EntryTime>;

/** The member of the staff who was signed in, by a random id; null at a desk without sign-in. */
const Staff = Id.nullable();
/**
 * The member who allowed it, if a clerk may not do it alone. It is the same member as `staff` if that one's role allows
 * it. Absent if nobody had to allow it.
 */
const ApprovedBy = Id.optional();

/** What kiosks write now. */
export const ENTRY_FORMAT = 3;
/** Which entries this release knows: what was counted without some of these is counted again. */
export const KNOWN_ENTRIES = [ENTRY_FORMAT, ...KNOWN_KINDS].join(' ');

/** Nearly every entry is one of these. */
const EntryWithoutNews = z.discriminatedUnion('format', [
  z.strictObject({ ...HEAD, format: z.literal(1), at: FirstTime, body: JournalBody }),
  z.strictObject({ ...HEAD, format: z.literal(2), at: EntryTime, body: JournalBody }),
  z.strictObject({
    ...HEAD,
    format: z.literal(ENTRY_FORMAT),
    staff: Staff,
    approvedBy: ApprovedBy,
    at: EntryTime,
    body: JournalBody,
  }),
]);

/** An entry with something that this release does not know: a field, a kind, or the format itself. */
const EntryWithNews = z.union([
  z.discriminatedUnion('format', [
    z.looseObject({ ...HEAD, format: z.literal(1), at: FirstTime.loose(), body: ReadBody }),
    z.looseObject({ ...HEAD, format: z.literal(2), at: EntryTime.loose(), body: ReadBody }),
    z.looseObject({
      ...HEAD,
      format: z.literal(ENTRY_FORMAT),
      staff: Staff,
      approvedBy: ApprovedBy,
      at: EntryTime.loose(),
      body: ReadBody,
    }),
  ]),
  z.looseObject({ ...HEAD, format: z.int().min(ENTRY_FORMAT + 1), at: EntryTime.loose(), body: NewerBody }),
]);

/** In bytes, as JSON in UTF-8. Entries of this release take less than 1.5 KiB. */
const ENTRY_BYTES_MAX = 8 * 1024;
const DEPTH_MAX = 32;

/** As it was read, with the fields that this release does not know: the hash covers them. */
export interface JournalEntry {
  readonly format: number;
  readonly journalId: string;
  readonly seq: number;
  readonly parent: Hash;
  readonly kioskId: string;
  readonly siteId: string;
  /** Formats 1 and 2 had none. */
  readonly staff?: string | null | undefined;
  readonly approvedBy?: string | undefined;
  readonly at: z.infer<typeof FirstTime> | EntryTime;
  /** `bodyOf` says what it is. */
  readonly body: { readonly kind: string; readonly [field: string]: unknown };
  readonly hash: Hash;
}

const SmallEntryWithNews = EntryWithNews.refine(
  (entry) => isPlainJson(entry, DEPTH_MAX) && isSmall(entry),
  'too large, too deep, or no plain JSON',
);

/**
 * One line of a kiosk's journal. `seq` is gapless from 1; `parent` is the hash of the entry before; `hash` covers
 * everything else in the entry, unknown fields included. Kiosks write format 3; 1 and 2 are read forever. An entry of a
 * newer format or kind is whole if its head is right and it is no larger than `ENTRY_BYTES_MAX`.
 */
export const JournalEntry: z.ZodType<JournalEntry> = z.union([
  EntryWithoutNews,
  // A schema leaves `__proto__` out of what it copies, and the hash covers it: such an entry stays what it is.
  z.unknown().refine(isOddlyNamedEntry) as unknown as typeof SmallEntryWithNews,
  SmallEntryWithNews,
]);

function isOddlyNamedEntry(json: unknown): boolean {
  return (
    isPlainJson(json, DEPTH_MAX) && hasProto(json) && isSmall(json) && EntryWithNews.safeParse(json).success
  );
}

function hasProto(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false;
  return Object.hasOwn(json, '__proto__') || Object.values(json).some(hasProto);
}

/** Null if a newer release made the entry: it is carried on, and counts for nobody. */
export function bodyOf({ format, body }: Pick<JournalEntry, 'format' | 'body'>): JournalBody | null {
  // Reading has checked the fields of each known kind.
  return format <= ENTRY_FORMAT && isKnownKind(body.kind) ? (body as JournalBody) : null;
}

function isSmall(entry: unknown): boolean {
  return utf8ToBytes(JSON.stringify(entry)).length <= ENTRY_BYTES_MAX;
}

/** When the kiosk took it to be: the first format went by the device clock. */
export function recordedAtOf({ format, at }: Pick<JournalEntry, 'format' | 'at'>): Instant {
  return format > 1 && 'effectiveMs' in at ? (at as EntryTime).effectiveMs : at.deviceMs;
}

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

/**
 * True if the entry is the next one after `seq`, by the kiosk's own numbers. The first entry of a new journal may have a
 * higher number: numbers of lost entries are not given again.
 */
export function mayFollow(entry: Pick<JournalEntry, 'seq' | 'parent'>, seq: number): boolean {
  return entry.seq === seq + 1 || (entry.seq > seq && entry.parent === GENESIS_HASH);
}
