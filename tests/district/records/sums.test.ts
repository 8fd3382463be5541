import { describe, expect, test } from 'vitest';
import { checkDistrict } from '../../../src/district/backup/check.ts';
import { reportUsage } from '../../../src/district/reports/usage.ts';
import { newKiosk, servicesOn } from '../logic.ts';
import { storeKinds, useStore } from '../stores.ts';
import { cancelled, moved, newCard, newRecordId, opened, plain } from './records.ts';

/** The test kiosks record on 23 November. */
const THEN = { from: '2026-11-01', to: '2026-12-01', by: [] } as const;

describe.each(storeKinds)('what records come to, on %s', { timeout: 120_000 }, (kind) => {
  const current = useStore(kind);

  test('is the amount after the last move, and of what was given back what the venue kept', async () => {
    const services = servicesOn(current());
    const kiosk = await newKiosk(services);
    const sums = async () => (await reportUsage(services, THEN)).total;
    expect(await sums()).toMatchObject({ uses: 0, paidFen: 0 });
    const [recordId, cardRef] = [newRecordId(), newCard()];
    const ref = (seq: number) => ({ journalId: kiosk.journalId, seq });
    await kiosk.push(opened(recordId, { cardRef, listTotalFen: 8_000, totalFen: 4_000 }));
    expect(await sums()).toMatchObject({ uses: 1, listFen: 8_000, paidFen: 4_000 });
    await kiosk.push(
      moved(recordId, ref(1), { quantity: 2, courts: [1, 2], listTotalFen: 12_000, totalFen: 6_000 }),
    );
    expect(await sums()).toMatchObject({ uses: 1, quantity: 2, listFen: 12_000, paidFen: 6_000 });
    await kiosk.push(cancelled(recordId, ref(2), 5_000));
    expect(await sums()).toMatchObject({ uses: 0, quantity: 0, listFen: 1_000, paidFen: 1_000, savedFen: 0 });
    const missed = newRecordId();
    await kiosk.push(opened(missed, { cardRef, totalFen: 10, listTotalFen: 10 }));
    await kiosk.push(plain('booking-missed', missed, ref(4)));
    await kiosk.push(opened(recordId, { cardRef }));
    const admitted = { kind: 'pass-admitted', recordId: newRecordId(), cardRef, person: 'holder' } as const;
    await kiosk.push({
      ...admitted,
      itemId: 'fitness-annual',
      start: '2026-11-23T10:00',
      catalogueVersion: 1,
    });
    expect(await sums()).toMatchObject({ uses: 1, paidFen: 1_010, admissions: 1 });
    const uses = await services.store.read((reads) => reads.usesOfCard(cardRef, 9));
    expect(uses.map(({ seq, state }) => [seq, state]).toSorted()).toEqual([
      [1, 'cancelled'],
      [4, 'missed'],
      [6, 'collided'],
    ]);
  });

  test('is found wrong where a record is not what the journals say', async () => {
    const services = servicesOn(current());
    const kiosk = await newKiosk(services);
    const recordId = newRecordId();
    await kiosk.push(opened(recordId, { start: '2026-11-24T22:00' }));
    const faults = async () => (await checkDistrict(services)).faults;
    expect(await faults()).toEqual([]);
    await services.store.transaction(async (writes) => {
      const [row] = await writes.records([recordId]);
      if (row?.state.kind !== 'booking') throw new Error('no booking');
      await writes.putRecords([{ ...row, state: { ...row.state, status: 'cancelled' } }]);
    });
    expect(await faults()).toMatchObject([
      { kind: 'counted-void', seq: 1 },
      { kind: 'record', journalId: kiosk.journalId, seq: 1 },
    ]);
    await services.store.transaction(async (writes) => {
      const [step] = await writes.stepsOfRecords([recordId], 9);
      if (step === undefined) throw new Error('no step');
      await writes.putSteps([{ ...step, body: { ...step.body, quantity: 7 } }]);
      await writes.putSteps([{ ...step, n: 5, hash: 'ff'.repeat(32) }]);
    });
    expect((await faults()).filter(({ kind: found }) => found === 'record')).toMatchObject([
      { detail: `stands otherwise in the record ${recordId}` },
      { detail: '1 steps of no journal' },
      { seq: 1 },
    ]);
  });
});
