import { describe, expect, test } from 'vitest';
import { addCard, changeCard } from '../../src/district/cardholders/change-card.ts';
import { showCard } from '../../src/district/cardholders/look-up.ts';
import { replaceCard } from '../../src/district/cardholders/replace-card.ts';
import { listDiscrepancies } from '../../src/district/journal/discrepancies.ts';
import { claimRight, moveRight, readRights } from '../../src/district/leases/rights.ts';
import { reportUsage } from '../../src/district/reports/usage.ts';
import { readReplaced } from '../../src/district/roster/replaced.ts';
import { readRoster, removeCard } from '../../src/district/roster/roster.ts';
import { jsonOf } from '../../src/domain/base/json-text.ts';
import { wallDateOf } from '../../src/domain/base/wall-time.ts';
import { type CardNumber, cardNumberOf } from '../../src/domain/card/card-number.ts';
import { cardRefOf } from '../../src/domain/card/card-ref.ts';
import { RosterPage } from '../../src/domain/card/roster-page.ts';
import { ReplacedPage } from '../../src/protocol/wire-replaced.ts';
import { checkUpAt, MONDAY, newKiosk, servicesOn, type TestServices } from './logic.ts';
import { memoryStore, storeKinds, useStore } from './stores.ts';
import { storageKinds, useDistrict } from './test-district.ts';
import { ask, aUse, enrolKiosk, errorOf } from './test-kiosk.ts';

const [CENTRAL, TCM] = ['liwan-central-hospital', 'liwan-tcm-hospital'];
const CHECK_UP = { itemId: 'check-up', year: '2026' };
const AT_HOSPITALS = { siteIds: [CENTRAL, TCM] };

let lastNumber = 100;

/** A district with one holder whose card has a number of its own in it. */
async function withHolder(services: TestServices) {
  const { cardRefKeyHex } = await services.store.read((reads) => reads.identity());
  const refOf = (cardNumber: CardNumber) => cardRefOf(cardRefKeyHex, cardNumber);
  async function newHolder(name = '张三'): Promise<CardNumber> {
    lastNumber += 1;
    const cardNumber = cardNumberOf(`LW2026${String(lastNumber).padStart(4, '0')}`);
    const texts = { name, validFrom: '2026-01-01', validUntil: '2028-12-31' };
    expect(await addCard(services, { cardNumber, texts, officer: '李' })).toMatchObject({ kind: 'done' });
    return cardNumber;
  }
  async function replaced(cardNumber: CardNumber, by?: CardNumber): Promise<CardNumber> {
    const outcome = await replaceCard(services, { cardNumber, by, officer: '李' });
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
    const { cardNumber: next } = outcome.holder.record;
    lastNumber = Math.max(lastNumber, Number(next.slice(6, 10)));
    return next;
  }
  /** Why the office cannot have it; null where it can. */
  async function whyNot(cardNumber: CardNumber, by?: CardNumber): Promise<string | null> {
    const outcome = await replaceCard(services, { cardNumber, by, officer: '李' });
    return outcome.kind === 'refused' ? outcome.why.zh : outcome.kind === 'done' ? null : outcome.kind;
  }
  const first = await newHolder();
  return { first, refOf, newHolder, replaced, whyNot };
}

async function replacedOf(services: TestServices): Promise<ReadonlyMap<string, readonly string[]>> {
  const page = await readReplaced(services, { cursor: undefined, limit: 1_000 });
  if (!page.ok) throw new Error(page.refusal.message);
  return new Map(page.value.replaced.map(({ cardRef, replaces }) => [cardRef, replaces]));
}

describe.each(storeKinds)('a card that takes the place of another on %s', (kind) => {
  const current = useStore(kind);
  const district = () => servicesOn(current());

  test('names all cards before it, in the commit that puts it on the roster', async () => {
    const services = district();
    const { first, refOf, replaced } = await withHolder(services);
    const second = await replaced(first);
    const third = await replaced(second);
    const held = await replacedOf(services);
    expect(held.get(refOf(second))).toEqual([refOf(first)]);
    expect(held.get(refOf(third))).toEqual([refOf(first), refOf(second)]);
    const rows = await services.store.read((reads) => reads.replacementsOf([refOf(third)]));
    const [card] = await services.store.read((reads) => reads.cardsByNumber([third]));
    expect(rows.at(-1)?.position).toBe(card?.position);
  });

  test('is told page by page up to where the roster is, and from the beginning in a later epoch', async () => {
    const services = district();
    const { first, refOf, replaced } = await withHolder(services);
    const second = await replaced(first);
    const third = await replaced(second);
    const before = (await services.store.read((reads) => reads.replacementsOf([refOf(second)])))[0];
    const { epoch } = await services.store.read((reads) => reads.identity());
    const from = `${epoch}.${(before?.position ?? 0) - 1}`;
    const page = await readReplaced(services, { cursor: from, limit: 1 });
    expect(page).toMatchObject({
      ok: true,
      value: { replaced: [{ cardRef: refOf(second) }], cursor: `${epoch}.${before?.position}`, more: true },
    });
    const last = await readReplaced(services, { cursor: `${epoch}.${before?.position}`, limit: 1 });
    const head = await services.store.read((reads) => reads.rosterHead());
    expect(last).toMatchObject({
      ok: true,
      value: { replaced: [{ cardRef: refOf(third) }], cursor: `${epoch}.${head}`, more: false },
    });
    const other = '99999999-9999-4999-8999-999999999999';
    const anew = await readReplaced(services, { cursor: `${other}.5`, limit: 1_000 });
    expect(anew).toMatchObject({ ok: true, value: { more: false } });
    expect(anew.ok && anew.value.replaced.length).toBe((await replacedOf(services)).size);
    const lost = await readReplaced(services, { cursor: `${epoch}.${head + 1}`, limit: 1_000 });
    expect(lost.ok && lost.value.replaced.length).toBe((await replacedOf(services)).size);
    const nonsense = await readReplaced(services, { cursor: 'nobody', limit: 1 });
    expect(nonsense).toMatchObject({ ok: false, refusal: { kind: 'bad-request' } });
  });

  test('may be one that is printed, or is on the roster already under the same name', async () => {
    const services = district();
    const { first, refOf, newHolder, replaced } = await withHolder(services);
    const there = await newHolder();
    expect(await replaced(first, there)).toBe(there);
    lastNumber += 5;
    const printed = cardNumberOf(`LW2026${String(lastNumber).padStart(4, '0')}`);
    expect(await replaced(there, printed)).toBe(printed);
    expect((await replacedOf(services)).get(refOf(printed))).toEqual([refOf(first), refOf(there)]);
  });

  test('joins a card that was called replaced by hand, or by a release that joined nothing', async () => {
    const services = district();
    const { first, refOf, newHolder, replaced, whyNot } = await withHolder(services);
    await changeCard(services, {
      cardNumber: first,
      texts: { status: '已换发' },
      officer: '李',
      reason: { kind: 'card-damaged', words: '' },
    });
    expect(await whyNot(first)).toBe('此卡已换发过新卡');
    const there = await newHolder();
    await replaced(first, there);
    expect((await replacedOf(services)).get(refOf(there))).toEqual([refOf(first)]);
  });

  test('is refused with words where two holders or a circle would come of it, and changes nothing', async () => {
    const services = district();
    const { first, newHolder, replaced, whyNot } = await withHolder(services);
    const second = await replaced(first);
    const other = await newHolder();
    const stranger = await newHolder('李四');
    const head = await services.store.read((reads) => reads.rosterHead());
    expect(await whyNot(second, first)).toContain('不能倒过来');
    expect(await whyNot(second, second)).toContain('同一张卡');
    expect(await whyNot(first, other)).toContain('只能归一位持卡人');
    expect(await whyNot(other, first)).toContain('新卡自己已被换发');
    expect(await whyNot(second, stranger)).toContain('姓名不同');
    expect(await whyNot(cardNumberOf('LW20269999'))).toBe('no-such-card');
    expect(await services.store.read((reads) => reads.rosterHead())).toBe(head);
    const { cards } = await services.store.read((reads) => reads.denyList());
    expect(cards.length).toBeGreaterThan(0);
  });

  test('takes the place of a lost one too, and names what was taken off the roster', async () => {
    const services = district();
    const { first, refOf, replaced } = await withHolder(services);
    const second = await replaced(first);
    await removeCard(services.store, second);
    const third = await replaced(first, await freshNumber());
    expect((await replacedOf(services)).get(refOf(third))).toEqual([refOf(first), refOf(second)]);
  });

  test('has no check-up left where the old card had it, at every site', async () => {
    const services = district();
    const { first, refOf, replaced } = await withHolder(services);
    const kiosk = await newKiosk(services);
    expect(await kiosk.push(checkUpAt(CENTRAL, refOf(first)))).toEqual([]);
    const second = await replaced(first);
    for (const siteId of [CENTRAL, TCM]) {
      const claimed = await claimRight(services, AT_HOSPITALS, {
        ...CHECK_UP,
        cardRef: refOf(second),
        siteId,
      });
      expect(claimed).toMatchObject({
        ok: true,
        value: { outcome: 'used', right: { cardRef: refOf(second) } },
      });
    }
    // A kiosk that knows nothing of replaced cards pulls the right of the new card as its own.
    const page = await readRights(services, AT_HOSPITALS, { cursor: undefined, limit: 1_000 });
    expect(page.ok && page.value.rights).toContainEqual({
      ...{ ...CHECK_UP, cardRef: refOf(second), siteId: CENTRAL },
      used: true,
    });
    expect(await kiosk.push(checkUpAt(CENTRAL, refOf(second)))).toMatchObject([{ kind: 'limit-exceeded' }]);
  });

  test('keeps the site that was chosen with the old card, and uses the right of both', async () => {
    const services = district();
    const { first, refOf, replaced } = await withHolder(services);
    const ofOld = { ...CHECK_UP, cardRef: refOf(first) };
    expect(await claimRight(services, AT_HOSPITALS, { ...ofOld, siteId: TCM })).toMatchObject({ ok: true });
    const ofNew = { ...CHECK_UP, cardRef: refOf(await replaced(first)) };
    const claim = { ...ofNew, siteId: CENTRAL };
    expect(await claimRight(services, AT_HOSPITALS, claim)).toMatchObject({
      value: { outcome: 'elsewhere' },
    });
    expect(await moveRight(services, claim)).toMatchObject({ value: { outcome: 'granted' } });
    const kiosk = await newKiosk(services);
    expect(await kiosk.push(checkUpAt(CENTRAL, ofNew.cardRef))).toEqual([]);
    const again = { ...ofOld, siteId: CENTRAL };
    expect(await claimRight(services, AT_HOSPITALS, again)).toMatchObject({ value: { outcome: 'used' } });
    await kiosk.push({ kind: 'void', voidsSeq: 1, reason: 'mistyped' });
    expect(await claimRight(services, AT_HOSPITALS, again)).toMatchObject({ value: { outcome: 'granted' } });
  });

  test('shares what comes late of the old card: it is one limit, and one discrepancy', async () => {
    const services = district();
    const { first, refOf, replaced } = await withHolder(services);
    const [a, b] = [await newKiosk(services), await newKiosk(services)];
    const second = await replaced(first);
    expect(await a.push(checkUpAt(CENTRAL, refOf(second)))).toEqual([]);
    // It was recorded before the card was replaced, by a kiosk without a line.
    const findings = await b.push(checkUpAt(CENTRAL, refOf(first)));
    expect(findings).toMatchObject([{ kind: 'limit-exceeded' }]);
    const third = await replaced(second);
    const more = await a.push(checkUpAt(CENTRAL, refOf(third), `${MONDAY}T11:00`));
    expect(more[0]?.caseId).toBe(findings[0]?.caseId);
  });

  test('that has uses of its own is held against the limits with those of the old card', async () => {
    const services = district();
    const { first, refOf, newHolder, replaced } = await withHolder(services);
    const there = await newHolder();
    const [a, b] = [await newKiosk(services), await newKiosk(services)];
    expect(await a.push(checkUpAt(CENTRAL, refOf(first)))).toEqual([]);
    expect(await b.push(checkUpAt(TCM, refOf(there)))).toEqual([]);
    await replaced(first, there);
    const discrepancies = await listDiscrepancies(services, { open: true, limit: 500 });
    const own = discrepancies.filter(({ subject }) =>
      [refOf(first), refOf(there)].includes(subject.cardRef ?? ''),
    );
    expect(own).toMatchObject([{ kind: 'limit-exceeded' }]);
    expect(own[0]?.entries).toHaveLength(2);
  });

  test('without uses opens no discrepancy of what the old card had too often', async () => {
    const services = district();
    const { first, refOf, replaced } = await withHolder(services);
    const kiosk = await newKiosk(services);
    await kiosk.push(checkUpAt(CENTRAL, refOf(first)), checkUpAt(CENTRAL, refOf(first), `${MONDAY}T11:00`));
    const before = await listDiscrepancies(services, { open: true, limit: 500 });
    await replaced(first);
    expect(await listDiscrepancies(services, { open: true, limit: 500 })).toEqual(before);
  });

  test('shows the uses of all its cards to the office, and is one person in its reports', async () => {
    const services = district();
    const { first, refOf, replaced } = await withHolder(services);
    const kiosk = await newKiosk(services);
    const day = wallDateOf(services.now());
    const period = { from: day, to: '2026-12-31', by: ['item'] as const };
    const persons = async () => (await reportUsage(services, period)).total.persons;
    await kiosk.push({ ...aUse, cardRef: refOf(first) });
    const counted = await persons();
    const second = await replaced(first);
    await kiosk.push({ ...aUse, cardRef: refOf(second), start: `${MONDAY}T16:00` });
    expect(await persons()).toBe(counted);
    const detail = await showCard(services, second);
    expect(detail?.cardsOfHolder).toEqual([first, second]);
    expect(detail?.uses.map(({ otherCard, start }) => [otherCard, start])).toEqual([
      [undefined, `${MONDAY}T16:00`],
      [first, aUse.start],
    ]);
    const ofOld = await showCard(services, first);
    expect(ofOld?.uses.map(({ otherCard }) => otherCard)).toEqual([second, undefined]);
  });

  async function freshNumber(): Promise<CardNumber> {
    lastNumber += 10;
    return cardNumberOf(`LW2026${String(lastNumber).padStart(4, '0')}`);
  }
});

test('the pages of the roster stay as kiosks of the release before read them', async () => {
  const services = servicesOn(memoryStore());
  const { first, replaced } = await withHolder(services);
  await replaced(first);
  const page = await readRoster(services, { cursor: undefined, limit: 1_000 });
  if (!page.ok) throw new Error(page.refusal.message);
  const { changes } = RosterPage.parse(jsonOf(page.value.page.text));
  const fields = ['cardNumber', 'family', 'name', 'status', 'validFrom', 'validUntil'];
  for (const change of changes) {
    if (change.kind === 'put') expect(Object.keys(change.record).sort()).toEqual(fields);
  }
});

describe.each(storageKinds)('the cards that were replaced over HTTP on %s', (kind) => {
  const current = useDistrict(kind);

  test('are told to a kiosk, whole, and to nobody else', async () => {
    const { district } = current();
    const { url, officeToken } = district;
    const office = (path: string, body: object) =>
      ask(`${url}/v1/office/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${officeToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const card = cardNumberOf('LW20260001');
    const facts = { name: '张三', validFrom: '2026-01-01', validUntil: '2028-12-31' };
    expect(await office('cards', { cardNumber: card, ...facts })).toMatchObject({ status: 200 });
    const by = cardNumberOf('LW20260009');
    const done = await office(`cards/${card}/replace`, { by });
    expect(done).toMatchObject({ status: 200, body: { card: { cardNumber: by, name: '张三' } } });
    const again = await office(`cards/${card}/replace`, { by: cardNumberOf('LW20260010') });
    expect(again.status).toBe(400);
    expect(errorOf(again).message).toContain('another card took the place of the old card already');
    const kiosk = await enrolKiosk(district);
    const { cardRefKeyHex } = kiosk.enrolment;
    const page = ReplacedPage.parse((await kiosk.get('/v1/replaced')).body);
    expect(page).toMatchObject({
      replaced: [{ cardRef: cardRefOf(cardRefKeyHex, by), replaces: [cardRefOf(cardRefKeyHex, card)] }],
      more: false,
    });
    const after = ReplacedPage.parse((await kiosk.get(`/v1/replaced?cursor=${page.cursor}`)).body);
    expect(after.replaced).toEqual([]);
    expect((await ask(`${url}/v1/replaced`)).status).toBe(401);
    expect((await kiosk.get('/v1/replaced?cursor=nobody')).status).toBe(400);
  });
});
