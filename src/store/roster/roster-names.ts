import type { RosterRecord } from '../../domain/card/roster-record.ts';

/** A name is a byte of length and its UTF-8; 60 UTF-16 units are at most 180 bytes. */
const NAME_BYTES_MAX = 181;
const FAMILY_MAX = 12;
/** Room that the names of any card fit into. */
export const CARD_NAMES_BYTES_MAX = (FAMILY_MAX + 1) * NAME_BYTES_MAX;

const decoder = new TextDecoder();

/** Writes the names of a record, the holder's first; answers where they end. */
export function writeNames(bytes: Uint8Array, offset: number, { name, family }: RosterRecord): number {
  let end = writeName(bytes, offset, name);
  for (let at = 0; at < family.length; at += 1) {
    const member = family[at];
    if (member?.relation === 'spouse') end = writeName(bytes, end, member.name);
  }
  return end;
}

/** The names from `offset` on. */
export function readNames(bytes: Uint8Array, offset: number, count: number): readonly string[] {
  let at = offset;
  return Array.from({ length: count }, () => {
    const end = at + 1 + (bytes[at] ?? 0);
    const name = decoder.decode(bytes.subarray(at + 1, end));
    at = end;
    return name;
  });
}

/** UTF-8 by hand: for texts this short a `TextEncoder` takes several times as long. */
function writeName(bytes: Uint8Array, offset: number, name: string): number {
  let end = offset + 1;
  for (let index = 0; index < name.length; index += 1) {
    let code = name.charCodeAt(index);
    if (code < 0x80) {
      bytes[end++] = code;
      continue;
    }
    if (code < 0x800) {
      bytes[end++] = 0xc0 | (code >>> 6);
    } else {
      if (code >= 0xd800 && code < 0xe000) {
        code = name.codePointAt(index) ?? code;
        // Half of a surrogate pair has no UTF-8.
        if (code < 0x10000) code = 0xfffd;
        else index += 1;
      }
      if (code < 0x10000) {
        bytes[end++] = 0xe0 | (code >>> 12);
      } else {
        bytes[end++] = 0xf0 | (code >>> 18);
        bytes[end++] = 0x80 | ((code >>> 12) & 0x3f);
      }
      bytes[end++] = 0x80 | ((code >>> 6) & 0x3f);
    }
    bytes[end++] = 0x80 | (code & 0x3f);
  }
  bytes[offset] = end - offset - 1;
  return end;
}
