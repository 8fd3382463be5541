/** RFC 9285, table 1: position is value. All of them are in the alphanumeric mode of a QR code. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const RADIX = 45;
const RADIX_SQUARED = RADIX * RADIX;

const VALUES = new Map([...ALPHABET].map((character, value) => [character.charCodeAt(0), value]));

/** Two bytes become three characters, an odd last byte two (RFC 9285, section 4). */
export function base45Of(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 2) {
    const [high = 0, low] = bytes.subarray(index, index + 2);
    text += low === undefined ? charactersOf(high, 2) : charactersOf(high * 256 + low, 3);
  }
  return text;
}

/** The characters of a value, the least digit first. */
function charactersOf(value: number, count: number): string {
  let rest = value;
  let text = '';
  for (let digit = 0; digit < count; digit += 1) {
    text += ALPHABET.charAt(rest % RADIX);
    rest = Math.floor(rest / RADIX);
  }
  return text;
}

/**
 * The bytes of a text, or null for what no bytes encode to: a character outside the alphabet, a lone last
 * one, or a group above its bytes' range. So no two texts have the same bytes. Never throws.
 */
export function bytesOfBase45(text: string): Uint8Array | null {
  const isOdd = text.length % 3 === 2;
  if (text.length % 3 === 1) return null;
  const pairs = Math.floor(text.length / 3);
  const bytes = new Uint8Array(pairs * 2 + (isOdd ? 1 : 0));
  for (let pair = 0; pair < pairs; pair += 1) {
    const value = valueAt(text, pair * 3) + digitAt(text, pair * 3 + 2) * RADIX_SQUARED;
    // Not `value > 65535`: a character that is not in the alphabet makes it NaN.
    if (!(value <= 0xffff)) return null;
    bytes[pair * 2] = value >> 8;
    bytes[pair * 2 + 1] = value & 0xff;
  }
  if (isOdd) {
    const value = valueAt(text, pairs * 3);
    if (!(value <= 0xff)) return null;
    bytes[pairs * 2] = value;
  }
  return bytes;
}

function valueAt(text: string, index: number): number {
  return digitAt(text, index) + digitAt(text, index + 1) * RADIX;
}

function digitAt(text: string, index: number): number {
  return VALUES.get(text.charCodeAt(index)) ?? Number.NaN;
}
