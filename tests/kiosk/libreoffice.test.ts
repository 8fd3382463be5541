import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DayClosed } from '../../src/domain/journal/closing-body.ts';
import type { RecordedUse } from '../../src/domain/journal/fold/recorded-uses.ts';
import { Settings } from '../../src/host-api/settings-api.ts';
import { exportClosing } from '../../src/kiosk/closing-paper.ts';
import { type ExportUsesParts, exportUses, type TableFormat } from '../../src/kiosk/export-uses.ts';
import { shipped } from '../domain/shipped.ts';
import { sharedTemporaryFolder } from '../support/temporary-folder.ts';

/** The lists and the closing of a desk, opened by LibreOffice and compared cell by cell. */
const hasOffice = spawnSync('soffice', ['--version']).error === undefined;
const OFFICE_MS_MAX = 60_000;
const POOL = 'xijiao-pool';
const DAY = '2026-11-23';
const NAMES = ['贾*玉', '=HYPERLINK("http://evil")', '欧阳*𠮷㙍', '"a", b\nc'];

interface Cell {
  readonly type: 'string' | 'float' | 'date' | 'none';
  readonly value: string;
  readonly hasFormula: boolean;
}

let sheets: ReadonlyMap<string, readonly (readonly Cell[])[]>;
const folder = sharedTemporaryFolder();
beforeAll(async () => {
  if (!hasOffice) return;
  const made: { readonly name: string; readonly bytes: Blob }[] = [];
  const download = (name: string, bytes: Blob) => void made.push({ name, bytes });
  for (const format of ['xlsx', 'csv'] as const) await exportBoth(download, format);
  const files: string[] = [];
  for (const { name, bytes } of made) {
    const ending = name.split('.').at(-1);
    const file = join(folder(), `${name.includes('closing') ? 'closing' : 'uses'}-${ending}.${ending}`);
    writeFileSync(file, Buffer.from(await bytes.arrayBuffer()));
    files.push(file);
  }
  sheets = opened(folder(), files);
}, OFFICE_MS_MAX);

describe.skipIf(!hasOffice)('LibreOffice reads', () => {
  test.each(['xlsx', 'csv'])(
    'the list as %s: a row for each use, no formula, numbers as numbers',
    (format) => {
      const [headings = [], ...rows] = sheets.get(`uses-${format}`) ?? [];
      expect(headings.slice(0, 4).map(({ value }) => value)).toEqual(['编号', '登记时间', '地点', '持卡人']);
      expect(rows).toHaveLength(NAMES.length);
      for (const [place, row] of rows.entries()) {
        const [number, recorded, site, name, , item, , quantity, , , , list, paid, saved] = row;
        expect([number?.value, site?.value, item?.value]).toEqual([
          `A1-${place + 1}`,
          '西郊游泳场',
          '露天池门票',
        ]);
        // A text that would be a formula has an apostrophe before it in a CSV, and is a plain text in a workbook.
        const said = NAMES[place] ?? '';
        const guarded = format === 'csv' && said.startsWith('=') ? `'${said}` : said;
        expect(name).toEqual({ type: 'string', value: guarded, hasFormula: false });
        expect(recorded?.type).toBe('date');
        expect(recorded?.value).toMatch(/^2026-11-23T15:4\d:00/);
        expect([quantity, list, paid, saved].map((cell) => [cell?.type, Number(cell?.value)])).toEqual([
          ['float', 2],
          ['float', 100],
          ['float', 50.5],
          ['float', 49.5],
        ]);
      }
    },
  );

  test('the workbook and the CSV of a closing as the same cells', () => {
    const rowsOf = (format: TableFormat) =>
      (sheets.get(`closing-${format}`) ?? []).map((row) => row.slice(0, 4));
    const [workbook, csv] = [rowsOf('xlsx'), rowsOf('csv')];
    // LibreOffice takes the day of a CSV for a date, and leaves the text of the workbook a text.
    const shown = (rows: readonly (readonly Cell[])[]) =>
      rows.map((row) => row.map(({ value }) => value.slice(0, 10)));
    expect(shown(csv)).toEqual(shown(workbook));
    expect(workbook).toContainEqual([
      ...['实收', DAY].map((value) => ({ type: 'string', value, hasFormula: false })),
      ...['1', '25'].map((value) => ({ type: 'float', value, hasFormula: false })),
    ]);
    expect(workbook.find(([kind]) => kind?.value === '日结时间')?.[1]?.type).toBe('date');
    expect([...workbook, ...csv].flat().some(({ hasFormula }) => hasFormula)).toBe(false);
  });
});

async function exportBoth(download: ExportUsesParts['download'], format: TableFormat): Promise<void> {
  const uses = NAMES.map((_, place) => useAt(place + 1));
  const parts: ExportUsesParts = {
    uses: { recordedOn: async () => uses.toReversed() },
    namedCards: {
      of: async () =>
        new Map(NAMES.map((maskedName, place) => [cardRefOf(place + 1), { tail: '001E', maskedName }])),
    },
    ...{ catalogue: { current: shipped }, kiosk: 'A1', settings: () => Settings.parse({ siteId: POOL }) },
    download,
  };
  await exportUses(parts, { from: DAY, until: DAY }, format, () => undefined);
  const body: DayClosed = {
    ...{ kind: 'day-closed', date: DAY, uses: 1, voids: 0, listFen: 5_000, totalFen: 2_500 },
    ...{ reversals: 0, reversedFen: 0, unclear: 0, countedFen: 2_000, reason: 'change' },
    items: [{ itemId: 'outdoor-ticket', uses: 1, totalFen: 2_500 }],
    members: [{ staff: null, uses: 1, totalFen: 2_500 }],
  };
  const at = { deviceMs: Date.parse(`${DAY}T18:00:00+08:00`) };
  const entry = { siteId: POOL, seq: 9, staff: null, at } as unknown as Parameters<
    typeof exportClosing
  >[1]['entry'];
  await exportClosing({ ...parts, members: () => [] }, { entry, body }, format);
}

function cardRefOf(seq: number): string {
  return String(seq).repeat(32);
}

function useAt(seq: number): RecordedUse {
  return {
    ...{ seq, siteId: POOL, recordedAt: Date.parse(`${DAY}T15:4${seq}:00+08:00`), voidedBySeq: null },
    body: {
      ...{ kind: 'use', cardRef: cardRefOf(seq), itemId: 'outdoor-ticket', person: 'holder', quantity: 2 },
      ...{ start: `${DAY}T15:42`, minutes: null, listTotalFen: 10_000, totalFen: 5_050, ruleId: 'r' },
      ...{ clause: '5.6', catalogueVersion: 6, verdict: 'yes', confirmed: [] },
    },
  };
}

/** Lets LibreOffice open the files as a person would, and write what it has read as flat XML. */
function opened(place: string, files: readonly string[]): ReadonlyMap<string, readonly (readonly Cell[])[]> {
  const profile = `-env:UserInstallation=file://${join(place, 'profile')}`;
  const convert = (ending: string, reading: readonly string[]) => {
    const wanted = files.filter((file) => file.endsWith(ending));
    const to = ['--headless', '--convert-to', 'fods', '--outdir', place];
    const { status, stderr } = spawnSync('soffice', [profile, ...reading, ...to, ...wanted], {
      ...{ encoding: 'utf8', timeout: OFFICE_MS_MAX },
    });
    if (status !== 0) throw new Error(stderr);
  };
  convert('.xlsx', []);
  // Without a window nobody is asked for the encoding: comma, quotation mark, UTF-8, as its dialog proposes.
  convert('.csv', ['--infilter=CSV:44,34,76,1']);
  return new Map(
    ['uses-xlsx', 'uses-csv', 'closing-xlsx', 'closing-csv'].map((name) => [
      name,
      rowsIn(readFileSync(join(place, `${name}.fods`), 'utf8')),
    ]),
  );
}

function rowsIn(xml: string): readonly (readonly Cell[])[] {
  const rows = [...xml.matchAll(/<table:table-row[^>]*>([\s\S]*?)<\/table:table-row>/g)];
  return rows.map(([, row = '']) => cellsIn(row)).filter((cells) => cells.some(({ value }) => value !== ''));
}

function cellsIn(row: string): readonly Cell[] {
  const cells = [...row.matchAll(/<table:table-cell([^>]*?)(?:\/>|>([\s\S]*?)<\/table:table-cell>)/g)];
  return cells.flatMap(([, attributes = '', inner = '']) => {
    const of = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1];
    const text = [...inner.matchAll(/<text:p>([\s\S]*?)<\/text:p>/g)].map(([, words = '']) => plain(words));
    const type = (of('office:value-type') ?? 'none') as Cell['type'];
    const value = of('office:date-value') ?? of('office:value') ?? text.join('\n');
    const cell: Cell = { type, value, hasFormula: of('table:formula') !== undefined };
    return Array<Cell>(Math.min(20, Number(of('table:number-columns-repeated') ?? 1))).fill(cell);
  });
}

function plain(xml: string): string {
  return xml
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
