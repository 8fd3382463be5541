import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { EnrolReply } from './wire.ts';

/**
 * SHA-256, in lower-case hexadecimal, over the RFC 8785 canonical JSON of the rest of the reply. It guards against a
 * line that garbles and not against one that lies: a kiosk with one wrong digit in its key would know every card by
 * another pseudonym, and nothing later would tell.
 */
export function enrolCheckOf(reply: EnrolReply): string {
  const { epoch, kioskId, kioskName, districtName, cardRefKeyHex, siteIds } = reply;
  const text = canonicalize({ epoch, kioskId, kioskName, districtName, cardRefKeyHex, siteIds }) ?? '';
  return bytesToHex(sha256(utf8ToBytes(text)));
}
