import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { Cursor, EnrolReply } from './wire.ts';
import type { RightsPage } from './wire-limits.ts';

/**
 * What a reply says of itself: SHA-256, in lower-case hexadecimal, over the RFC 8785 canonical JSON of what matters of
 * it. It guards against a line that garbles and not against one that lies.
 */
type ReplyCheck = string;

/** A kiosk with one wrong digit in its key would know every card by another pseudonym, and nothing later would tell. */
export function enrolCheckOf(reply: EnrolReply): ReplyCheck {
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
): ReplyCheck {
  return sumOf({ asked, epoch, rights, cursor, more });
}

function sumOf(told: object): ReplyCheck {
  return bytesToHex(sha256(utf8ToBytes(canonicalize(told) ?? '')));
}
