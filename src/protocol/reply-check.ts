import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { Cursor, EnrolReply } from './wire.ts';

/** A kiosk with one wrong digit in its key would know every card by another pseudonym, and nothing later would tell. */
export function enrolCheckOf(reply: EnrolReply): string {
  const { epoch, kioskId, kioskName, districtName, cardRefKeyHex, siteIds } = reply;
  return sumOf({ epoch, kioskId, kioskName, districtName, cardRefKeyHex, siteIds });
}

/** What every page of a feed has beside its rows. The time of the answer and the sum itself are not counted. */
interface FeedPage {
  readonly epoch: string;
  readonly cursor: Cursor;
  readonly more: boolean;
  readonly serverTimeMs?: number;
  readonly check?: string | undefined;
}

/**
 * The sum of a page. The question is part of it (null for a page from the beginning): an answer to another one, played
 * again, would be taken for all there is since this one, and what lies between would never come.
 */
export function feedCheckOf<Page extends FeedPage>(asked: Cursor | null, page: Page): string {
  const { serverTimeMs: _time, check: _check, ...told } = page;
  return sumOf({ asked, ...told });
}

/**
 * SHA-256, in lower-case hexadecimal, over the RFC 8785 canonical JSON. It guards against a line that garbles and not
 * against one that lies.
 */
export function sumOf(told: object): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalize(told) ?? '')));
}
