import { beforeAll, describe, expect, test } from 'vitest';
import { listDiscrepancies } from '../../../src/district/journal/discrepancies.ts';
import { recordIdOfEntry } from '../../../src/domain/records/record-id.ts';
import { BADMINTON, courtUse, GYM, MONDAY, newKiosk, POOL, servicesOn, type TestServices } from '../logic.ts';
import { storeKinds, useStore } from '../stores.ts';
import {
  cancelled,
  foldedOf,
  moved,
  newCard,
  newRecordId,
  opened,
  plain,
  pulled,
  takenBack,
} from './records.ts';

const SLOT = { siteId: GYM, itemId: BADMINTON, date: MONDAY };

describe.each(storeKinds)('the records of a district on %s', (kind) => {
  const current = useStore(kind);
  let services: TestServices;
  let day = 0;
  beforeAll(() => {
    services = servicesOn(current());
  });

  /** Another evening for each test: they share one store. */
  function evening() {
    day += 1;
    const date = `2026-12-${String(day).padStart(2, '0')}`;
    return { date, start: `${date}T22:00` as const };
  }
  const usesOn = (date: string) => services.store.read((reads) => reads.usesOfSlots([{ ...SLOT, date }]));
  const usesOfCard = (cardRef: string) => services.store.read((reads) => reads.usesOfCards([cardRef]));
  async function recordOf(recordId: string) {
    const { records } = await pulled(services, [GYM]);
    return records.find((record) => record.recordId === recordId);
  }
  async function collisionsOf(journalId: string) {
    const open = await listDiscrepancies(services, { open: true, limit: 500 });
    return open.filter(
      (one) => one.kind === 'record-collision' && one.entries.some((ref) => ref.journalId === journalId),
    );
  }

  test('takes the court of a move, and frees the one before', async () => {
    const [a, recordId, cardRef, { date, start }] = [
      await newKiosk(services),
      newRecordId(),
      newCard(),
      evening(),
    ];
    await a.push(opened(recordId, { cardRef, start, courts: [1] }));
    const first = { journalId: a.journalId, seq: 1 };
    expect(await usesOn(date)).toMatchObject([{ ...first, courts: [1], givenBy: a.journalId }]);
    const b = await newKiosk(services);
    expect(await b.push(moved(recordId, first, { start, courts: [2] }))).toEqual([]);
    expect(await usesOn(date)).toMatchObject([{ ...first, courts: [2], givenBy: b.journalId }]);
    const record = await recordOf(recordId);
    expect(record?.steps.map(({ journalId, seq }) => ({ journalId, seq }))).toEqual([
      first,
      { journalId: b.journalId, seq: 1 },
    ]);
  });

  test('counts a cancelled booking for nothing, and again once the cancelling is taken back', async () => {
    const [a, recordId, cardRef, { date, start }] = [
      await newKiosk(services),
      newRecordId(),
      newCard(),
      evening(),
    ];
    await a.push(opened(recordId, { cardRef, start }));
    await a.push(cancelled(recordId, { journalId: a.journalId, seq: 1 }));
    expect(await usesOn(date)).toEqual([]);
    expect(await usesOfCard(cardRef)).toEqual([]);
    const other = newRecordId();
    const b = await newKiosk(services);
    expect(await b.push(opened(other, { start }))).toEqual([]);
    const last = { journalId: a.journalId, seq: 2 };
    const findings = await a.push(takenBack(recordId, last, last));
    expect(findings).toMatchObject([{ seq: 3, kind: 'court-collision' }]);
    expect(await usesOfCard(cardRef)).toHaveLength(1);
  });

  test('frees the court of who did not come, and counts it for the card', async () => {
    const [a, recordId, cardRef, { date, start }] = [
      await newKiosk(services),
      newRecordId(),
      newCard(),
      evening(),
    ];
    await a.push(opened(recordId, { cardRef, start }));
    await a.push(plain('booking-missed', recordId, { journalId: a.journalId, seq: 1 }));
    expect(await usesOn(date)).toEqual([]);
    expect(await usesOfCard(cardRef)).toMatchObject([{ takesPlace: false }]);
    await a.push(plain('booking-attended', recordId, { journalId: a.journalId, seq: 2 }));
    expect(await usesOn(date)).toHaveLength(1);
  });

  test('opens a discrepancy for a void that passes over the step of another desk', async () => {
    const [a, b, recordId] = [await newKiosk(services), await newKiosk(services), newRecordId()];
    await a.push(opened(recordId, { start: evening().start }));
    await b.push(moved(recordId, { journalId: a.journalId, seq: 1 }, { start: evening().start }));
    const findings = await a.push({ kind: 'void', voidsSeq: 1, reason: 'mistyped' });
    expect(findings).toMatchObject([{ seq: 2, kind: 'record-collision' }]);
    expect(await collisionsOf(b.journalId)).toMatchObject([
      {
        entries: [
          { journalId: b.journalId, seq: 1 },
          { journalId: a.journalId, seq: 2 },
        ],
      },
    ]);
  });

  test('keeps two steps that two desks made while apart, and opens a discrepancy with both', async () => {
    const [a, b, recordId, { date, start }] = [
      await newKiosk(services),
      await newKiosk(services),
      newRecordId(),
      evening(),
    ];
    await a.push(opened(recordId, { start }));
    const first = { journalId: a.journalId, seq: 1 };
    await b.push(moved(recordId, first, { start, courts: [2] }));
    const findings = await a.push(cancelled(recordId, first));
    expect(findings).toMatchObject([{ seq: 2, kind: 'record-collision' }]);
    expect(await collisionsOf(b.journalId)).toMatchObject([
      {
        entries: [
          { journalId: b.journalId, seq: 1 },
          { journalId: a.journalId, seq: 2 },
        ],
      },
    ]);
    const record = await recordOf(recordId);
    expect(record?.steps).toHaveLength(3);
    expect(record && foldedOf(record).state).toMatchObject({ status: 'open', place: { courts: [2] } });
    expect(await usesOn(date)).toMatchObject([{ courts: [2] }]);
  });

  test('keeps a step whose record is not known yet, without a discrepancy, until the opening comes', async () => {
    const [a, b, recordId, { date, start }] = [
      await newKiosk(services),
      await newKiosk(services),
      newRecordId(),
      evening(),
    ];
    const first = { journalId: a.journalId, seq: 1 };
    expect(await b.push(cancelled(recordId, first))).toEqual([]);
    expect(await recordOf(recordId)).toBeUndefined();
    expect(await a.push(opened(recordId, { start }))).toEqual([]);
    expect(await usesOn(date)).toEqual([]);
    const record = await recordOf(recordId);
    expect(record && foldedOf(record).state).toMatchObject({ status: 'cancelled' });
  });

  test('reads a court that a release before records wrote as a record, and its void as a step', async () => {
    const [a, { date, start }] = [await newKiosk(services), evening()];
    await a.push(courtUse([1], { start, cardRef: newCard() }));
    const recordId = recordIdOfEntry({ journalId: a.journalId, seq: 1 });
    expect((await recordOf(recordId))?.kind).toBe('booking');
    await a.push({ kind: 'void', voidsSeq: 1, reason: 'mistyped' });
    const record = await recordOf(recordId);
    expect(record && foldedOf(record).state?.status).toBe('taken-back');
    expect(await usesOn(date)).toEqual([]);
  });

  test('takes no more steps into a record than a kiosk reads, and says so', async () => {
    const [a, recordId, { start }] = [await newKiosk(services), newRecordId(), evening()];
    const moves = Array.from({ length: 99 }, (_, index) => {
      const courts = [index % 2 === 0 ? 2 : 1];
      return moved(recordId, { journalId: a.journalId, seq: index + 1 }, { start, courts });
    });
    await a.push(opened(recordId, { start }), ...moves);
    expect(await collisionsOf(a.journalId)).toEqual([]);
    const findings = await a.push(cancelled(recordId, { journalId: a.journalId, seq: 100 }));
    expect(findings).toMatchObject([{ seq: 101, kind: 'record-collision' }]);
    const record = await recordOf(recordId);
    expect(record?.steps).toHaveLength(100);
    expect(record && foldedOf(record).state?.status).toBe('open');
  });

  test('tells a kiosk of other sites nothing of it', async () => {
    const [a, recordId, { start }] = [await newKiosk(services), newRecordId(), evening()];
    await a.push(opened(recordId, { start }));
    const { records } = await pulled(services, [POOL]);
    expect(records.filter((record) => record.siteId === GYM)).toEqual([]);
  });
});
