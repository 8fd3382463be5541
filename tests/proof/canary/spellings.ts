/** A way in which a text can lie in a file. */
export interface Spelling {
  readonly encoding: string;
  readonly bytes: Uint8Array;
}

const BASE64_OFFSETS = [0, 1, 2];
const GBK_LEAD_FIRST = 0x81;
const GBK_LEAD_LAST = 0xfe;
const GBK_TRAIL_FIRST = 0x40;
const ASCII_END = 0x80;

/** Every spelling that is looked for, each once. */
export function spellingsOf(text: string): readonly Spelling[] {
  const utf8 = Buffer.from(text, 'utf8');
  const littleEndian = Buffer.from(text, 'utf16le');
  const gbk = gbkOf(text);
  const spellings: Spelling[] = [
    { encoding: 'UTF-8', bytes: utf8 },
    { encoding: 'UTF-16LE', bytes: littleEndian },
    { encoding: 'UTF-16BE', bytes: Buffer.from(littleEndian).swap16() },
    { encoding: 'hex', bytes: Buffer.from(utf8.toString('hex')) },
    { encoding: 'HEX', bytes: Buffer.from(utf8.toString('hex').toUpperCase()) },
    ...BASE64_OFFSETS.map((offset) => ({ encoding: `base64+${offset}`, bytes: base64Inside(utf8, offset) })),
    { encoding: 'base64 of UTF-16LE', bytes: base64Inside(littleEndian, 0) },
    { encoding: 'JSON \\u', bytes: Buffer.from(escapedOf(text)) },
    { encoding: 'percent', bytes: Buffer.from(encodeURIComponent(text)) },
    ...(gbk === null ? [] : [{ encoding: 'GBK', bytes: gbk }]),
  ];
  const known = new Set<string>();
  return spellings.filter(({ bytes }) => {
    const key = Buffer.from(bytes).toString('latin1');
    return !known.has(key) && known.add(key);
  });
}

/** The characters of a base64 text that depend on these bytes alone when so many stand before them. */
function base64Inside(bytes: Buffer, offset: number): Buffer {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replaceAll('=', '');
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor(((offset + bytes.length) * 8) / 6);
  return Buffer.from(encoded.slice(first, last));
}

function escapedOf(text: string): string {
  return Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    return code < ASCII_END ? character : `\\u${code.toString(16).padStart(4, '0')}`;
  }).join('');
}

let gbkTable: ReadonlyMap<string, readonly number[]> | null = null;

/** Null where the text has no spelling of its own in GBK: it is all ASCII, or not in it. */
function gbkOf(text: string): Buffer | null {
  gbkTable ??= gbkPairs();
  const bytes: number[] = [];
  for (const character of text) {
    const pair = character.charCodeAt(0) < ASCII_END ? [character.charCodeAt(0)] : gbkTable.get(character);
    if (pair === undefined) return null;
    bytes.push(...pair);
  }
  return Buffer.from(bytes);
}

/** Node decodes GBK and does not encode it: all pairs decoded give the table. */
function gbkPairs(): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder('gbk');
  const pairs = new Map<string, readonly number[]>();
  for (let lead = GBK_LEAD_FIRST; lead <= GBK_LEAD_LAST; lead += 1) {
    for (let trail = GBK_TRAIL_FIRST; trail <= GBK_LEAD_LAST; trail += 1) {
      pairs.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
    }
  }
  return pairs;
}
