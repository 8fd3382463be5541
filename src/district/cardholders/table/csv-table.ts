import { pipeline, Readable } from 'node:stream';
import { CsvError, type Options, parse } from 'csv-parse';
import { parse as parseAll } from 'csv-parse/sync';
import { type Cell, COLUMNS_MAX, ROWS_MAX, TableFault, type TablePart } from './table.ts';
import { tableDecoder } from './text-encoding.ts';

/** Any of them may stand between the cells. */
const DELIMITERS = [',', ';', '\t', '，', '|'] as const;
/** Titles and headings stand here, and enough rows to tell the delimiter by. */
const SAMPLE_BYTES = 16 * 1024;
const CHUNK_BYTES = 256 * 1024;
/** Many times the longest row: a quote that is never closed would otherwise swallow the file. */
const RECORD_LENGTH_MAX = 256 * 1024;
/** Excel's hint on the first line, which it does not show as a row. */
const DELIMITER_HINT = /^"?sep=(.)"?\r?\n/;
/** A formula that keeps zeros: `="0012"`. */
const TEXT_FORMULA = /^="([^"]*)"$/;

/** How many headings a row has; 0 for a row that is not a row of headings. */
export type CountHeadings = (cells: readonly Cell[]) => number;

/** A CSV file, row by row; a quoted cell may hold ends of lines. Throws `TableFault`. */
export async function* csvTable(bytes: Uint8Array, countHeadings: CountHeadings): AsyncGenerator<TablePart> {
  const { decoder, begin } = tableDecoder(bytes);
  const sample = new TextDecoder(decoder.encoding).decode(bytes.subarray(begin, begin + SAMPLE_BYTES));
  const hint = DELIMITER_HINT.exec(sample);
  yield { kind: 'sheet', name: null, epoch: 1900 };
  try {
    yield* rowsOf(
      textOf(bytes.subarray(begin), decoder, hint?.[0].length ?? 0),
      hint?.[1] ?? delimiterOf(sample, countHeadings),
    );
  } catch (thrown) {
    throw csvFault(thrown);
  }
}

async function* rowsOf(text: Iterable<string>, delimiter: string): AsyncGenerator<TablePart> {
  const records: AsyncIterable<string[]> = pipeline(
    Readable.from(text),
    parse(optionsFor(delimiter)),
    () => undefined,
  );
  let row = 0;
  for await (const record of records) {
    row += 1;
    if (row > ROWS_MAX) throw tooManyRows();
    yield { kind: 'row', row, cells: record.slice(0, COLUMNS_MAX).map(cellOf) };
  }
}

function optionsFor(delimiter: string): Options {
  return {
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: RECORD_LENGTH_MAX,
  };
}

function cellOf(text: string): Cell {
  if (text === '') return null;
  return TEXT_FORMULA.exec(text)?.[1] ?? text;
}

/** The text in pieces, without its first `skip` characters. */
function* textOf(bytes: Uint8Array, decoder: TextDecoder, skip: number): Generator<string> {
  let left = skip;
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    const text = decoder.decode(bytes.subarray(from, from + CHUNK_BYTES), { stream: true });
    yield text.slice(left);
    left -= Math.min(left, text.length);
  }
  yield decoder.decode();
}

/** The delimiter that separates the most headings; without headings, the one most frequent outside quotes. */
function delimiterOf(sample: string, countHeadings: CountHeadings): string {
  const bare = sample.replace(/"(?:[^"]|"")*"/g, '');
  const scored = DELIMITERS.map((delimiter) => ({
    delimiter,
    headings: headingsBetween(sample, delimiter, countHeadings),
    count: bare.split(delimiter).length,
  }));
  return scored.reduce((best, next) =>
    next.headings > best.headings || (next.headings === best.headings && next.count > best.count)
      ? next
      : best,
  ).delimiter;
}

/** The sample may end within a cell: what is not whole there is left out. */
function headingsBetween(sample: string, delimiter: string, countHeadings: CountHeadings): number {
  try {
    const rows: string[][] = parseAll(sample, { ...optionsFor(delimiter), skip_records_with_error: true });
    return Math.max(0, ...rows.map((cells) => countHeadings(cells)));
  } catch (thrown) {
    if (thrown instanceof CsvError) return 0;
    throw thrown;
  }
}

function csvFault(thrown: unknown): unknown {
  if (thrown instanceof TypeError) {
    return new TableFault(
      'encoding',
      {
        zh: '文字编码既不是 UTF-8、UTF-16，也不是 GBK/GB18030。请另存为 UTF-8 的 CSV 或 .xlsx',
        en: 'its text is neither UTF-8 nor UTF-16 nor GBK/GB18030: save it as CSV in UTF-8, or as .xlsx',
      },
      thrown,
    );
  }
  if (!(thrown instanceof CsvError)) return thrown;
  const line = typeof thrown['lines'] === 'number' ? thrown['lines'] : '?';
  return new TableFault(
    'broken',
    {
      zh: `CSV 第 ${line} 行附近引号不成对，或一行太长。请用 Excel 或 WPS 打开后重新保存`,
      en: `near line ${line} of the CSV a quote is not closed, or a row is too long: open it in Excel or WPS and save it again`,
    },
    thrown,
  );
}

function tooManyRows(): TableFault {
  return new TableFault('too-large', {
    zh: `超过 ${ROWS_MAX} 行，请分成几个文件`,
    en: `it has more than ${ROWS_MAX} rows: split it into several files`,
  });
}
