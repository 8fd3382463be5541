import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { Cursor, EnrolReply } from './wire.ts';

/** A kiosk with one wrong digit in its key would know every card by another pseudonym, and nothing later would tell. */
export function enrolCheckOf(reply: EnrolReply): string {
  const { epoch, kioskId, kioskName, districtName, cardRefKeyHex, siteIds } = reply;
  return sumOf({ epoch, kioskId, kioskName, districtName, cardRefKeyHex, siteIds });
}

/** The fields that every page of a feed has beside its rows. The sum leaves out `serverTimeMs` and `check`. */
interface FeedPage {
  readonly epoch: string;
  readonly cursor: Cursor;
  readonly more: boolean;
  readonly serverTimeMs?: number;
  readonly check?: string | undefined;
}

/**
 * The sum of a page and of the cursor that was asked for (null for a page from the beginning). Without the cursor, an old
 * answer to another question could be played again: the kiosk would take it, and never get the rows in between.
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
