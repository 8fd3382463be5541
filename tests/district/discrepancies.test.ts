import { describe, expect, test } from 'vitest';
import { demoRecords } from '../../src/district/demo/cards.ts';
import { closeDiscrepancy, commentOn, listDiscrepancies } from '../../src/district/journal/discrepancies.ts';
import { pushEntries } from '../../src/district/journal/journal.ts';
import { claimRight, moveRight, readRights } from '../../src/district/leases/rights.ts';
import { readNotices } from '../../src/district/notices/feed.ts';
import { putCards } from '../../src/district/roster/roster.ts';
import { cardRefOf } from '../../src/domain/card/card-ref.ts';
import type { UseBody } from '../../src/domain/journal/entry-body.ts';
import { BADMINTON, checkUpAt, courtUse, GYM, MONDAY, newKiosk, POOL, servicesOn } from './logic.ts';
import { storeKinds, useStore } from './stores.ts';
import { aUse, entriesAfter } from './test-kiosk.ts';

const CENTRAL = 'liwan-central-hospital';
const TCM = 'liwan-tcm-hospital';
const YEAR = { itemId: 'check-up', year: '2026' };

describe.each(storeKinds)('what collides on %s', (kind) => {
  const current = useStore(kind);
  let cards = 0;

  /** Two kiosks and a cardholder of whom nothing is known yet. */
  async function desks() {
    const services = servicesOn(current());
    await putCards(services.store, demoRecords);
    const { cardRefKeyHex } = await services.store.read((reads) => reads.identity());
    const record = demoRecords[cards];
    cards += 1;
    if (record === undefined) throw new Error('no card is left');
    const cardRef = cardRefOf(cardRefKeyHex, record.cardNumber);
    const open = () => listDiscrepancies(services, { open: true, limit: 500 });
    const ofCard = async () => (await open()).filter((one) => one.subject.cardRef === cardRef);
    return { services, a: await newKiosk(services), b: await newKiosk(services), cardRef, open, ofCard };
  }

  /** A day that no other test books a court on. */
  const freshDay = (): string => {
    cards += 1;
    return `2026-12-${String(cards + 1).padStart(2, '0')}`;
  };

  test('is a court that two kiosks gave: both uses stay, and one discrepancy holds them', async () => {
    const { a, b, open } = await desks();
    const start = `${freshDay()}T22:00`;
    expect(await a.push(courtUse([1], { start }))).toEqual([]);
    const findings = await b.push(aUse, courtUse([1], { start }));
    expect(findings).toMatchObject([{ seq: 2, kind: 'court-collision' }]);
    const found = (await open()).filter((one) => one.subject.date === start.slice(0, 10));
    expect(found).toMatchObject([
      {
        kind: 'court-collision',
        subject: { siteId: GYM, itemId: BADMINTON, court: 1, cardRef: null },
        entries: [
          { journalId: a.journalId, seq: 1 },
          { journalId: b.journalId, seq: 2 },
        ],
      },
    ]);
  });

  test('is not two courts of one slot, nor one court again after its use was taken back', async () => {
    const { a, b } = await desks();
    const start = `${freshDay()}T22:00`;
    expect(await a.push(courtUse([1], { start }))).toEqual([]);
    expect(await b.push(courtUse([2], { start }))).toEqual([]);
    expect(await a.push({ kind: 'void', voidsSeq: 1, reason: 'mistyped' })).toEqual([]);
    expect(await b.push(courtUse([1], { start }))).toEqual([]);
  });

  test('is a third use of two courts, though it names none', async () => {
    const { a, b } = await desks();
    const start = `${freshDay()}T22:00`;
    const { courts: _, ...unnamed } = courtUse([1], { start });
    expect(await a.push(courtUse([1, 2], { start }))).toEqual([]);
    expect(await b.push(unnamed)).toMatchObject([{ kind: 'limit-exceeded' }]);
  });

  test('joins the discrepancy of the same court, and opens it again after it was closed', async () => {
    const { services, a, b, open } = await desks();
    const start = `${freshDay()}T22:00`;
    await a.push(courtUse([2], { start }));
    const [first] = await b.push(courtUse([2], { start }));
    const discrepancyId = first?.caseId ?? '';
    const commented = await commentOn(services, {
      ...{ discrepancyId, officer: '王芳', note: '已发短信', asked: '西郊泳场 王主任' },
    });
    expect(commented).toMatchObject({ closedAtMs: null, words: [{ how: 'comment', officer: '王芳' }] });
    const closed = await closeDiscrepancy(services, { officer: '李明', discrepancyId, note: '已电话核实' });
    expect(closed).toMatchObject({ closedNote: '已电话核实' });
    expect((await open()).map((one) => one.discrepancyId)).not.toContain(discrepancyId);
    const findings = await a.push(courtUse([2], { start }));
    expect(findings).toContainEqual({ seq: 2, kind: 'court-collision', caseId: discrepancyId });
    const again = (await open()).find((one) => one.discrepancyId === discrepancyId);
    // What was said before is kept.
    expect(again).toMatchObject({ closedAtMs: null, words: [{ how: 'comment' }, { how: 'close' }] });
    expect(again?.entries).toHaveLength(3);
  });

  test('is a court that was requested for a later day, once however often it was asked for', async () => {
    const { a, b, cardRef, ofCard } = await desks();
    const request = {
      ...{ kind: 'court-requested' as const, cardRef, itemId: BADMINTON, person: 'holder' as const },
      ...{ quantity: 1, start: `${freshDay()}T22:00`, minutes: 60, catalogueVersion: 2 },
    };
    expect(await a.push(request)).toMatchObject([{ seq: 1, kind: 'court-requested' }]);
    await b.push(request);
    expect(await ofCard()).toMatchObject([
      {
        ...{
          kind: 'court-requested',
          subject: { siteId: GYM, date: request.start.slice(0, 10), court: null },
        },
        entries: [{ journalId: a.journalId }, { journalId: b.journalId }],
      },
    ]);
  });

  test('of a requested court is answered at the desks of its site, until the day of the court', async () => {
    const { services, a, cardRef, ofCard } = await desks();
    const start = `${freshDay()}T22:00`;
    await a.push({
      ...{ kind: 'court-requested' as const, cardRef, itemId: BADMINTON, person: 'holder' as const },
      ...{ quantity: 1, start, minutes: 60, catalogueVersion: 2 },
    });
    const [found] = await ofCard();
    const shown = async (siteId: string) => {
      const page = await readNotices(services, { siteIds: [siteId] }, { cursor: undefined, limit: 100 });
      return page.ok ? page.value.notices.filter(({ zh }) => zh.includes('场地申请')) : [];
    };
    const before = await shown(GYM);
    const note = `2 号场地已留，请到前台。${'长'.repeat(400)}`;
    await closeDiscrepancy(services, { officer: '李明', discrepancyId: found?.discrepancyId ?? '', note });
    const [answer, ...others] = (await shown(GYM)).slice(before.length);
    expect(others).toEqual([]);
    expect(answer).toMatchObject({ importance: 'important', siteIds: [GYM], until: start.slice(0, 10) });
    expect(answer?.zh).toMatch(/22:00–23:00 场地申请（前台 .+ 登记）的答复：2 号场地已留，请到前台。长+…$/);
    expect(answer?.zh).toHaveLength(300);
    expect(answer?.en).toContain('recorded at 前台');
    expect(JSON.stringify(answer)).not.toContain(cardRef);
    expect(await shown(POOL)).toEqual([]);
  });

  test('is a second check-up in the year, and no more once one was taken back', async () => {
    const { a, b, cardRef, ofCard } = await desks();
    expect(await a.push(checkUpAt(CENTRAL, cardRef))).toEqual([]);
    expect(await a.push(checkUpAt(CENTRAL, cardRef, '2027-01-04T10:00'))).toEqual([]);
    const findings = await b.push(checkUpAt(CENTRAL, cardRef, '2026-11-24T10:00'));
    expect(findings).toMatchObject([{ kind: 'limit-exceeded' }]);
    expect((await ofCard())[0]?.entries).toHaveLength(2);
    await a.push({ kind: 'void', voidsSeq: 1, reason: 'mistyped' });
    await b.push({ kind: 'void', voidsSeq: 1, reason: 'mistyped' });
    expect(await a.push(checkUpAt(CENTRAL, cardRef, '2026-12-01T10:00'))).toEqual([]);
  });

  test('is a second check-up, contract or pass of a card that is not on the roster', async () => {
    const { a, b } = await desks();
    const cardRef = 'd'.repeat(24) + String(cards).padStart(8, '0');
    const twice = async (body: UseBody) => {
      expect(await a.push(body)).toEqual([]);
      return b.push(body);
    };
    const start = `${MONDAY}T10:00`;
    const contract = { ...aUse, cardRef, quantity: 1, itemId: 'family-doctor-free', start };
    expect(await twice(checkUpAt(CENTRAL, cardRef))).toMatchObject([{ kind: 'limit-exceeded' }]);
    expect(await twice(contract)).toMatchObject([{ kind: 'limit-exceeded' }]);
    const pass = {
      ...checkUpAt('fangcun-sports-centre', cardRef, `${MONDAY}T11:00`),
      itemId: 'badminton-membership',
    };
    expect(await twice(pass)).toMatchObject([{ kind: 'limit-exceeded' }]);
    // How many children there are only a record says.
    expect(await twice({ ...pass, person: 'child' })).toEqual([]);
  });

  test('is a check-up at another hospital than the holder chose', async () => {
    const { services, a, cardRef, ofCard } = await desks();
    const claimed = await claimRight(services, { siteIds: [CENTRAL] }, { ...YEAR, cardRef, siteId: CENTRAL });
    expect(claimed).toMatchObject({ ok: true, value: { outcome: 'granted' } });
    expect(await a.push(checkUpAt(TCM, cardRef))).toMatchObject([{ kind: 'right-elsewhere' }]);
    expect(await ofCard()).toMatchObject([{ kind: 'right-elsewhere', subject: { siteId: TCM } }]);
    const late = await claimRight(services, { siteIds: [CENTRAL] }, { ...YEAR, cardRef, siteId: CENTRAL });
    expect(late).toMatchObject({ ok: true, value: { outcome: 'used' } });
  });

  test('is a second contract while one of the set runs', async () => {
    const { a, cardRef, ofCard } = await desks();
    const signed = { ...aUse, cardRef, quantity: 1, start: `${MONDAY}T10:00` };
    expect(await a.push({ ...signed, itemId: 'family-doctor-free' })).toEqual([]);
    const findings = await a.push({ ...signed, itemId: 'family-doctor-basic', start: '2026-12-01T10:00' });
    expect(findings).toMatchObject([{ kind: 'limit-exceeded' }]);
    expect((await ofCard())[0]?.entries).toHaveLength(2);
  });

  test.each([
    { earlier: '9999-06-01', later: '9999-12-31' },
    { earlier: '0998-06-01', later: '0999-05-31' },
    { earlier: '0000-01-01', later: '0000-12-31' },
  ])('is a second contract in the year of a clock that told $earlier', async ({ earlier, later }) => {
    const { a, cardRef } = await desks();
    const signed = { ...aUse, cardRef, quantity: 1, itemId: 'family-doctor-free' };
    // Such a day is a discrepancy by itself.
    const strange = { kind: 'implausible-use' };
    expect(await a.push({ ...signed, start: `${earlier}T10:00` })).toMatchObject([strange]);
    expect(await a.push({ ...signed, start: `${later}T10:00` })).toMatchObject([
      strange,
      { kind: 'limit-exceeded' },
    ]);
    expect(await a.push({ ...signed, start: '2026-11-23T10:00' })).toMatchObject(
      earlier > '2026' ? [{ kind: 'limit-exceeded' }] : [],
    );
  });

  test('commits nothing of a batch whose discrepancies cannot be opened', async () => {
    const { services, a, b } = await desks();
    const start = `${freshDay()}T22:00`;
    await a.push(courtUse([1], { start }));
    const broken = {
      ...services.store,
      transaction: <T>(work: Parameters<typeof services.store.transaction<T>>[0]) =>
        services.store.transaction((writes) =>
          work({ ...writes, putDiscrepancy: () => Promise.reject(new Error('disk full')) }),
        ),
    };
    const failing = await newKiosk({ ...services, store: broken });
    await expect(failing.push(courtUse([1], { start }))).rejects.toThrow('disk full');
    const kept = await services.store.read((reads) => reads.entriesFrom(failing.journalId, 1, 9));
    expect(kept).toEqual([]);
    expect(await b.push(courtUse([2], { start }))).toEqual([]);
  });
});

describe.each(storeKinds)('the right to a check-up on %s', (kind) => {
  const current = useStore(kind);
  let cards = 0;
  const newCard = (): string => {
    cards += 1;
    return String(cards).padStart(32, '0');
  };
  const claimAt = (siteId: string, cardRef: string, change = {}) =>
    claimRight(servicesOn(current()), { siteIds: [CENTRAL, TCM] }, { ...YEAR, cardRef, siteId, ...change });

  test("is the hospital's that the holder comes to first, and asked again it still is", async () => {
    const cardRef = newCard();
    const right = { ...YEAR, cardRef, siteId: CENTRAL, used: false };
    expect(await claimAt(CENTRAL, cardRef)).toMatchObject({ value: { outcome: 'granted', right } });
    expect(await claimAt(CENTRAL, cardRef)).toMatchObject({ value: { outcome: 'granted', right } });
    expect(await claimAt(TCM, cardRef)).toMatchObject({ value: { outcome: 'elsewhere', right } });
    expect(await claimAt(TCM, cardRef, { year: '2027' })).toMatchObject({ value: { outcome: 'granted' } });
  });

  test('goes to one of ten hospitals that claim it at once', async () => {
    const cardRef = newCard();
    const sites = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? CENTRAL : TCM));
    const answers = await Promise.all(sites.map((siteId) => claimAt(siteId, cardRef)));
    const winners = new Set(answers.map((answer) => answer.ok && answer.value.right.siteId));
    expect(winners.size).toBe(1);
    expect(answers.filter((answer) => answer.ok && answer.value.outcome === 'granted')).toHaveLength(5);
  });

  test.each([
    { name: 'for what is no right', change: { itemId: 'outdoor-pool' }, siteId: CENTRAL },
    { name: 'at a site that does not give it', change: {}, siteId: 'xijiao-pool' },
    { name: 'at a desk that the kiosk may not be', change: {}, siteId: 'liwan-peoples-hospital' },
  ])('is refused $name', async ({ change, siteId }) => {
    expect(await claimAt(siteId, newCard(), change)).toMatchObject({ refusal: { kind: 'not-found' } });
  });

  test('is moved by the office while it is open, and not once it is used', async () => {
    const services = servicesOn(current());
    const kiosk = await newKiosk(services);
    const cardRef = newCard();
    await claimAt(CENTRAL, cardRef);
    const toTcm = { ...YEAR, cardRef, siteId: TCM };
    expect(await moveRight(services, toTcm)).toMatchObject({ value: { outcome: 'granted' } });
    expect(await claimAt(CENTRAL, cardRef)).toMatchObject({ value: { outcome: 'elsewhere' } });
    await kiosk.push(checkUpAt(TCM, cardRef));
    expect(await moveRight(services, { ...toTcm, siteId: CENTRAL })).toMatchObject({
      value: { outcome: 'used', right: { siteId: TCM } },
    });
  });

  test('is not moved by the office where it was used before there were rights', async () => {
    const services = servicesOn(current());
    const [kiosk, cardRef] = [await newKiosk(services), newCard()];
    const use = { cardRef, itemId: 'check-up', siteId: CENTRAL, date: MONDAY, person: 'holder' as const };
    await services.store.transaction((writes) =>
      writes.insertUses([
        {
          ...{ ...use, journalId: kiosk.journalId, seq: 1, quantity: 1, courts: [] },
          ...{ takesPlace: true, givenBy: kiosk.journalId, span: null },
        },
      ]),
    );
    const used = { value: { outcome: 'used', right: { siteId: CENTRAL, used: true } } };
    expect(await moveRight(services, { ...YEAR, cardRef, siteId: TCM })).toMatchObject(used);
    expect(await claimAt(TCM, cardRef)).toMatchObject(used);
  });

  test('comes with a request that was written without a line, or the office hears of it', async () => {
    const services = servicesOn(current());
    const [a, b] = [await newKiosk(services), await newKiosk(services)];
    const cardRef = newCard();
    const request = { kind: 'request' as const, cardRef, ...YEAR, catalogueVersion: 2 };
    expect(await a.push(request)).toEqual([]);
    expect(await b.push(request)).toEqual([]);
    await a.push(checkUpAt(CENTRAL, cardRef));
    expect(await b.push(request)).toMatchObject([{ kind: 'request-refused' }]);
  });

  test.each([
    {
      name: 'in a year that no right has',
      siteId: CENTRAL,
      start: '9999-06-01T10:00',
      kinds: ['implausible-use'],
    },
    {
      name: 'at a site that does not give it',
      siteId: '某 医院',
      start: `${MONDAY}T10:00`,
      kinds: ['foreign-site', 'unknown-site'],
    },
  ])('is not had by a use $name', async ({ siteId, start, kinds }) => {
    const services = servicesOn(current());
    const kiosk = await newKiosk(services);
    const cardRef = newCard();
    const before = await readRights(services, { siteIds: [CENTRAL] }, { cursor: undefined, limit: 1_000 });
    const findings = await kiosk.push(checkUpAt(siteId, cardRef, start));
    expect(findings.map((finding) => finding.kind)).toEqual(kinds);
    expect(await readRights(services, { siteIds: [CENTRAL] }, { cursor: undefined, limit: 1_000 })).toEqual(
      before,
    );
    expect(await claimAt(CENTRAL, cardRef)).toMatchObject({ value: { outcome: 'granted' } });
  });

  test.each([
    { name: 'for what is no right', change: { itemId: BADMINTON } },
    { name: 'at a site that does not give it', change: {}, siteId: '某 医院' },
  ])('does not come with a request $name: the office hears of it', async ({ change, siteId = CENTRAL }) => {
    const services = servicesOn(current());
    const { journalId, kioskId } = await newKiosk(services);
    const before = await readRights(services, { siteIds: [CENTRAL] }, { cursor: undefined, limit: 1_000 });
    const body = { kind: 'request' as const, cardRef: newCard(), ...YEAR, catalogueVersion: 2, ...change };
    const entries = entriesAfter(null, 1, { journalId, kioskId, siteId, body });
    const outcome = await pushEntries(services, { journalId, kioskId, entries });
    const kinds = outcome.ok ? outcome.value.findings.map((finding) => finding.kind) : [];
    expect(kinds).toContain('request-refused');
    expect(await readRights(services, { siteIds: [CENTRAL] }, { cursor: undefined, limit: 1_000 })).toEqual(
      before,
    );
  });

  test('is told to every kiosk in commit order, page by page, each as it now is', async () => {
    const services = servicesOn(current());
    const refs = [newCard(), newCard(), newCard()];
    const begun = await readRights(services, { siteIds: [CENTRAL] }, { cursor: undefined, limit: 1_000 });
    if (!begun.ok) throw new Error('no page');
    for (const cardRef of refs) await claimAt(CENTRAL, cardRef);
    await moveRight(services, { ...YEAR, cardRef: refs[0] ?? '', siteId: TCM });
    let { cursor } = begun.value;
    const told = [];
    for (let pages = 0; pages < 3; pages += 1) {
      const page = await readRights(services, { siteIds: [CENTRAL] }, { cursor, limit: 1 });
      if (!page.ok) throw new Error('no page');
      told.push(...page.value.rights.map((right) => [right.cardRef, right.siteId]));
      expect(page.value.more).toBe(pages < 2);
      cursor = page.value.cursor;
    }
    expect(told).toEqual([
      [refs[1], CENTRAL],
      [refs[2], CENTRAL],
      [refs[0], TCM],
    ]);
    expect(await readRights(services, { siteIds: [CENTRAL] }, { cursor, limit: 9 })).toMatchObject({
      value: { rights: [], cursor, more: false },
    });
    expect(
      await readRights(services, { siteIds: [CENTRAL] }, { cursor: 'nonsense', limit: 9 }),
    ).toMatchObject({
      refusal: { kind: 'bad-request' },
    });
  });
});
