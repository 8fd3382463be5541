import { describe, expect, test } from 'vitest';
import { addCard, changeCard } from '../../../src/district/cardholders/change-card.ts';
import { importCards } from '../../../src/district/cardholders/import-cards.ts';
import { showCard } from '../../../src/district/cardholders/look-up.ts';
import { replaceCard } from '../../../src/district/cardholders/replace-card.ts';
import { undoImport } from '../../../src/district/cardholders/undo-import.ts';
import { cardReplyOf } from '../../../src/district/cardholders/wire-views.ts';
import { cardNumberOf } from '../../../src/domain/card/card-number.ts';
import { CardReply } from '../../../src/protocol/wire-cards.ts';
import { MONDAY, servicesOn, type TestServices } from '../logic.ts';
import { kindOf, officeServer } from '../office/office-server.ts';
import { memoryStore } from '../stores.ts';

const HOUR_MS = 3_600_000;
const CARD = cardNumberOf('LW20260001');
const FACTS = { name: '张三', validFrom: '2026-01-01', validUntil: '2028-12-31', children: '张大、张二' };

async function started(): Promise<TestServices> {
  const services = servicesOn(memoryStore());
  await addCard(services, { cardNumber: CARD, texts: FACTS, officer: '李' });
  return services;
}

async function shown(services: TestServices, cardNumber: string = CARD) {
  const detail = await showCard(services, cardNumber);
  if (detail === null) throw new Error('no card');
  return cardReplyOf(detail, 0);
}

const note = (services: TestServices, consentSeenOn: string | null, texts = {}) =>
  changeCard(services, { cardNumber: CARD, texts, officer: '王', consentSeenOn });

describe('the consent of a guardian', () => {
  test('is noted with its day, by whom, and for how many children, and is taken back', async () => {
    const services = await started();
    expect((await shown(services)).consent).toBeNull();
    expect(await note(services, MONDAY)).toMatchObject({ kind: 'done', changes: [] });
    expect((await shown(services)).consent).toMatchObject({ seenOn: MONDAY, children: 2, officer: '王' });
    expect(await note(services, null)).toMatchObject({ kind: 'done' });
    const { consent, history } = await shown(services);
    expect(consent).toMatchObject({ seenOn: null });
    expect(history.map(({ what }) => what)).toEqual(['consent', 'consent', 'added']);
    expect(history[1]).toMatchObject({ consent: { seenOn: MONDAY, children: 2 }, changes: [] });
  });

  test('is noted for the children that the same change leaves, and for none is refused with the whole change', async () => {
    const services = await started();
    expect(await note(services, MONDAY, { children: '无', tier: 'B类' })).toMatchObject({ kind: 'refused' });
    expect((await shown(services)).card).toMatchObject({ children: 2, tier: null });
    expect(await note(services, MONDAY, { children: '张大' })).toMatchObject({ kind: 'done' });
    expect(await shown(services)).toMatchObject({ card: { children: 1 }, consent: { children: 1 } });
    expect(await note(services, '2026-11-24')).toMatchObject({ kind: 'refused' });
  });

  test('goes along with the holder to a new card', async () => {
    const services = await started();
    await note(services, MONDAY);
    const replaced = await replaceCard(services, { cardNumber: CARD, officer: '王' });
    if (replaced.kind !== 'done') throw new Error(replaced.kind);
    expect((await shown(services, replaced.holder.record.cardNumber)).consent).toMatchObject({
      seenOn: MONDAY,
    });
  });

  test('that was taken back stays so, though the clock was set back in between', async () => {
    const services = await started();
    await note(services, MONDAY);
    services.clock -= HOUR_MS;
    await note(services, null);
    expect((await shown(services)).consent).toMatchObject({ seenOn: null });
    const replaced = await replaceCard(services, { cardNumber: CARD, officer: '王' });
    if (replaced.kind !== 'done') throw new Error(replaced.kind);
    const { cardNumber } = replaced.holder.record;
    services.clock -= HOUR_MS;
    await changeCard(services, { cardNumber, texts: {}, officer: '王', consentSeenOn: '2026-11-20' });
    expect((await shown(services, cardNumber)).consent).toMatchObject({ seenOn: '2026-11-20' });
  });

  test('keeps its card on the roster where the import that brought it is undone, until it is taken back', async () => {
    const services = servicesOn(memoryStore());
    const bytes = Buffer.from('卡号,姓名,有效期起,有效期至,子女\nLW20260001I,张三,2026-01-01,2028-12-31,2\n');
    const file = { bytes, fileName: '名册.csv', officer: '李', isDryRun: false };
    const taken = await importCards(services, file, {});
    if (taken.kind !== 'judged' || taken.importId === null) throw new Error(JSON.stringify(taken));
    await note(services, MONDAY);
    const order = { importId: taken.importId, officer: '王' };
    expect(await undoImport(services, order)).toMatchObject({
      undone: 0,
      refused: [{ row: 2, why: { zh: expect.stringContaining('监护人同意') } }],
    });
    expect((await shown(services)).card).toMatchObject({ children: 2 });
    await note(services, null);
    expect(await undoImport(services, order)).toMatchObject({ undone: 1, refused: [] });
    expect((await shown(services)).card).toBeNull();
  });

  test('comes with a new card, or later, in a request', async () => {
    const { services, ask, token } = await officeServer(memoryStore());
    const headers = { authorization: `Bearer ${await token('officer')}` };
    const post = (path: string, payload: object) =>
      ask({ method: 'POST', url: `/v1/office/cards${path}`, headers, payload });
    expect(kindOf(await post('', { cardNumber: CARD, ...FACTS, consentSeenOn: MONDAY }))).toBe('200');
    expect((await shown(services)).consent).toMatchObject({ seenOn: MONDAY });
    expect(kindOf(await post(`/${CARD}`, { consentSeenOn: 'yesterday' }))).toBe('bad-request');
    expect(kindOf(await post(`/${CARD}`, { consentSeenOn: null }))).toBe('200');
    const read = await ask({ url: `/v1/office/cards/${CARD}`, headers });
    expect(CardReply.parse(read.json()).consent).toMatchObject({ seenOn: null });
  });
});
