import { transform } from 'receiptline';
import type { Paper } from '../../domain/print/paper.ts';
import { type Printer, ROLL_COLUMNS } from '../../host-api/print-api.ts';

export type RollPrinter = Exclude<Printer, { kind: 'dialog' }>;

/** Characters of a line for the names; the values have the rest, so that a day and two times fit on 58 mm. */
const NAME_COLUMNS = { '58mm': 8, '80mm': 11 } as const;
/** ESC p 0: a pulse of 50 ms on the first pin of the drawer's plug. */
const OPEN_DRAWER = Buffer.from([0x1b, 0x70, 0x00, 0x19, 0xfa]);

/**
 * GS r 1, which receiptline adds at the end, asks for the state of the paper. Its answer comes when the paper is out, and
 * would be taken for the answer to the next question.
 */
const ASKS_AT_END = Buffer.from([0x1d, 0x72, 0x31]);

/** The bytes of ESC/POS that print a paper, Chinese in GB 18030. */
export function escposOf(paper: Paper, printer: RollPrinter, opensDrawer: boolean): Buffer {
  const printed = transform(documentOf(paper, printer.paper), {
    cpl: ROLL_COLUMNS[printer.paper],
    encoding: 'gb18030',
    command: 'escpos',
    cutting: printer.cuts,
    spacing: true,
  });
  const whole = Buffer.from(printed, 'binary');
  const isAsking = whole.subarray(-ASKS_AT_END.length).equals(ASKS_AT_END);
  const bytes = isAsking ? whole.subarray(0, -ASKS_AT_END.length) : whole;
  return opensDrawer && printer.hasDrawer ? Buffer.concat([OPEN_DRAWER, bytes]) : bytes;
}

/** Prints the same as a picture. */
export function svgOf(paper: Paper, roll: keyof typeof ROLL_COLUMNS): string {
  return transform(documentOf(paper, roll), {
    cpl: ROLL_COLUMNS[roll],
    encoding: 'gb18030',
    command: 'svg',
    spacing: true,
  });
}

/** The paper in the language of receiptline. */
function documentOf({ title, isReprint, rows, code, notes }: Paper, roll: keyof typeof ROLL_COLUMNS): string {
  const names = NAME_COLUMNS[roll];
  const values = ROLL_COLUMNS[roll] - names - 1;
  return [
    '{width:auto;border:1}',
    `|^^"${escaped(title)}"|`,
    ...(isReprint ? ['|"补打 REPRINT"|'] : []),
    '---',
    `{width:${names} ${values}}`,
    ...rows.map(({ name, value }) => `${escaped(name)} | ${escaped(value)}`),
    '{width:auto}',
    '---',
    ...(code === null ? [] : [`{code:${escapedCode(code)};option:qrcode,4,m}`]),
    ...notes.map((note) => `|${escaped(note)}|`),
    '',
  ].join('\n');
}

/** No character of a name may be a command to the printer. */
function escaped(text: string): string {
  return withoutControls(text).replaceAll(/[\\|{}\-=~_"`^]/g, (sign) => `\\${sign}`);
}

function escapedCode(text: string): string {
  return withoutControls(text).replaceAll(/[\\|{}:;]/g, (sign) => `\\${sign}`);
}

function withoutControls(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}
