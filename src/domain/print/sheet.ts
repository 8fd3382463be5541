import type { Text } from '../base/text.ts';
import { LINE_LENGTH_MAX, type Paper } from './paper.ts';
import type { PaperLanguage } from './receipt.ts';

// The parts that all sheets to sign or to hand out have: those of matters, agreements and rooms.

/** What each sheet says of its entry and its holder. */
export interface SheetFacts {
  /** The short number of the entry, as a clerk says it. */
  readonly slip: string;
  readonly siteName: string;
  readonly maskedName: string | null;
  readonly cardTail: string;
  readonly hotline: string;
  readonly isReprint: boolean;
}

export type TextRow = readonly [name: Text, value: Text];

/** A line to sign or to write on. */
export const SIGN: Text = same('＿＿＿＿＿＿＿＿');

/** A text that is the same in both languages. */
export function same(text: string): Text {
  return { zh: text, en: text };
}

export function slipRow({ slip }: SheetFacts): TextRow {
  return [{ zh: '登记号', en: 'Slip' }, same(slip)];
}

/** The holder by the masked name, and the card by its last characters. */
export function holderRows({ maskedName, cardTail }: SheetFacts, name: Text): readonly TextRow[] {
  return [
    [name, same(maskedName ?? '—')],
    [
      { zh: '英才卡', en: 'Card' },
      { zh: `尾号 ${cardTail}`, en: `ending ${cardTail}` },
    ],
  ];
}

export function basisRow(clause: string): TextRow {
  return [
    { zh: '依据', en: 'Basis' },
    { zh: `荔湾英才卡服务指南第${clause}条`, en: `Service guide of the talent card, clause ${clause}` },
  ];
}

export const SIGNED_ON: TextRow = [{ zh: '签字日期', en: 'Date of signature' }, SIGN];

export function hotlineNote({ hotline }: SheetFacts): Text {
  return { zh: `服务热线 ${hotline}`, en: `Hotline ${hotline}` };
}

/** The rows of a sheet, of which nothing is left out: a text that is too long for one row goes on in the next ones. */
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
