import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntryRef, JournalBody } from '../../../src/domain/journal/entry-body.ts';
import { foldRecord, type RecordStep } from '../../../src/domain/records/record.ts';
import { stepOfWire, type WireRecord } from '../../../src/protocol/wire-records.ts';
import { testSeed } from '../../support/random.ts';
import { GYM, type LeasingKiosk, newKiosk, servicesOn, type TestServices } from '../logic.ts';
import { memoryStore } from '../stores.ts';
import { cancelled, moved, opened, plain, pulled, takenBack } from './records.ts';

const DAYS = ['2026-12-01', '2026-12-02'] as const;
const COURTS = [1, 2] as const;

/** What happens at one of two desks. A desk steps what it knows of: its own steps, and the feed of its last pull. */
const act = fc.record({
  desk: fc.constantFrom(0, 1),
  what: fc.constantFrom(
    'open',
    'move',
    'cancel',
    'miss',
    'attend',
    'take-back',
    'void',
    'push',
    'push',
    'pull',
  ),
  pick: fc.nat(5),
  day: fc.constantFrom(...DAYS),
  court: fc.constantFrom(...COURTS),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

interface Desk {
  readonly kiosk: LeasingKiosk;
  readonly waiting: JournalBody[];
  feed: readonly WireRecord[];
  /** The desk's own steps by record, in the order of its journal. */
  readonly own: Map<string, RecordStep[]>;
  seq: number;
}

test('two desks that step each other’s bookings in any order never have one court twice unseen, and agree in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (acts) => {
      const services = servicesOn(memoryStore());
      const desks = [await newDesk(services), await newDesk(services)];
      for (const one of acts) {
        const desk = desks[one.desk];
        if (desk !== undefined) await perform(services, desk, one);
      }
      for (const desk of desks) await push(desk);
      await judge(services, desks);
    }),
    { seed: testSeed(), numRuns: 120 },
  );
});

async function newDesk(services: TestServices): Promise<Desk> {
  return { kiosk: await newKiosk(services), waiting: [], feed: [], own: new Map(), seq: 0 };
}

async function push({ kiosk, waiting }: Desk): Promise<void> {
  await kiosk.push(...waiting.splice(0));
}

async function perform(services: TestServices, desk: Desk, { what, pick, day, court }: Act): Promise<void> {
  const start = `${day}T22:00` as const;
  if (what === 'push') return push(desk);
  if (what === 'pull') {
    desk.feed = (await pulled(services, [GYM])).records;
    return;
  }
  if (what === 'open') {
    const recordId = `${desk.kiosk.journalId.replaceAll('-', '').slice(0, 28)}${String(desk.seq).padStart(4, '0')}`;
    return record(desk, recordId, opened(recordId, { start, courts: [court] }));
  }
  const recordIds = [...new Set([...desk.feed.map((row) => row.recordId), ...desk.own.keys()])];
  const recordId = recordIds[pick % Math.max(1, recordIds.length)];
  if (recordId === undefined) return;
  const { last, applied } = viewOf(desk, recordId);
  if (last === null) return;
  switch (what) {
    case 'move':
      return record(desk, recordId, moved(recordId, last, { start, courts: [court] }));
    case 'cancel':
      return record(desk, recordId, cancelled(recordId, last));
    case 'miss':
      return record(desk, recordId, plain('booking-missed', recordId, last));
    case 'attend':
      return record(desk, recordId, plain('booking-attended', recordId, last));
    case 'take-back':
      return record(desk, recordId, takenBack(recordId, last, applied));
    case 'void': {
      const opening = desk.own.get(recordId)?.find(({ body }) => body.kind === 'booking-opened');
      if (opening === undefined) return;
      return record(desk, recordId, { kind: 'void', voidsSeq: opening.seq, reason: 'mistyped' });
    }
  }
}

function record(
  desk: Desk,
  recordId: string,
  body: Exclude<
    JournalBody,
    {
      kind:
        | 'pass-admitted'
        | 'name-shown'
        | 'request'
        | 'court-requested'
        | 'courts-taken'
        | 'courts-freed'
        | 'day-closed'
        | 'day-reopened';
    }
  >,
): void {
  desk.seq += 1;
  desk.waiting.push(body);
  const step = { journalId: desk.kiosk.journalId, seq: desk.seq, siteId: GYM, recordedAt: 0, body };
  desk.own.set(recordId, [...(desk.own.get(recordId) ?? []), step]);
}

function viewOf(desk: Desk, recordId: string) {
  const known = (desk.feed.find((row) => row.recordId === recordId)?.steps ?? []).map(stepOfWire);
  const has = (step: EntryRef) =>
    known.some((one) => one.journalId === step.journalId && one.seq === step.seq);
  const steps = [...known, ...(desk.own.get(recordId) ?? []).filter((step) => !has(step))];
  const { last } = foldRecord({ recordId, kind: 'booking', steps, until: null });
  return { last, applied: steps.at(-1) ?? { journalId: desk.kiosk.journalId, seq: 1 } };
}

/** Counts by what is in the feed, and holds the district's own counts and discrepancies against that. */
async function judge(services: TestServices, desks: readonly Desk[]): Promise<void> {
  const { records } = await pulled(services, [GYM], { limit: 3 });
  expect((await pulled(services, [GYM])).records).toEqual(records);
  const steps = records.flatMap((row) => row.steps.map(nameOf));
  const pushed = desks.flatMap((desk) => [...desk.own.values()].flat()).map(nameOf);
  expect(steps.toSorted()).toEqual(pushed.toSorted());
  const stored = await services.store.read((reads) => reads.recordPage('', 500));
  const discrepancies = await services.store.read((reads) => reads.discrepancies({ open: true, limit: 500 }));
  const due: string[] = [];
  const places = new Map<string, string[]>();
  for (const row of records) {
    const folded = foldRecord({ ...row, kind: 'booking', steps: row.steps.map(stepOfWire), until: null });
    expect(stored.find(({ recordId }) => recordId === row.recordId)?.state).toEqual(folded.state);
    for (const misfit of folded.misfits) {
      expect(
        discrepancies
          .filter(({ kind }) => kind === 'record-collision')
          .flatMap(({ entries }) => entries.map(nameOf)),
      ).toContain(nameOf(misfit));
    }
    if (folded.state?.kind !== 'booking') throw new Error('no booking');
    const { status, place } = folded.state;
    if (status === 'cancelled' || status === 'taken-back') continue;
    const opening = nameOf(
      row.steps.find(({ body }) => body.kind === 'booking-opened') ?? { journalId: '', seq: 0 },
    );
    due.push(opening);
    if (status === 'missed') continue;
    const court = `court:${GYM}/gymnasium-badminton/${place.start.slice(0, 10)}/${place.courts.join()}`;
    places.set(court, [...(places.get(court) ?? []), opening]);
  }
  const cardRefs = records.map(({ cardRef }) => cardRef);
  const counted = await services.store.read((reads) => reads.usesOfCards(cardRefs));
  expect(counted.map(nameOf).toSorted()).toEqual(due.toSorted());
  for (const [court, openings] of places) {
    if (openings.length < 2) continue;
    const told = discrepancies.find(({ key }) => key === court);
    expect(told?.entries.map(nameOf)).toEqual(expect.arrayContaining(openings));
  }
}

function nameOf({ journalId, seq }: EntryRef): string {
  return `${journalId}/${seq}`;
}
