export type DecodedText =
  | { readonly kind: 'text'; readonly text: string }
  /** Neither UTF-8 nor UTF-16: an older code page such as GBK, or no text at all. */
  | { readonly kind: 'no-text' };

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** The first bytes tell the encoding; a text may have fewer. */
export const ENCODING_BYTES = 4;

/**
 * The text of a file as programs of any system write it: UTF-8, or UTF-16 as Windows PowerShell does, with a mark at
 * its beginning or plainly without. The mark is no part of the text.
 */
export function decodedText(bytes: Uint8Array): DecodedText {
  const decoder = textDecoderFor(bytes);
  if (decoder === null) return { kind: 'no-text' };
  try {
    return { kind: 'text', text: decoder.decode(bytes) };
  } catch {
    return { kind: 'no-text' };
  }
}

/** For what begins with these bytes; throws on what is not in that encoding. Null if no encoding fits. */
export function textDecoderFor(beginning: Uint8Array): TextDecoder | null {
  const encoding = encodingOf(beginning.subarray(0, ENCODING_BYTES));
  return encoding === null ? null : new TextDecoder(encoding, { fatal: true });
}

/** JSON, addresses and options begin with an ASCII character, which has one zero byte in UTF-16. */
function encodingOf([first, second, third, fourth]: Uint8Array): Encoding | null {
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? null : 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (second === 0 && first !== 0 && first !== undefined) return third === 0 ? null : 'utf-16le';
  if (first === 0) return second === 0 || second === undefined ? null : 'utf-16be';
  return 'utf-8';
}
