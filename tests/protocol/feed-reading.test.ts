import { describe, expect, test } from 'vitest';
import { feedPage, rowOf } from '../../src/protocol/feed-reading.ts';
import { feedCheckOf, sumOf } from '../../src/protocol/reply-check.ts';
import { CardRight, RightsPage } from '../../src/protocol/wire-limits.ts';
import { RecordsPage, readRecord } from '../../src/protocol/wire-records.ts';

const EPOCH = '11111111-1111-4111-8111-111111111111';
const ASKED = `${EPOCH}.6`;
const RIGHT = {
  cardRef: 'ab'.repeat(16),
  itemId: 'check-up',
  year: '2026',
  siteId: 'a-hospital',
  used: false,
};
const PAGE = { epoch: EPOCH, cursor: `${EPOCH}.7`, more: false };
const TIMED = { ...PAGE, serverTimeMs: 1 };

function rights(json: unknown) {
  const feed = { page: RightsPage, rows: 'rights', readRow: rowOf(CardRight) };
  return feedPage(feed, ASKED).safeParse(json).data?.rights ?? null;
}

describe('a page of a newer district', () => {
  const newer = { ...RIGHT, reason: 'moved' };

  test('is read where its sum is of the page as it was sent', () => {
    const page = { ...PAGE, rights: [newer], total: 1 };
    expect(rights({ ...page, serverTimeMs: 1, check: sumOf({ asked: ASKED, ...page }) })).toEqual([RIGHT]);
    const { total: _, ...known } = page;
    expect(rights({ ...page, serverTimeMs: 1, check: sumOf({ asked: ASKED, ...known }) })).toEqual([RIGHT]);
  });

  test('is read where its sum leaves out what older kiosks do not know', () => {
    const check = feedCheckOf(ASKED, { ...PAGE, rights: [RIGHT] });
    expect(rights({ ...TIMED, rights: [newer], total: 1, check })).toEqual([RIGHT]);
  });

  test('is read without a row that this release cannot read', () => {
    const rows: unknown[] = [{ ...RIGHT, year: 2026 }, RIGHT, { toString: 1 }, null];
    const check = sumOf({ asked: ASKED, ...PAGE, rights: rows });
    expect(rights({ ...TIMED, rights: rows, check })).toEqual([RIGHT]);
  });

  test('is not believed where its sum fits none of these', () => {
    const check = feedCheckOf(ASKED, { ...PAGE, rights: [RIGHT] });
    expect(rights({ ...TIMED, rights: [{ ...RIGHT, used: true }], check })).toBeNull();
    expect(rights({ ...TIMED, rights: [RIGHT, { ...RIGHT, year: 'x' }], check })).toBeNull();
    expect(
      rights({ ...TIMED, rights: [RIGHT], check: feedCheckOf(null, { ...PAGE, rights: [RIGHT] }) }),
    ).toBe(null);
    expect(rights({ ...TIMED, rights: 'none', check })).toBeNull();
    expect(rights([])).toBeNull();
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expect(rights({ ...TIMED, rights: [RIGHT], check, deep })).toBeNull();
    expect(rights({ ...TIMED, rights: [RIGHT], check, endless: Number.POSITIVE_INFINITY })).toBeNull();
  });
});

describe('a record of a newer district', () => {
  const step = { journalId: EPOCH, seq: 1, siteId: 'a-site', recordedAtMs: 1 };
  const record = {
    recordId: 'ab'.repeat(16),
    siteId: 'a-site',
    itemId: 'a-court',
    cardRef: RIGHT.cardRef,
  };

  test('of an unknown kind, with unknown steps and fields, comes as it is', () => {
    const steps = [{ ...step, body: { kind: 'matter-opened', x: { deep: [1] } }, by: 'office' }];
    const records = [{ ...record, kind: 'matter', steps, colour: 'red' }];
    const check = feedCheckOf(ASKED, { ...PAGE, records });
    const feed = { page: RecordsPage, rows: 'records', readRow: readRecord };
    const page = feedPage(feed, ASKED).parse({ ...TIMED, records, check });
    expect(page.records).toEqual([
      { ...record, kind: 'matter', steps: [{ ...step, body: { kind: 'matter-opened', x: { deep: [1] } } }] },
    ]);
  });

  test('with a step of a known kind that nobody here can read has a newer step in its place', () => {
    const body = { kind: 'booking-attended', recordId: record.recordId, after: 'whatever' };
    expect(readRecord({ ...record, kind: 'booking', steps: [{ ...step, body }] })?.steps).toEqual([
      { ...step, body: { kind: 'newer' } },
    ]);
    expect(readRecord({ ...record, kind: 'booking', steps: [{ ...step, seq: -1, body }] })).toBeUndefined();
    expect(readRecord(null)).toBeUndefined();
  });
});
