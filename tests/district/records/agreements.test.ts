import { sql } from 'kysely';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../src/district/database/database.ts';
import { sqlStore } from '../../../src/district/database/sql-store.ts';
import { projectNewer } from '../../../src/district/intake/project-newer.ts';
import { listDiscrepancies } from '../../../src/district/journal/discrepancies.ts';
import { reportAdvances } from '../../../src/district/reports/advances.ts';
import { plusDays } from '../../../src/domain/base/wall-time.ts';
import { cardNumberOf } from '../../../src/domain/card/card-number.ts';
import { cardRefOf } from '../../../src/domain/card/card-ref.ts';
import { lastDayOf } from '../../../src/domain/decision/quota.ts';
import type { EntryRef, JournalBody } from '../../../src/domain/journal/entry-body.ts';
import { type AdvanceWords, advanceLines } from '../../../src/office/numbers/advance-rows.ts';
import { centreOf, HEALTH_CENTRE, MONDAY, newKiosk, servicesOn, type TestServices } from '../logic.ts';
import { storeKinds, useStore } from '../stores.ts';
import { useStorage } from '../test-district.ts';
import { foldedOf, newCard, newRecordId, opened, pulled } from './records.ts';

type Signed = Extract<JournalBody, { readonly kind: 'agreement-signed' }>;

const CARD = cardNumberOf('LW20260001');

/** The catalogue that is shipped names one centre. */
const OTHER_CENTRE = 'other-health-centre';

function signed(recordId: string, change: Partial<Signed> = {}): Signed {
  const {
    minutes: _,
    courts: __,
    kind: ___,
    notes: ____,
    ...given
  } = opened(recordId, { cardRef: newCard() });
  const from = change.start?.slice(0, 10) ?? MONDAY;
  return {
    ...{ kind: 'agreement-signed', ...given, itemId: 'family-doctor-basic', start: `${from}T00:00` },
    ...{ until: lastDayOf(from, 12), number: 'LZ-0001', team: '第一团队', package: 'basic', personal: false },
    ...{ insurance: 'local', waivedFen: 12_000, ...change },
  };
}

const dissolved = (recordId: string, after: EntryRef, on = MONDAY): JournalBody => ({
  ...{ kind: 'agreement-dissolved', recordId, after, on, reason: 'moved' },
});

function withTwoCentres(services: TestServices): TestServices {
  const { catalogue } = services.catalogue;
  const sites = catalogue.sites.flatMap((site) =>
    site.id === HEALTH_CENTRE ? [site, { ...site, id: OTHER_CENTRE }] : [site],
  );
  const items = catalogue.items.map((item) =>
    item.siteIds.includes(HEALTH_CENTRE) ? { ...item, siteIds: [...item.siteIds, OTHER_CENTRE] } : item,
  );
  return { ...services, catalogue: { ...services.catalogue, catalogue: { ...catalogue, sites, items } } };
}

async function discrepanciesOf(services: TestServices, cardRef: string) {
  const open = await listDiscrepancies(services, { open: true, limit: 500 });
  return open.filter(({ subject }) => subject.cardRef === cardRef);
}

describe.each(storeKinds)('the agreements of health centres on %s', (kind) => {
  const current = useStore(kind);
  let services: TestServices;
  beforeAll(() => {
    services = withTwoCentres(servicesOn(current()));
  });

  test('are shown to every centre, and a second one of one person is a discrepancy', async () => {
    const [a, b] = [await newKiosk(services, [HEALTH_CENTRE]), await newKiosk(services, [OTHER_CENTRE])];
    const [one, other, cardRef] = [newRecordId(), newRecordId(), newCard()];
    centreOf(other, OTHER_CENTRE);
    expect(await a.push(signed(one, { cardRef }))).toEqual([]);
    const { records } = await pulled(services, [OTHER_CENTRE]);
    const told = records.find(({ recordId }) => recordId === one);
    expect(told && foldedOf(told).state).toMatchObject({ kind: 'agreement', until: '2027-11-22' });
    // It was signed while the line was down.
    const second = { cardRef, itemId: 'family-doctor-free', package: 'free', waivedFen: null } as const;
    const later = `${plusDays(MONDAY, 1)}T00:00`;
    expect(await b.push(signed(other, { ...second, start: later }))).toMatchObject([
      { kind: 'limit-exceeded' },
    ]);
    expect(await discrepanciesOf(services, cardRef)).toMatchObject([
      {
        entries: [
          { journalId: a.journalId, seq: 1 },
          { journalId: b.journalId, seq: 1 },
        ],
      },
    ]);
  });

  test('make no discrepancy if the next one begins after the end, or after the first was dissolved', async () => {
    const a = await newKiosk(services, [HEALTH_CENTRE]);
    const [renewed, moved] = [newCard(), newCard()];
    const [first, second, third, fourth] = [newRecordId(), newRecordId(), newRecordId(), newRecordId()];
    expect(await a.push(signed(first, { cardRef: renewed }))).toEqual([]);
    const next = '2027-11-23T00:00';
    expect(await a.push(signed(second, { cardRef: renewed, start: next }))).toEqual([]);
    await a.push(signed(third, { cardRef: moved }));
    expect(await a.push(dissolved(third, { journalId: a.journalId, seq: 3 }))).toEqual([]);
    expect(await a.push(signed(fourth, { cardRef: moved }))).toEqual([]);
  });

  test('are listed by the month in which they begin, with what the centre advances', async () => {
    const a = await newKiosk(services, [HEALTH_CENTRE]);
    const b = await newKiosk(services, [OTHER_CENTRE]);
    const { cardRefKeyHex } = await services.store.read((reads) => reads.identity());
    const cardRef = cardRefOf(cardRefKeyHex, CARD);
    const starts = [
      '2026-12-31',
      '2027-01-01',
      '2027-01-31',
      '2027-02-01',
      '2027-01-02',
      '2027-01-03',
    ] as const;
    const ids = starts.map(() => newRecordId());
    const [before = '', first = '', last = '', after = '', free = '', gone = ''] = ids;
    const at = (day: string, number: string) => ({ start: `${day}T00:00`, number });
    centreOf(last, OTHER_CENTRE);
    const ref = (seq: number) => ({ journalId: a.journalId, seq });
    await a.push(
      signed(before, at('2026-12-31', 'B-0001')),
      signed(first, { ...at('2027-01-01', 'B-0002'), cardRef }),
      signed(after, at('2027-02-01', 'B-0003')),
      signed(free, {
        ...at('2027-01-02', 'F-0001'),
        itemId: 'family-doctor-free',
        package: 'free',
        waivedFen: null,
      }),
      signed(gone, at('2027-01-03', 'B-0004')),
      dissolved(gone, ref(5), '2026-12-20'),
      dissolved(first, ref(2), '2027-01-20'),
    );
    await b.push(signed(last, { ...at('2027-01-31', 'B-0005'), insurance: 'elsewhere', waivedFen: null }));
    const listed = await reportAdvances(services, { month: '2027-01', siteIds: null });
    expect(listed).toMatchObject({
      advances: [
        { date: '2027-01-01', number: 'B-0002', waivedFen: 12_000, dissolvedOn: '2027-01-20' },
        { siteId: OTHER_CENTRE, date: '2027-01-31', number: 'B-0005', waivedFen: null, dissolvedOn: null },
      ],
      ...{ totalFen: 12_000, unsettled: 1, isCut: false },
    });
    // It names no holder, and no whole card.
    expect(JSON.stringify(listed)).not.toMatch(new RegExp(`${cardRef}|${CARD}`));
    const numbersOf = async (asked: object) =>
      (await reportAdvances(services, { month: '2027-01', siteIds: null, ...asked })).advances.map(
        ({ number }) => number,
      );
    expect(await numbersOf({ siteIds: [OTHER_CENTRE] })).toEqual(['B-0005']);
    expect(await numbersOf({ siteId: HEALTH_CENTRE })).toEqual(['B-0002']);
    expect(await numbersOf({ siteId: HEALTH_CENTRE, siteIds: [OTHER_CENTRE] })).toEqual([]);
    expect(await numbersOf({ month: '2028-02' })).toEqual([]);
    const words = {
      t: (key: string) => key,
      say: ({ zh }: { zh: string }) => zh,
      siteName: (id: string) => id,
      itemName: (id: string) => id,
    };
    const lines = advanceLines(listed, words as unknown as AdvanceWords);
    expect(lines.slice(1).map((line) => [line[0], line[1], line[4], line[5]])).toEqual([
      ['2027-01-01', 'B-0002', '本市参保', 120],
      ['2027-01-31', 'B-0005', '异地参保', 'numbers.advances.unsettled'],
      ['numbers.advances.total', '', '', 120],
    ]);
  });

  test('are dissolved once, and a second end that was made while apart is a discrepancy', async () => {
    const [a, b] = [await newKiosk(services, [HEALTH_CENTRE]), await newKiosk(services, [HEALTH_CENTRE])];
    const [recordId, cardRef] = [newRecordId(), newCard()];
    const first = { journalId: a.journalId, seq: 1 };
    await a.push(signed(recordId, { cardRef }), dissolved(recordId, first));
    expect(await b.push(dissolved(recordId, first, '2026-11-24'))).toMatchObject([
      { kind: 'record-collision' },
    ]);
    const { records } = await pulled(services, [HEALTH_CENTRE]);
    const told = records.find((record) => record.recordId === recordId);
    expect(told && foldedOf(told).state).toMatchObject({ status: 'dissolved', dissolvedOn: MONDAY });
  });
});

describe('the agreements that a district of the release before has carried', () => {
  const createStorage = useStorage('pglite');

  test('become records once it knows them', async () => {
    const { database, close } = await openDatabase(await createStorage(), () => {});
    onTestFinished(close);
    const services = servicesOn(sqlStore(database, 'pglite'));
    const a = await newKiosk(services, [HEALTH_CENTRE]);
    const recordId = newRecordId();
    await a.push(signed(recordId), dissolved(recordId, { journalId: a.journalId, seq: 1 }));
    await sql`
      update journal_entry set is_projected = false, card_ref = null, item_id = null
      where kind like 'agreement-%'`.execute(database);
    for (const table of ['counted_use', 'record', 'record_step']) {
      await sql`delete from ${sql.table(table)}`.execute(database);
    }
    expect(await projectNewer(services)).toMatchObject({ counted: 2, left: 0 });
    const { records } = await pulled(services, [HEALTH_CENTRE]);
    expect(records.map((record) => foldedOf(record).state?.status)).toEqual(['dissolved']);
  });
});
