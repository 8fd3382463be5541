import { describe, expect, test } from 'vitest';
import { addCard, changeCard } from '../../../src/district/cardholders/change-card.ts';
import { showCard } from '../../../src/district/cardholders/look-up.ts';
import { replaceCard } from '../../../src/district/cardholders/replace-card.ts';
import { cardReplyOf } from '../../../src/district/cardholders/wire-views.ts';
import { cardNumberOf } from '../../../src/domain/card/card-number.ts';
import type { ChangeReason } from '../../../src/domain/card/change-reason.ts';
import { servicesOn, type TestServices } from '../logic.ts';
import { kindOf, officeServer } from '../office/office-server.ts';
import { memoryStore, useStore } from '../stores.ts';

const CARD = cardNumberOf('LW20260001');
const FACTS = { name: '张三', validFrom: '2026-01-01', validUntil: '2028-12-31' };

async function started(): Promise<TestServices> {
  const services = servicesOn(memoryStore());
  await addCard(services, { cardNumber: CARD, texts: FACTS, officer: '李' });
  return services;
}

async function reasonsOf(services: TestServices, cardNumber: string = CARD) {
  const detail = await showCard(services, cardNumber);
  if (detail === null) throw new Error('no card');
  return cardReplyOf(detail, 0).history.map(({ reason }) => reason);
}

describe('the reason of a change of a card', () => {
  test.each([
    ['suspended', { status: '暂停' }],
    ['revoked', { status: '注销' }],
    ['replaced by hand', { status: '已换发' }],
    ['given an earlier last day', { validUntil: '2028-12-30' }],
    ['given a later first day', { validFrom: '2026-01-02' }],
  ])('is wanted where a card is %s, and nothing changes without it', async (_what, texts) => {
    const services = await started();
    const order = { cardNumber: CARD, texts, officer: '王' };
    expect(await changeCard(services, order)).toMatchObject({
      kind: 'refused',
      why: { zh: expect.stringContaining('要写明原因') },
    });
    expect(await reasonsOf(services)).toEqual([null]);
    const reason: ChangeReason = { kind: 'not-entitled', words: '' };
    expect(await changeCard(services, { ...order, reason })).toMatchObject({ kind: 'done' });
    expect(await reasonsOf(services)).toEqual([reason, null]);
  });

  test('is wanted where a card becomes active again', async () => {
    const services = await started();
    const set = (status: string, reason: ChangeReason | null = null) =>
      changeCard(services, { cardNumber: CARD, texts: { status }, officer: '王', reason });
    expect(await set('挂失')).toMatchObject({ kind: 'done' });
    expect(await set('有效')).toMatchObject({ kind: 'refused' });
    expect(await set('有效', { kind: 'card-found', words: ' 在更衣柜里 ' })).toMatchObject({ kind: 'done' });
    expect(await reasonsOf(services)).toEqual([{ kind: 'card-found', words: '在更衣柜里' }, null, null]);
  });

  test.each([
    { status: '挂失' },
    { validUntil: '2029-01-01' },
    { validFrom: '2025-12-31' },
    { tier: 'B类' },
    // Nothing changes by this.
    { status: '有效' },
  ])('may be left out for %j', async (texts) => {
    const services = await started();
    expect(await changeCard(services, { cardNumber: CARD, texts, officer: '王' })).toMatchObject({
      kind: 'done',
    });
  });

  test.each([
    ['an identity number', { kind: 'misuse', words: '证件 440103199001011234' }, '证件号码'],
    [
      'a telephone number in wide digits',
      { kind: 'misuse', words: '电话１３８ ００００ ００００' },
      '电话号码',
    ],
    ['broken characters', { kind: 'misuse', words: '\ufffd\ufffd' }, '乱码'],
    ['no words for another reason', { kind: 'other', words: ' ' }, '是什么原因'],
  ] as const)('is refused with %s in it', async (_what, reason, why) => {
    const services = await started();
    const order = { cardNumber: CARD, officer: '王', reason };
    const refused = { kind: 'refused', why: { zh: expect.stringContaining(why) } };
    expect(await changeCard(services, { ...order, texts: { status: '暂停' } })).toMatchObject(refused);
    expect(await replaceCard(services, order)).toMatchObject(refused);
    expect(await reasonsOf(services)).toEqual([null]);
  });

  test('stands with the old card and with the new one', async () => {
    const services = await started();
    const reason = { kind: 'card-damaged', words: '折断' } as const;
    const replaced = await replaceCard(services, { cardNumber: CARD, officer: '王', reason });
    if (replaced.kind !== 'done') throw new Error(replaced.kind);
    expect(await reasonsOf(services)).toEqual([reason, null]);
    expect(await reasonsOf(services, replaced.holder.record.cardNumber)).toEqual([reason]);
  });
});

describe('the reason in a request', () => {
  const store = useStore('memory');

  test('goes into the history, and into the audit log without its words', async () => {
    const server = await officeServer(store());
    const { services } = server;
    await addCard(services, { cardNumber: CARD, texts: FACTS, officer: '李' });
    await server.officer('王', 'officer');
    const cookie = await server.signIn('王');
    const send = (payload: object) =>
      server.ask({ method: 'POST', url: `/v1/office/cards/${CARD}`, cookie, payload });
    expect(kindOf(await send({ status: '暂停' }))).toBe('bad-request');
    expect(kindOf(await send({ status: '暂停', reason: 'because' }))).toBe('bad-request');
    const reasoned = { status: '暂停', reason: 'in-question', reasonWords: '单位来函' };
    expect(kindOf(await send(reasoned))).toBe('200');
    expect(await reasonsOf(services)).toEqual([{ kind: 'in-question', words: '单位来函' }, null]);
    const rows = await store().read((reads) => reads.auditAfter({ after: 0, limit: 100 }));
    expect(rows.at(-1)?.subject).toBe(`card …${CARD.slice(-4)} · reason in-question`);
  });
});
