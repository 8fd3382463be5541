import { describe, expect, test } from 'vitest';
import { openTable } from '../../src/district/cardholders/table/open-table.ts';
import type { TablePart } from '../../src/district/cardholders/table/table.ts';
import type { RecordedUse } from '../../src/domain/journal/fold/recorded-uses.ts';
import { Settings } from '../../src/host-api/settings-api.ts';
import { type ExportUsesParts, exportUses } from '../../src/kiosk/export-uses.ts';
import { shipped } from '../domain/shipped.ts';

const POOL = 'xijiao-pool';

function entryUse(seq: number, date: string, change: Partial<RecordedUse> = {}): RecordedUse {
  return {
    seq,
    siteId: POOL,
    recordedAt: Date.parse(`${date}T15:42+08:00`),
    voidedBySeq: null,
    body: {
      kind: 'use',
      cardRef: 'ab'.repeat(16),
      itemId: 'outdoor-ticket',
      person: 'holder',
      quantity: 2,
      start: `${date}T15:42`,
      minutes: null,
      listTotalFen: 10_000,
      totalFen: 5_050,
      ruleId: 'r',
      clause: '5.6',
      catalogueVersion: 6,
      verdict: 'yes',
      confirmed: [],
    },
    ...change,
  };
}

const DAYS: Readonly<Record<string, readonly RecordedUse[]>> = {
  '2026-11-21': [entryUse(2, '2026-11-21', { voidedBySeq: 3 }), entryUse(1, '2026-11-21')],
  '2026-11-23': [entryUse(4, '2026-11-23')],
};

function desk(maskedName = '贾*玉') {
  const files: { readonly name: string; readonly bytes: Blob }[] = [];
  const parts: ExportUsesParts = {
    uses: { recordedOn: async (_site, date) => DAYS[date] ?? [] },
    namedCards: { of: async (refs) => new Map([...refs].map((ref) => [ref, { tail: '001E', maskedName }])) },
    catalogue: { current: shipped },
    kiosk: 'A1',
    settings: () => Settings.parse({ siteId: POOL }),
    download: (name, bytes) => void files.push({ name, bytes }),
  };
  return { parts, files };
}

const PERIOD = { from: '2026-11-20', until: '2026-11-23' };

async function rowsIn(file: { readonly name: string; readonly bytes: Blob }): Promise<readonly TablePart[]> {
  const rows: TablePart[] = [];
  const bytes = new Uint8Array(await file.bytes.arrayBuffer());
  for await (const part of openTable(bytes, file.name, () => 0)) rows.push(part);
  return rows;
}

describe('the list of a period', () => {
  test('as CSV has each use in order, amounts in yuan, and what took one back', async () => {
    const { parts, files } = desk();
    const seen: number[] = [];
    const done = await exportUses(parts, PERIOD, 'csv', (days) => seen.push(days));
    expect(done).toEqual({ kind: 'downloaded', file: `${POOL}-2026-11-20-2026-11-23.csv`, uses: 3 });
    expect(seen).toEqual([1, 2, 3, 4]);
    const bytes = new Uint8Array((await files[0]?.bytes.arrayBuffer()) ?? new ArrayBuffer(0));
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toBe(
      'A1-1,2026-11-21 15:42,西郊游泳场,贾*玉,001E,露天池门票,持卡人,2,2026-11-21 15:42,,,100,50.5,49.5,,',
    );
    expect(lines[2]?.endsWith(',A1-3')).toBe(true);
  });

  test('holds no formula that a name brings', async () => {
    const { parts, files } = desk('=HYPERLINK("http://evil")');
    await exportUses(parts, PERIOD, 'csv', () => undefined);
    expect(await files[0]?.bytes.text()).toContain(`"'=HYPERLINK(""http://evil"")"`);
  });

  test('as a workbook has days as days, numbers as numbers and texts as texts', async () => {
    const { parts, files } = desk('=1+1');
    await exportUses(parts, PERIOD, 'xlsx', () => undefined);
    const [file] = files;
    if (file === undefined) throw new Error('no file');
    const read = await rowsIn(file);
    expect(read[0]).toMatchObject({ kind: 'sheet', name: '记录' });
    const rows = read.filter(({ kind }) => kind === 'row');
    const [heading, first] = rows.map((part) => ('cells' in part ? part.cells : []));
    // A workbook counts days from 1899-12-30.
    const at = (Date.UTC(2026, 10, 21, 15, 42) - Date.UTC(1899, 11, 30)) / 86_400_000;
    expect(heading?.slice(0, 3)).toEqual(['编号', '登记时间', '地点']);
    expect(first?.slice(0, 8)).toEqual([
      'A1-1',
      expect.closeTo(at, 6),
      '西郊游泳场',
      '=1+1',
      '001E',
      '露天池门票',
      '持卡人',
      2,
    ]);
    expect(first?.slice(11, 14)).toEqual([100, 50.5, 49.5]);
  });

  test.each([
    ['a period without a record', { from: '2026-11-20', until: '2026-11-20' }, 'nothing'],
    ['a period that ends before it begins', { from: '2026-11-23', until: '2026-11-20' }, 'wrong-period'],
    ['more than a year', { from: '2025-01-01', until: '2026-11-20' }, 'wrong-period'],
    ['no day at all', { from: '', until: '2026-11-20' }, 'wrong-period'],
  ])('of %s is no file', async (_, period, kind) => {
    const { parts, files } = desk();
    expect(await exportUses(parts, period, 'csv', () => undefined)).toEqual({ kind });
    expect(files).toEqual([]);
  });

  test('says so where the list cannot be read', async () => {
    const { parts } = desk();
    const broken = { ...parts, uses: { recordedOn: () => Promise.reject(new Error('no database')) } };
    expect(await exportUses(broken, PERIOD, 'csv', () => undefined)).toMatchObject({ kind: 'fault' });
  });
});
