import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { JournalBody } from '../../../src/domain/journal/entry-body.ts';
import type { JournalEntry } from '../../../src/domain/journal/journal-entry.ts';
import { feedCheckOf } from '../../../src/protocol/reply-check.ts';
import { EnrolReply } from '../../../src/protocol/wire.ts';
import { RecordsPage } from '../../../src/protocol/wire-records.ts';
import { GYM, HOSPITAL_SITES, POOL } from '../logic.ts';
import { useDistrict } from '../test-district.ts';
import { entriesAfter, errorOf, kioskWith, postEnrol, sealed, type TestKiosk } from '../test-kiosk.ts';
import { cancelled, foldedOf, moved, newRecordId, opened } from './records.ts';

describe('the feed of records over HTTP', () => {
  const current = useDistrict('pglite');

  async function kioskAt(siteIds: readonly string[], journalId: string = randomUUID()) {
    const { district } = current();
    const code = await district.createEnrolmentCode({ kioskName: '前台', siteIds });
    const answer = await postEnrol(district, { code, journalId });
    const kiosk = kioskWith(district.url, EnrolReply.parse(answer.body), journalId);
    let last: JournalEntry | null = null;
    const push = async (body: JournalBody, change: Partial<JournalEntry> = {}) => {
      const { kioskId } = kiosk.enrolment;
      const [made] = entriesAfter(last, 1, { journalId, kioskId, siteId: GYM, body });
      if (made === undefined) throw new Error('no entry');
      const { hash: _, ...rest } = { ...made, ...change };
      last = sealed(rest);
      expect((await kiosk.push([last])).status).toBe(200);
      return { journalId, seq: last.seq };
    };
    return { kiosk, push };
  }

  async function pageOf(kiosk: TestKiosk, query = '') {
    const answer = await kiosk.get(`/v1/records${query}`);
    expect(answer.status).toBe(200);
    return RecordsPage.parse(answer.body);
  }

  /** All that comes after a cursor, in pages of two. */
  async function allOf(kiosk: TestKiosk, from?: string) {
    const records: RecordsPage['records'] = [];
    for (let cursor = from; ; ) {
      const page = await pageOf(kiosk, `?limit=2${cursor === undefined ? '' : `&cursor=${cursor}`}`);
      expect(page.check).toBe(feedCheckOf(cursor ?? null, page));
      records.push(...page.records);
      cursor = page.cursor;
      if (!page.more) return { records, cursor };
    }
  }

  test('brings each kiosk of the site the same records, and then what changed', async () => {
    const [a, b] = [await kioskAt([GYM]), await kioskAt([GYM])];
    const ids = [newRecordId(), newRecordId(), newRecordId()];
    const refs = [];
    for (const id of ids) refs.push(await a.push(opened(id, { courts: [1] })));
    const [first] = refs;
    if (first === undefined) throw new Error('no opening');
    const { records, cursor } = await allOf(b.kiosk);
    expect(records.map(({ recordId }) => recordId)).toEqual(expect.arrayContaining(ids));
    expect((await allOf(a.kiosk)).records).toEqual(records);
    expect(await pageOf(b.kiosk, `?cursor=${cursor}`)).toMatchObject({ records: [], more: false, cursor });
    await b.push(moved(ids[0] ?? '', first, { courts: [2] }));
    const changed = await allOf(b.kiosk, cursor);
    expect(changed.records.map(({ recordId }) => recordId)).toEqual([ids[0]]);
    expect(changed.records.map((row) => foldedOf(row).state)).toMatchObject([{ place: { courts: [2] } }]);
  });

  test('passes on the step of a newer release, and the record says that it has one', async () => {
    const a = await kioskAt([GYM]);
    const recordId = newRecordId();
    const after = await a.push(opened(recordId, { courts: [2] }));
    const body = { kind: 'booking-split', recordId, after, halves: [{ minutes: 30 }, 'π'] };
    const newer = await a.push(body as unknown as JournalBody);
    // A later format may mean another thing by a name that is known here.
    const format = await a.push(cancelled(recordId, newer), { format: 4 });
    const { records } = await allOf(a.kiosk);
    const record = records.find((row) => row.recordId === recordId);
    expect(record?.steps[1]).toMatchObject({ ...newer, body });
    expect(record && foldedOf(record)).toMatchObject({
      hasNewer: true,
      state: { status: 'open' },
      last: format,
      misfits: [],
    });
  });

  test('begins anew for a kiosk whose enrolment has other sites, and not for one that enrols again', async () => {
    const journalId = randomUUID();
    const before = await kioskAt([POOL], journalId);
    const writer = await kioskAt([GYM]);
    const recordId = newRecordId();
    await writer.push(opened(recordId, { courts: [1], start: '2026-11-25T22:00' }));
    const { records, cursor } = await allOf(before.kiosk);
    expect(records.filter(({ siteId }) => siteId === GYM)).toEqual([]);
    const again = await kioskAt([POOL], journalId);
    expect((await allOf(again.kiosk, cursor)).records).toEqual([]);
    const moved = await kioskAt([POOL, GYM], journalId);
    const anew = await allOf(moved.kiosk, cursor);
    expect(anew.records.map((row) => row.recordId)).toContain(recordId);
  });

  test('shows a record of an item that several sites have to each of them, and to no other', async () => {
    const recordId = newRecordId();
    const writer = await kioskAt([GYM]);
    await writer.push(opened(recordId, { courts: [1], start: '2026-11-26T22:00' }));
    const hospital = await kioskAt(HOSPITAL_SITES);
    expect((await allOf(hospital.kiosk)).records.map((row) => row.recordId)).not.toContain(recordId);
  });

  test.each([
    'cursor=x',
    'cursor=',
    'limit=0',
    'limit=501',
    'limit=a',
    'site=liwan-gymnasium',
    'cursor=2f1c4a52-0d3e-4b61-8d0c-2f6a9c1b7e11.3',
    'cursor=2f1c4a52-0d3e-4b61-8d0c-2f6a9c1b7e11.3.0123456Z.1',
    'cursor=2f1c4a52-0d3e-4b61-8d0c-2f6a9c1b7e11.-1.01234567.1',
    `cursor=${'9'.repeat(300)}`,
    'cursor=2f1c4a52-0d3e-4b61-8d0c-2f6a9c1b7e11.3.01234567.1%27%20or%20true--',
  ])('refuses a query that no kiosk makes: %s', async (query) => {
    const { kiosk } = await kioskAt([GYM]);
    const answer = await kiosk.get(`/v1/records?${query}`);
    expect(answer.status).toBe(400);
    expect(errorOf(answer).kind).toBe('bad-request');
  });

  test('begins anew with a cursor from beyond the head, of another epoch or of another reader', async () => {
    const { kiosk } = await kioskAt([GYM]);
    const { records, cursor } = await allOf(kiosk);
    const [epoch, , scope, begun] = cursor.split('.');
    for (const other of [
      `${epoch}.999999999.${scope}.${begun}`,
      `${randomUUID()}.1.${scope}.${begun}`,
      `${epoch}.1.00000000.${begun}`,
    ]) {
      expect((await allOf(kiosk, other)).records).toEqual(records);
    }
  });

  test('is closed to who has not signed, and to a revoked kiosk', async () => {
    const { district } = current();
    expect((await fetch(`${district.url}/v1/records`)).status).toBe(401);
    const { kiosk } = await kioskAt([GYM]);
    await district.revokeKiosk(kiosk.enrolment.kioskId);
    expect((await kiosk.get('/v1/records')).status).toBe(403);
  });

  test('refuses the cursor of a record where rights are asked for', async () => {
    const { kiosk } = await kioskAt(HOSPITAL_SITES);
    const { cursor } = await pageOf(kiosk);
    expect((await kiosk.get(`/v1/rights?cursor=${cursor}`)).status).toBe(400);
  });
});
