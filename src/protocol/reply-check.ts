import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { Cursor, EnrolReply } from './wire.ts';
import type { RightsPage } from './wire-limits.ts';
import type { NotesPage } from './wire-notes.ts';
import type { NoticesPage } from './wire-notices.ts';
import type { RecordsPage } from './wire-records.ts';
import type { ReplacedPage } from './wire-replaced.ts';

/** A kiosk with one wrong digit in its key would know every card by another pseudonym, and nothing later would tell. */
export function enrolCheckOf(reply: EnrolReply): string {
  const { epoch, kioskId, kioskName, districtName, cardRefKeyHex, siteIds } = reply;
  return sumOf({ epoch, kioskId, kioskName, districtName, cardRefKeyHex, siteIds });
}

/**
 * The question is part of it (null for a page from the beginning): an answer to another one, played again, would be
 * taken for all there is since this one, and what lies between would never come.
 */
export function rightsCheckOf(
  asked: Cursor | null,
  { epoch, rights, cursor, more }: Omit<RightsPage, 'serverTimeMs' | 'check'>,
): string {
  return sumOf({ asked, epoch, rights, cursor, more });
}

/** The same for a page of records. */
export function recordsCheckOf(
  asked: Cursor | null,
  { epoch, records, cursor, more }: Omit<RecordsPage, 'serverTimeMs' | 'check'>,
): string {
  return sumOf({ asked, epoch, records, cursor, more });
}

/** The same for a page of notes. */
export function notesCheckOf(
  asked: Cursor | null,
  { epoch, notes, cursor, more }: Omit<NotesPage, 'serverTimeMs' | 'check'>,
): string {
  return sumOf({ asked, epoch, notes, cursor, more });
}

/** The same for a page of notices to desks. */
export function noticesCheckOf(
  asked: Cursor | null,
  { epoch, notices, cursor, more }: Omit<NoticesPage, 'serverTimeMs' | 'check'>,
): string {
  return sumOf({ asked, epoch, notices, cursor, more });
}

/** The same for a page of replaced cards. */
export function replacedCheckOf(
  asked: Cursor | null,
  { epoch, replaced, cursor, more }: Omit<ReplacedPage, 'serverTimeMs' | 'check'>,
): string {
  return sumOf({ asked, epoch, replaced, cursor, more });
}

/**
 * SHA-256, in lower-case hexadecimal, over the RFC 8785 canonical JSON. It guards against a line that garbles and not
 * against one that lies.
 */
export function sumOf(told: object): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalize(told) ?? '')));
}
