import type { Text } from '../base/text.ts';
import { LINE_LENGTH_MAX, type Paper } from './paper.ts';
import type { PaperLanguage } from './receipt.ts';

export type TextRow = readonly [name: Text, value: Text];

/** The rows of a paper that both sides sign: a text that is too long for one row goes on in the next ones. */
export function wholeRows(rows: readonly TextRow[], language: PaperLanguage): Paper['rows'] {
  return rows.flatMap(([name, value]) =>
    linesOf(value[language]).map((line, index) => ({ name: index === 0 ? name[language] : '', value: line })),
  );
}

/** Breaks a text into lines behind a semicolon or a full stop, so that nothing of the terms is left out. */
function linesOf(text: string): readonly string[] {
  const lines: string[] = [];
  for (const part of text.split(/(?<=[；。]|[;.] )/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length <= LINE_LENGTH_MAX)
      lines[lines.length - 1] = last + part;
    else lines.push(...chunksOf(part));
  }
  return lines.map((line) => line.trim());
}

function chunksOf(part: string): readonly string[] {
  const chunks: string[] = [];
  for (let from = 0; from < part.length; from += LINE_LENGTH_MAX) {
    chunks.push(part.slice(from, from + LINE_LENGTH_MAX));
  }
  return chunks;
}
