import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { acceptQuarantined, dismissQuarantined } from '../../src/district/intake/quarantined.ts';
import { listDiscrepancies } from '../../src/district/journal/discrepancies.ts';
import { pushEntries } from '../../src/district/journal/journal.ts';
import { revokeKiosk } from '../../src/district/kiosks/kiosk.ts';
import type { JournalBody, UseBody } from '../../src/domain/journal/entry-body.ts';
import type { JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import { courtUse, newKiosk, servicesOn, type TestServices } from './logic.ts';
import { storeKinds, useStore } from './stores.ts';
import { aUse, entriesAfter } from './test-kiosk.ts';

const POOL = 'xijiao-pool';
const GYM = 'liwan-gymnasium';
const HOSPITAL = 'liwan-central-hospital';
const LIBRARY_ROOM = { itemId: 'activity-room', siteId: 'liwan-library', quantity: 1, minutes: 60 };
/** The last day before a court of the tests of this file: each takes the next one. */
let days = 0;

describe.each(storeKinds)('what is handed in on %s', (kind) => {
  const current = useStore(kind);
  let services: TestServices;
  beforeAll(() => {
    services = servicesOn(current());
  });

  const open = () => listDiscrepancies(services, { open: true, limit: 500 });

  /** A kiosk of the pool, and how it hands in entries that say what they please of themselves. */
  async function poolKiosk() {
    const { kioskId, journalId } = await newKiosk(services, [POOL]);
    const held: JournalEntry[] = [];
    async function push(
      body: JournalBody,
      change: { readonly siteId?: string; readonly kioskId?: string } = {},
      by = kioskId,
    ) {
      const entries = entriesAfter(held.at(-1) ?? null, 1, {
        journalId,
        kioskId,
        siteId: POOL,
        body,
        ...change,
      });
      held.push(...entries);
      const outcome = await pushEntries(services, { journalId, kioskId: by, entries });
      if (!outcome.ok) throw new Error(outcome.refusal.message);
      expect(outcome.value.acknowledged.seq).toBe(held.length);
      return outcome.value;
    }
    const kindsOf = async (...given: Parameters<typeof push>) =>
      (await push(...given)).findings.map((finding) => finding.kind);
    return { kioskId, journalId, held, push, kindsOf };
  }

  const checkUp: UseBody = { ...aUse, itemId: 'check-up', quantity: 1 };
  const newCard = () => randomUUID().replaceAll('-', '');

  test('is taken without a discrepancy where a desk of the kiosk records such a use', async () => {
    const { kindsOf } = await poolKiosk();
    expect(await kindsOf({ ...aUse, quantity: 99 })).toEqual([]);
    expect(await kindsOf({ kind: 'void', voidsSeq: 1, reason: 'mistyped' })).toEqual([]);
    expect(await kindsOf({ kind: 'name-shown', cardRef: aUse.cardRef })).toEqual([]);
  });

  test.each<{
    readonly name: string;
    readonly use: Partial<UseBody>;
    readonly siteId?: string;
    kinds: string[];
  }>([
    { name: 'a check-up at a hospital', use: checkUp, siteId: HOSPITAL, kinds: ['foreign-site'] },
    { name: 'a check-up at the pool', use: checkUp, kinds: ['unknown-item'] },
    { name: 'no item of the catalogue', use: { itemId: 'moon-walk' }, kinds: ['unknown-item'] },
    { name: 'no site of the catalogue', use: {}, siteId: 'moon', kinds: ['foreign-site', 'unknown-site'] },
    { name: '100 tickets', use: { quantity: 100 }, kinds: ['implausible-use'] },
    {
      name: '999 tickets for nothing',
      use: { quantity: 999, listTotalFen: 0, totalFen: 0 },
      kinds: ['implausible-use'],
    },
    { name: 'a ticket with minutes', use: { minutes: 60 }, kinds: ['implausible-use'] },
    {
      name: 'more people by kind than tickets',
      use: { quantity: 2, party: { holder: 1, spouse: 1, child: 1 } },
      kinds: ['implausible-use'],
    },
    { name: 'a ticket with a court', use: { courts: [1] }, kinds: ['implausible-use'] },
    { name: 'a price above the list price', use: { totalFen: 10_001 }, kinds: ['implausible-use'] },
    { name: 'a visit in years to come', use: { start: '2099-01-01T10:00' }, kinds: ['implausible-use'] },
    { name: 'a visit before all cards', use: { start: '2019-01-01T10:00' }, kinds: ['implausible-use'] },
    { name: 'a catalogue of the future', use: { catalogueVersion: 1_000 }, kinds: ['unknown-catalogue'] },
    {
      name: 'the highest catalogue',
      use: { catalogueVersion: Number.MAX_SAFE_INTEGER },
      kinds: ['unknown-catalogue'],
    },
  ])('is taken with a discrepancy for $name', async ({ use, siteId, kinds }) => {
    const { kindsOf } = await poolKiosk();
    expect(
      await kindsOf({ ...aUse, ...use, cardRef: newCard() }, siteId === undefined ? {} : { siteId }),
    ).toEqual(kinds);
  });

  test.each<{ readonly name: string; readonly use: Partial<UseBody> & { siteId?: string }; kinds: string[] }>(
    [
      { name: 'eight hours of a room', use: { ...LIBRARY_ROOM, minutes: 480 }, kinds: [] },
      { name: 'a minute more', use: { ...LIBRARY_ROOM, minutes: 481 }, kinds: ['implausible-use'] },
      { name: 'a room without an end', use: { ...LIBRARY_ROOM, minutes: null }, kinds: ['implausible-use'] },
      { name: 'two rooms in one booking', use: { ...LIBRARY_ROOM, quantity: 2 }, kinds: ['implausible-use'] },
      { name: 'a room for a child', use: { ...LIBRARY_ROOM, person: 'child' }, kinds: ['implausible-use'] },
      { name: 'two courts for one', use: courtUse([1, 2], { quantity: 1 }), kinds: ['implausible-use'] },
      { name: 'one court twice', use: courtUse([1, 1]), kinds: ['implausible-use'] },
    ],
  )('is held against the workflow: $name', async ({ use: { siteId = GYM, ...use }, kinds }) => {
    const { kioskId, journalId } = await newKiosk(services, [GYM, 'liwan-library']);
    days += 1;
    const start = `2027-01-${String((days % 28) + 1).padStart(2, '0')}T22:00`;
    const body = { ...aUse, totalFen: 0, ...use, start };
    const entries = entriesAfter(null, 1, { journalId, kioskId, siteId, body });
    const outcome = await pushEntries(services, { journalId, kioskId, entries });
    const found = outcome.ok ? outcome.value.findings.map((finding) => finding.kind) : [];
    expect(found.filter((one) => one === 'implausible-use')).toEqual(kinds);
  });

  test('is a discrepancy where guidance is recorded, which is no use', async () => {
    const { kioskId, journalId } = await newKiosk(services, [HOSPITAL]);
    const body = { ...aUse, itemId: 'health-record', quantity: 1 };
    const siteId = 'community-health-centre';
    const entries = entriesAfter(null, 1, { journalId, kioskId, siteId, body });
    const outcome = await pushEntries(services, { journalId, kioskId, entries });
    expect(outcome).toMatchObject({ ok: true });
    const kinds = outcome.ok ? outcome.value.findings.map((finding) => finding.kind) : [];
    expect(kinds).toEqual(['foreign-site', expect.stringMatching(/unknown-item|implausible-use/)]);
  });

  test('is a discrepancy where a void takes back nothing, itself, what is to come, or another void', async () => {
    const { push, kindsOf } = await poolKiosk();
    const voiding = (voidsSeq: number): JournalBody => ({ kind: 'void', voidsSeq, reason: 'other' });
    expect(await kindsOf(voiding(1))).toEqual(['void-of-nothing']);
    await push(aUse);
    expect(await kindsOf(voiding(9))).toEqual(['void-of-nothing']);
    expect(await kindsOf(voiding(2))).toEqual([]);
    expect(await kindsOf(voiding(4))).toEqual(['void-of-nothing']);
  });

  test('is a discrepancy where a void takes back what was taken back before', async () => {
    const { push, kindsOf } = await poolKiosk();
    await push(aUse);
    expect(await kindsOf({ kind: 'void', voidsSeq: 1, reason: 'other' })).toEqual([]);
    expect(await kindsOf({ kind: 'void', voidsSeq: 1, reason: 'mistyped' })).toEqual(['void-of-nothing']);
  });

  test('is a discrepancy where a right is asked for in years to come', async () => {
    const { kioskId, journalId } = await newKiosk(services, [HOSPITAL]);
    const body = { kind: 'request' as const, cardRef: newCard(), itemId: 'check-up', catalogueVersion: 3 };
    const asking = (year: string, previous: JournalEntry | null) =>
      entriesAfter(previous, 1, { journalId, kioskId, siteId: HOSPITAL, body: { ...body, year } });
    const first = asking('2027', null);
    const entries = [...first, ...asking('2099', first[0] ?? null)];
    const outcome = await pushEntries(services, { journalId, kioskId, entries });
    const found = outcome.ok ? outcome.value.findings : [];
    expect(found.filter((one) => one.kind === 'implausible-use')).toMatchObject([{ seq: 2 }]);
  });

  test("of a revoked kiosk goes into no other kiosk's journal, which goes on", async () => {
    const { journalId, held, push, kindsOf } = await poolKiosk();
    await push(aUse);
    const thief = await newKiosk(services, [POOL]);
    await revokeKiosk(services, thief.kioskId);
    // It has seen the other's last entry, as on a stolen stick.
    const entries = entriesAfter(held[0] ?? null, 1, { journalId, kioskId: thief.kioskId });
    const outcome = await pushEntries(services, { journalId, kioskId: thief.kioskId, entries });
    expect(outcome).toMatchObject({ ok: false, refusal: { kind: 'fork', seq: 2 } });
    expect(await services.store.read((reads) => reads.quarantined(journalId, 'fork'))).toHaveLength(1);
    expect(await kindsOf(aUse)).toEqual([]);
  });

  test("is a discrepancy under another kiosk's enrolment, and none under an earlier one of the journal", async () => {
    const { kioskId, journalId, kindsOf } = await poolKiosk();
    const other = await newKiosk(services, [HOSPITAL]);
    expect(await kindsOf(aUse, { kioskId: other.kioskId })).toEqual(['foreign-enrolment']);
    // The device is enrolled again: what it recorded before carries the enrolment of then.
    const anew = await newKiosk(services, [POOL]);
    await services.store.transaction((writes) => writes.giveJournal(journalId, anew.kioskId));
    expect(await kindsOf(aUse, { kioskId }, anew.kioskId)).toEqual([]);
    expect(await kindsOf(aUse, { kioskId: anew.kioskId }, anew.kioskId)).toEqual([]);
  });

  test('is taken under an enrolment that a restored district has lost, as one discrepancy however often', async () => {
    const { journalId, kindsOf } = await poolKiosk();
    const lost = randomUUID();
    expect(await kindsOf(aUse, { kioskId: lost })).toEqual(['unknown-enrolment']);
    expect(await kindsOf(aUse, { kioskId: lost })).toEqual(['unknown-enrolment']);
    const discrepancies = (await open()).filter(({ entries }) =>
      entries.some((one) => one.journalId === journalId),
    );
    expect(discrepancies).toMatchObject([{ kind: 'unknown-enrolment', entries: [{ seq: 1 }, { seq: 2 }] }]);
  });

  test('tells of 500 entries of nonsense in one answer that a kiosk can read', async () => {
    const { kioskId, journalId } = await newKiosk(services, [POOL]);
    const body = { ...aUse, quantity: 999, catalogueVersion: 1_000 };
    const entries = entriesAfter(null, 500, { journalId, kioskId: randomUUID(), siteId: HOSPITAL, body });
    const before = (await open()).length;
    const outcome = await pushEntries(services, { journalId, kioskId, entries });
    expect(outcome.ok && outcome.value.findings.length).toBeLessThanOrEqual(1_000);
    expect((await open()).length - before).toBe(4);
  });

  test('of a revoked kiosk counts up to the receipt that tells it so, and not after', async () => {
    const { kioskId, journalId, push, kindsOf } = await poolKiosk();
    await push(aUse);
    await revokeKiosk(services, kioskId);
    // Recorded without a line: the kiosk could not know.
    expect(await push(aUse)).toMatchObject({ findings: [], isRevoked: true });
    expect(await kindsOf(aUse)).toEqual(['revoked-kiosk']);
    expect(await kindsOf(aUse)).toEqual(['revoked-kiosk']);
    const held = await services.store.read((reads) => reads.quarantined(journalId, 'revoked'));
    expect(held.map(({ entry, outcome }) => [entry.seq, outcome])).toEqual([
      [3, null],
      [4, null],
    ]);
  });

  test('of a revoked kiosk counts for nobody until an officer accepts it', async () => {
    const { kioskId, journalId } = await newKiosk(services, [GYM]);
    await revokeKiosk(services, kioskId);
    await pushEntries(services, { journalId, kioskId, entries: [] });
    days += 1;
    const start = `2027-02-${String((days % 28) + 1).padStart(2, '0')}T22:00`;
    const taken = (body: JournalBody, previous: JournalEntry | null) =>
      entriesAfter(previous, 1, { journalId, kioskId, siteId: GYM, body });
    const first = taken(courtUse([1], { start }), null);
    const second = taken(courtUse([2], { start }), first[0] ?? null);
    const undone = taken({ kind: 'void', voidsSeq: 2, reason: 'other' }, second[0] ?? null);
    await pushEntries(services, { journalId, kioskId, entries: [...first, ...second, ...undone] });
    const slot = { siteId: GYM, itemId: 'badminton-free', date: start.slice(0, 10) };
    const counted = async () =>
      (await services.store.read((reads) => reads.usesOfSlots([slot]))).map((use) => use.seq);
    expect(await counted()).toEqual([]);
    const [held] = (await open()).filter(({ kind, entries }) => {
      return kind === 'revoked-kiosk' && entries[0]?.journalId === journalId;
    });
    const discrepancyId = held?.discrepancyId ?? '';
    const settled = await acceptQuarantined(services, { officer: '李明', discrepancyId, note: '已核实' });
    expect(settled).toMatchObject({ kind: 'settled', entries: 3, settled: { closedNote: '已核实' } });
    expect(await counted()).toEqual([1]);
    // Once is enough, and what is dismissed later stays uncounted.
    const again = await dismissQuarantined(services, { officer: '李明', discrepancyId, note: '又' });
    expect(again).toMatchObject({ kind: 'settled', entries: 0 });
    expect(await counted()).toEqual([1]);
  });

  test('of a revoked kiosk under a fresh journal is in quarantine at once', async () => {
    const { kioskId } = await newKiosk(services, [POOL]);
    await revokeKiosk(services, kioskId);
    const journalId = randomUUID();
    const entries = entriesAfter(null, 2, { journalId, kioskId });
    const outcome = await pushEntries(services, { journalId, kioskId, entries });
    expect(outcome).toMatchObject({ ok: true, value: { acknowledged: { seq: 2 } } });
    expect(outcome.ok && outcome.value.findings.map((one) => one.kind)).toEqual([
      'revoked-kiosk',
      'revoked-kiosk',
    ]);
  });

  test('of one kiosk is no hundred fresh journals, be they begun at once', async () => {
    const { kioskId } = await newKiosk(services, [POOL]);
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, () => {
        const journalId = randomUUID();
        return pushEntries(services, {
          journalId,
          kioskId,
          entries: entriesAfter(null, 1, { journalId, kioskId }),
        });
      }),
    );
    const kinds = outcomes.map((outcome) => (outcome.ok ? 'taken' : outcome.refusal.kind));
    expect(kinds.filter((one) => one === 'taken')).toHaveLength(15);
    expect(new Set(kinds)).toEqual(new Set(['taken', 'too-many-tries']));
    expect((await open()).filter((one) => one.kind === 'too-many-journals')).toHaveLength(1);
    const told = (await open()).filter(({ kind }) => kind === 'too-many-journals');
    for (const { discrepancyId } of told) {
      expect(await acceptQuarantined(services, { officer: '李明', discrepancyId, note: '。' })).toEqual({
        kind: 'nothing-held',
      });
    }
  });
});
