import { describe, expect, test } from 'vitest';
import { officeRecords } from '../../../src/cli/district/records.ts';
import { importCards } from '../../../src/district/cardholders/import-cards.ts';
import { openDatabase } from '../../../src/district/database/database.ts';
import { sqlStore } from '../../../src/district/database/sql-store.ts';
import { dateMattersAgain } from '../../../src/district/records/matter-deadlines.ts';
import { listRecords, type RecordViewer, showRecord } from '../../../src/district/records/record-list.ts';
import { cardNumberOf } from '../../../src/domain/card/card-number.ts';
import { cardRefOf } from '../../../src/domain/card/card-ref.ts';
import { OfficeRecordsQuery } from '../../../src/protocol/wire-office-records.ts';
import { GYM, HALL, newKiosk, servicesOn, type TestServices } from '../logic.ts';
import { preparedFolders } from '../prepared-folder.ts';
import { storeKinds, useStore } from '../stores.ts';
import { cancelled, matterOpened, newCard, newRecordId, opened, plain } from './records.ts';

const ALL: RecordViewer = { siteIds: null, seesCards: true };
const CARD = cardNumberOf('LW20260001');
const DAYS = {
  past: '2026-11-20T10:00',
  old: '2026-10-01T10:00',
  today: '2026-11-23T22:00',
  next: '2026-11-25T10:00',
};

async function asked(services: TestServices, query: object = {}, viewer = ALL) {
  const parts = { ...services, cardNumbers: services.catalogue.catalogue };
  const listed = await listRecords(parts, OfficeRecordsQuery.parse(query), viewer);
  if ('kind' in listed) throw new Error(listed.kind);
  return listed;
}

describe.each(storeKinds)('the list of records on %s', (kind) => {
  const store = useStore(kind);

  test('has what is open, due, late and over by site, and shows what is asked for', async () => {
    const services = servicesOn(store());
    const kiosk = await newKiosk(services);
    const ids = {
      late: newRecordId(),
      due: newRecordId(),
      open: newRecordId(),
      over: newRecordId(),
      old: newRecordId(),
    };
    const { cardRefKeyHex } = await services.store.read((reads) => reads.identity());
    const cardRef = cardRefOf(cardRefKeyHex, CARD);
    const journalId = kiosk.journalId;
    await kiosk.push(
      opened(ids.late, { start: DAYS.past }),
      opened(ids.due, { start: DAYS.today, cardRef }),
      opened(ids.open, { start: DAYS.next, courts: [2] }),
      opened(ids.over, { start: DAYS.next, courts: [3] }),
    );
    await kiosk.push(cancelled(ids.over, { journalId, seq: 4 }));
    await kiosk.push(opened(ids.old, { start: DAYS.old }));
    const going = await asked(services);
    expect(going.records.map(({ recordId, standing }) => [recordId, standing])).toEqual([
      [ids.late, 'late'],
      [ids.due, 'due'],
      [ids.open, 'open'],
    ]);
    expect(going.tallies).toEqual([{ siteId: GYM, open: 1, due: 1, late: 1, over: 1 }]);
    expect(going.from).toBe('2026-10-23');
    const shownIn = async (query: object) =>
      (await asked(services, query)).records.map(({ recordId }) => recordId);
    expect(await shownIn({ show: 'over' })).toEqual([ids.over]);
    expect(await shownIn({ show: 'late', from: '2026-01-01' })).toEqual([ids.old, ids.late]);
    expect(await shownIn({ show: 'all', to: '2026-11-24' })).toEqual([ids.due, ids.late]);
    expect(await shownIn({ kind: 'pass' })).toEqual([]);
    expect(await shownIn({ itemId: 'no-such-item' })).toEqual([]);
    expect(await shownIn({ siteId: 'xijiao-pool' })).toEqual([]);
    expect(await asked(services, { limit: 2 })).toMatchObject({ isCut: true, records: [{}, {}] });
    // The district has no such card yet.
    expect(going.records.map(({ cardNumber }) => cardNumber)).toEqual([null, null, null]);
    const bytes = Buffer.from(`卡号,姓名,生效日期,有效期至\n${CARD},张三,2026-01-01,2028-12-31\n`);
    await importCards(services, { bytes, fileName: 'a.csv', officer: '李', isDryRun: false });
    expect((await asked(services, { show: 'due' })).records).toMatchObject([
      { cardNumber: CARD, siteId: GYM, start: DAYS.today, courts: [1], status: 'open', endsOn: '2026-11-23' },
    ]);
    expect(await shownIn({ cardNumber: CARD.toLowerCase() })).toEqual([ids.due]);
  });

  test('shows a venue its own records, and card numbers to those who look after cardholders', async () => {
    const services = servicesOn(store());
    const kiosk = await newKiosk(services);
    const mine = newRecordId();
    await kiosk.push(opened(mine, { start: DAYS.today, cardRef: newCard() }));
    const venue: RecordViewer = { siteIds: [GYM], seesCards: false };
    const other: RecordViewer = { siteIds: ['xijiao-pool'], seesCards: false };
    const own = await asked(services, { show: 'due' }, venue);
    expect(own.records.map(({ recordId }) => recordId)).toContain(mine);
    expect(own.records.every(({ cardNumber }) => cardNumber === null)).toBe(true);
    for (const query of [{}, { siteId: GYM }, { show: 'all' }]) {
      expect(await asked(services, query, other)).toMatchObject({ records: [], tallies: [] });
    }
    expect(await showRecord(services, mine, other)).toBeNull();
    expect(await showRecord(services, mine, venue)).toMatchObject({ record: { recordId: mine } });
    expect(await showRecord(services, newRecordId(), ALL)).toBeNull();
  });

  test('has the deadlines of matters, their numbers, and the days that a later notice of holidays moves', async () => {
    const services = servicesOn(store());
    const kiosk = await newKiosk(services, [HALL]);
    const { journalId } = kiosk;
    const ids = { late: newRecordId(), today: newRecordId(), supply: newRecordId(), asked: newRecordId() };
    const numbers = { late: '4401-9001', today: '4401-9002', supply: '4401-9003', asked: null };
    /** The matter with its papers, accepted on that day. */
    const push = async (
      name: keyof typeof ids,
      on: string | null,
      { missing = [], supplyBy = null }: { missing?: string[]; supplyBy?: string | null } = {},
    ) => {
      const recordId = ids[name];
      await kiosk.push(matterOpened(recordId, numbers[name]));
      const last = () => ({ journalId, seq: kiosk.entries.length });
      if (on === null) return;
      const papers = { handed: ['form'], missing, missingMain: [] };
      await kiosk.push({ kind: 'matter-received', recordId, after: last(), ...papers });
      const promise = { workdays: 5, supplyBy, isDone: false };
      await kiosk.push({ kind: 'matter-accepted', recordId, after: last(), on, ...promise });
    };
    await push('late', '2026-10-08');
    await push('today', '2026-11-16');
    await push('supply', '2026-11-23', { missing: ['contract'], supplyBy: '2026-11-22' });
    await push('asked', null);
    const of = async (query: object) =>
      (await asked(services, { siteId: HALL, ...query })).records.map((one) => [
        ...[one.recordId, one.standing, one.endsOn, one.matter],
      ]);
    const promised = { correctBy: null, supplyBy: null, finishedOn: null };
    expect(await of({})).toEqual([
      // It is listed however long ago its day was.
      [
        ids.late,
        'late',
        '2026-10-14',
        { ...promised, number: '4401-9001', promisedOn: '2026-10-14', isLate: true },
      ],
      [
        ...[ids.supply, 'late', '2026-11-22'],
        { ...promised, number: '4401-9003', promisedOn: '2026-11-30', isLate: false, supplyBy: '2026-11-22' },
      ],
      [
        ids.today,
        'due',
        '2026-11-23',
        { ...promised, number: '4401-9002', promisedOn: '2026-11-23', isLate: false },
      ],
      [ids.asked, 'open', null, { ...promised, number: null, promisedOn: null, isLate: false }],
    ]);
    expect((await asked(services, { siteId: HALL })).tallies).toEqual([
      { siteId: HALL, open: 1, due: 1, late: 2, over: 0 },
    ]);
    expect((await of({ kind: 'matter', show: 'late' })).map(([id]) => id)).toEqual([ids.late, ids.supply]);
    expect((await of({ to: '2026-11-23' })).map(([id]) => id)).toEqual([ids.supply]);
    const shown = await showRecord(services, ids.late, ALL);
    expect(shown?.record.matter).toMatchObject({ number: '4401-9001', isLate: true });

    const { catalogue, text } = services.catalogue;
    const holiday = { name: { zh: '调休', en: 'A day off' }, from: '2026-11-20', until: '2026-11-20' };
    const notices = catalogue.calendar.notices.map((notice) =>
      notice.year === 2026 ? { ...notice, holidays: [...notice.holidays, holiday] } : notice,
    );
    const later = {
      text: `${text} `,
      catalogue: { ...catalogue, calendar: { ...catalogue.calendar, notices } },
    };
    expect(await dateMattersAgain({ ...services, catalogue: later })).toBe(1);
    expect(await dateMattersAgain({ ...services, catalogue: later })).toBe(0);
    expect((await of({ show: 'open' }))[0]).toMatchObject([
      ids.today,
      'open',
      '2026-11-24',
      { isLate: false },
    ]);
  });

  test('shows the steps of a record, and which of them did not fit', async () => {
    const services = servicesOn(store());
    const kiosk = await newKiosk(services);
    const { journalId } = kiosk;
    const recordId = newRecordId();
    await kiosk.push(opened(recordId, { start: DAYS.today, courts: [7] }));
    const after = { journalId, seq: kiosk.entries.length };
    await kiosk.push(plain('booking-attended', recordId, after));
    await kiosk.push(cancelled(recordId, after));
    const shown = await showRecord(services, recordId, ALL);
    expect(shown?.record).toMatchObject({ status: 'attended', standing: 'over' });
    expect(shown?.steps.map(({ body, isMisfit }) => [body.kind, isMisfit])).toEqual([
      ['booking-opened', false],
      ['booking-attended', false],
      ['booking-cancelled', true],
    ]);
  });
});

describe('the list of records on the command line', () => {
  const preparedFolder = preparedFolders();

  async function said(...args: string[]) {
    const lines: string[] = [];
    const note = (line: string) => void lines.push(line);
    const code = await officeRecords(args, undefined, { say: note, complain: note });
    return { code, text: lines.join('\n') };
  }

  test('lists, shows, and says what it does not know', async () => {
    const folder = preparedFolder();
    const { database, close } = await openDatabase({ kind: 'pglite', folder }, () => {});
    const kiosk = await newKiosk(servicesOn(sqlStore(database, 'pglite')));
    const recordId = newRecordId();
    await kiosk.push(opened(recordId, { start: '2026-11-23T10:00' }));
    await close();
    const days = ['--from', '2026-11-01', '--show', 'all', '--data', folder];
    const listed = await said('list', ...days);
    expect(listed).toMatchObject({ code: 0, text: expect.stringContaining(recordId) });
    expect(listed.text).toMatch(
      /liwan-gymnasium {2}在办 open \d {2}临期 due \d {2}逾期 late \d {2}已结 over \d/,
    );
    expect(JSON.parse((await said('list', '--json', ...days)).text).records).toHaveLength(1);
    expect(await said('show', recordId, '--data', folder)).toMatchObject({
      code: 0,
      text: expect.stringContaining('booking-opened'),
    });
    expect(await said('show', newRecordId(), '--data', folder)).toMatchObject({ code: 1 });
    expect(await said('list', '--card', '12', '--data', folder)).toMatchObject({ code: 1 });
    expect(await said('list', '--show', 'never', '--data', folder)).toMatchObject({ code: 2 });
    expect(await said('look')).toMatchObject({ code: 2 });
  });
});
