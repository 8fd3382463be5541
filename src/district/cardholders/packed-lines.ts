import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { FirstRows } from './first-rows.ts';
import type { CardLine } from './read-cards.ts';
import type { CardDraft, RefusedRow, RowPlace } from './rows/card-draft.ts';
import { refusedRow } from './rows/card-draft.ts';
import type { Columns } from './rows/columns.ts';
import type { Field } from './rows/headings.ts';
import { headingOf } from './rows/read-row.ts';

/** How many lines are judged, and written, at once. */
const LINES_PER_PACK = 1_000;
/** After this many packs the garbage of them is collected. */
const PACKS_PER_COLLECTION = 20;

/** A line of a file that waits to be judged. */
export type PackedLine =
  | { readonly kind: 'draft'; readonly place: RowPlace; readonly sheet: number; readonly draft: CardDraft }
  /** Says once more what an earlier line of the file says. */
  | { readonly kind: 'repeated'; readonly place: RowPlace; readonly draft: CardDraft }
  | { readonly kind: 'refused'; readonly refused: RefusedRow };

/** The lines of a file, kept as bytes outside the heap until all of them are known to be readable. */
export interface PackedLines {
  readonly length: number;
  /** Lines that are refused whatever is on the roster. */
  readonly refused: number;
  packs(): Generator<readonly PackedLine[]>;
  /** What a column is called in that sheet. */
  headingOf(sheet: number, field: Field): string;
}

/** Reads all lines, and compares those of the same card. `onLine` is called with their count. */
export async function packLines(
  lines: AsyncIterable<CardLine>,
  { linesMax, onLine }: { readonly linesMax: number; readonly onLine: (count: number) => void },
): Promise<PackedLines | 'too-many'> {
  const packs: Buffer[] = [];
  const sheets: Columns[] = [];
  let firstRows: FirstRows | null = new FirstRows();
  let open: PackedLine[] = [];
  let length = 0;
  let refused = 0;

  function packed(line: CardLine, seenRows: FirstRows): PackedLine {
    if (line.kind === 'refused') return line;
    const { place, columns, draft, childNames } = line;
    const first = seenRows.seen(draft.cardNumber, place, JSON.stringify([draft, childNames]));
    if (first === null) {
      if (sheets.at(-1) !== columns) sheets.push(columns);
      return { kind: 'draft', place, sheet: sheets.length - 1, draft };
    }
    if (first.isSame) return { kind: 'repeated', place, draft };
    return { kind: 'refused', refused: refusedRow(place, [contradiction(columns, first, place)]) };
  }

  for await (const line of lines) {
    if (length >= linesMax) return 'too-many';
    const next = packed(line, firstRows);
    length += 1;
    if (next.kind === 'refused') refused += 1;
    open.push(next);
    if (open.length === LINES_PER_PACK) {
      packs.push(packOf(open));
      open = [];
      if (packs.length % PACKS_PER_COLLECTION === 0) collectGarbage();
    }
    onLine(length);
  }
  packs.push(packOf(open));
  // The answer lives as long as the import, and would keep these rows in memory.
  firstRows = null;
  open = [];
  return {
    length,
    refused,
    *packs() {
      for (const [index, pack] of packs.entries()) {
        if (index > 0 && index % PACKS_PER_COLLECTION === 0) collectGarbage();
        yield JSON.parse(inflateRawSync(pack).toString()) as PackedLine[];
      }
    },
    headingOf(sheet, field) {
      const columns = sheets[sheet];
      if (columns === undefined) throw new Error(`there is no sheet ${sheet}`);
      return headingOf(columns, field);
    },
  };
}

/** Lines of one list are much alike: a fifth is left of them. */
function packOf(lines: readonly PackedLine[]): Buffer {
  return deflateRawSync(JSON.stringify(lines), { level: 1 });
}

function contradiction(columns: Columns, first: RowPlace, { sheet }: RowPlace) {
  const zhSheet = first.sheet === sheet || first.sheet === null ? '' : `工作表“${first.sheet}”`;
  const enSheet = first.sheet === sheet || first.sheet === null ? '' : ` of ${first.sheet}`;
  return {
    column: headingOf(columns, 'cardNumber'),
    why: {
      zh: `与${zhSheet}第 ${first.row} 行是同一张卡，内容不同`,
      en: `it is the same card as in row ${first.row}${enSheet}, with other contents`,
    },
  };
}

let collect: (() => void) | null = null;

/**
 * Gives back what long work has left behind. Left to itself the engine lets a heap of 40 MB grow to 250 MB before it
 * looks, which is most of what a large list may take of a district's machine. It takes some tenths of a second.
 */
function collectGarbage(): void {
  if (collect === null) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}
