import { describe, expect, test } from 'vitest';
import { exportTextOf, readExportText } from '../../src/protocol/journal-export.ts';
import { entriesAfter } from '../district/test-kiosk.ts';

const JOURNAL = '0c9f6a52-0d3e-4b61-8d0c-2f6a9c1b7e11';
const NOON_MS = Date.UTC(2026, 10, 23, 4);
const ENTRIES = entriesAfter(null, 5, { journalId: JOURNAL });
const TEXT = exportTextOf(ENTRIES, NOON_MS);

describe('the text of a journal export', () => {
  test('gives back what was put in, from the beginning or from the middle', () => {
    expect(readExportText(TEXT)).toMatchObject({ ok: true, entries: ENTRIES });
    const middle = ENTRIES.slice(2, 4);
    expect(readExportText(exportTextOf(middle, NOON_MS))).toMatchObject({
      ok: true,
      head: { fromSeq: 3, toSeq: 4, parent: ENTRIES[1]?.hash, hash: ENTRIES[3]?.hash },
      entries: middle,
    });
  });

  test('is refused wherever it is cut off', () => {
    for (let length = 0; length < TEXT.length; length += 1) {
      expect(readExportText(TEXT.slice(0, length)).ok, `${length}`).toBe(false);
    }
  });

  test.each([
    ['without a line of the middle', (lines: string[]) => lines.toSpliced(2, 1)],
    ['without its last entry', (lines: string[]) => lines.toSpliced(5, 1)],
    ['with an entry twice', (lines: string[]) => lines.toSpliced(2, 0, lines[2] ?? '')],
    [
      'with two entries the other way round',
      (lines: string[]) => lines.toSpliced(1, 2, lines[2] ?? '', lines[1] ?? ''),
    ],
    [
      'with another number in an entry',
      (lines: string[]) => lines.with(3, (lines[3] ?? '').replace('"quantity":2', '"quantity":3')),
    ],
    [
      'with another head',
      (lines: string[]) => lines.with(0, (lines[0] ?? '').replace('"toSeq":5', '"toSeq":6')),
    ],
    [
      'with another last hash',
      (lines: string[]) => lines.with(0, (lines[0] ?? '').replace(/"hash":"../, '"hash":"zz')),
    ],
  ])('is refused %s', (_, harm) => {
    expect(readExportText(harm(TEXT.split('\n')).join('\n')).ok).toBe(false);
  });

  test('is not made of nothing, nor of entries that do not follow one another', () => {
    expect(() => exportTextOf([], NOON_MS)).toThrow('an export of nothing');
    expect(() => exportTextOf(ENTRIES.toSpliced(1, 1), NOON_MS)).toThrow('entry 3: gap');
  });
});
