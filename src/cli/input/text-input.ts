import type { Text } from '../../domain/base/text.ts';
import { plainTyped } from '../../domain/base/typed-text.ts';
import { decodedText, ENCODING_BYTES, textDecoderFor } from '../../domain/card/decoded-text.ts';
import { errorCodeOf } from '../../host/disk/error-code.ts';
import { bothOf, fileWords } from './file-words.ts';
import { readInputFile, whyNoInput } from './input-file.ts';

export type TextInput =
  | { readonly ok: true; readonly text: string }
  /** In words for whoever gave the file; without any of its content, which may be a secret. */
  | { readonly ok: false; readonly reason: string };

const NO_TEXT =
  '不是 UTF-8 或 UTF-16 文本，请另存为 UTF-8 is neither UTF-8 nor UTF-16 text (perhaps GBK): save it as UTF-8';

const STANDARD_INPUT = '标准输入 standard input';
/** The longest line that is read: many times the length of an order, a card or a signed text. */
const LINE_LENGTH_MAX = 64 * 1024;

/** Why a file was not read, for one line that names it. */
export function unreadWords(name: string, why: Text): string {
  return `${name}: 读不了 cannot be read: ${bothOf(why)}`;
}

/** What a command line reads from a file; null is standard input, to its end. */
export function readTextInput(file: string | null): TextInput {
  const name = file ?? STANDARD_INPUT;
  const read = readInputFile(file);
  if (!read.ok) return { ok: false, reason: unreadWords(name, read.why) };
  const decoded = decodedText(read.bytes);
  return decoded.kind === 'text'
    ? { ok: true, text: decoded.text }
    : { ok: false, reason: `${name}: ${NO_TEXT}` };
}

/** The lines of this process's standard input. */
export async function* inputLines(): AsyncGenerator<TextInput> {
  const why = whyNoInput();
  if (why === null) yield* textLines(process.stdin);
  else yield { ok: false, reason: unreadWords(STANDARD_INPUT, why) };
}

/** Gives a text line by line, each as soon as it has arrived; a line that is no text ends it. */
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
      if (rest.length > LINE_LENGTH_MAX) {
        yield { ok: false, reason: `${STANDARD_INPUT}: ${LINE_TOO_LONG}` };
        return;
      }
    }
    const last = decoder === null ? decoderOrThrow(beginning).decode(beginning) : rest + decoder.decode();
    // A text without an end of its last line, and one that is a lone \r at the very end of all.
    for (const text of last.split(/\r\n?|\n/)) if (text !== '') yield { ok: true, text };
  } catch (thrown) {
    const isNoText = thrown instanceof TypeError || thrown instanceof NoEncoding;
    if (!isNoText && errorCodeOf(thrown) === null) throw thrown;
    const reason = isNoText
      ? `${STANDARD_INPUT}: ${NO_TEXT}`
      : unreadWords(STANDARD_INPUT, fileWords(thrown));
    yield { ok: false, reason };
  }
}

const LINE_TOO_LONG = `有一行超过 ${LINE_LENGTH_MAX} 个字符，不会是要的内容 a line has more than ${LINE_LENGTH_MAX} characters, so this cannot be the right input`;

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

const SECRET_LENGTH_MAX = 256;

/** Names what replaces an option that a command line no longer takes. */
export function refusedOnCommandLine(option: string): string {
  return `${option} 不能写在命令行上（本机其他用户看得到），请用 ${option}-file 文件，或 ${option}-file - 从标准输入读。
${option} is not taken on the command line, which every user of this machine can read: use ${option}-file FILE, or ${option}-file - for standard input.`;
}

/** The one line of a file, or of standard input for `-`, without blanks around it. */
export function readSecret(file: string): TextInput {
  const read = readTextInput(file === '-' ? null : file);
  if (!read.ok) return read;
  const text = plainTyped(read.text);
  if (text !== '' && text.length <= SECRET_LENGTH_MAX && !text.includes('\n')) return { ok: true, text };
  return { ok: false, reason: `${file}: 应为一行 one line is needed` };
}
