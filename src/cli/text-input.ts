import { readFileSync } from 'node:fs';
import { decodedText, ENCODING_BYTES, textDecoderFor } from '../domain/decoded-text.ts';

export type TextInput =
  | { readonly ok: true; readonly text: string }
  /** In words for whoever gave the file; without any of its content, which may be a secret. */
  | { readonly ok: false; readonly reason: string };

const NO_TEXT =
  '不是 UTF-8 或 UTF-16 文本，请另存为 UTF-8 is neither UTF-8 nor UTF-16 text (perhaps GBK): save it as UTF-8';

/** What a command line reads from a file; null is standard input, to its end. */
export function readTextInput(file: string | null): TextInput {
  const name = file ?? '标准输入 standard input';
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file ?? process.stdin.fd);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
    return { ok: false, reason: `${name}: 读不了 cannot be read: ${code}` };
  }
  const decoded = decodedText(bytes);
  return decoded.kind === 'text'
    ? { ok: true, text: decoded.text }
    : { ok: false, reason: `${name}: ${NO_TEXT}` };
}

/** Standard input line by line, each as soon as it is there; the first that is no text ends it. */
export async function* textLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<TextInput> {
  let decoder: TextDecoder | null = null;
  let beginning: Uint8Array = new Uint8Array();
  let rest = '';
  try {
    for await (const chunk of input) {
      let bytes: Uint8Array = chunk;
      if (decoder === null) {
        beginning = Buffer.concat([beginning, chunk]);
        if (beginning.length < ENCODING_BYTES && !endsLine(beginning)) continue;
        bytes = beginning;
        decoder = decoderOrThrow(beginning);
      }
      const lines = (rest + decoder.decode(bytes, { stream: true })).split(LINE_END);
      rest = lines.pop() ?? '';
      for (const text of lines) yield { ok: true, text };
    }
    const last = decoder === null ? decoderOrThrow(beginning).decode(beginning) : rest + decoder.decode();
    // A text without an end of its last line, and one that is a lone \r at the very end of all.
    for (const text of last.split(/\r\n?|\n/)) if (text !== '') yield { ok: true, text };
  } catch (thrown) {
    if (!(thrown instanceof TypeError || thrown instanceof NoEncoding)) throw thrown;
    yield { ok: false, reason: `标准输入 standard input: ${NO_TEXT}` };
  }
}

/** A \r at the end of what has come may be the first half of \r\n. */
const LINE_END = /\r\n|\n|\r(?!$)/;

class NoEncoding extends Error {}

function endsLine(bytes: Uint8Array): boolean {
  return bytes.at(-1) === 0x0a;
}

function decoderOrThrow(beginning: Uint8Array): TextDecoder {
  const decoder = textDecoderFor(beginning);
  if (decoder === null) throw new NoEncoding();
  return decoder;
}
