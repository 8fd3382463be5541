import { describe, expect, test } from 'vitest';
import { addCard, changeCard } from '../../../src/district/cardholders/change-card.ts';
import {
  type ImportOutcome,
  importCards,
  type JudgedRow,
} from '../../../src/district/cardholders/import-cards.ts';
import { findCards, showCard } from '../../../src/district/cardholders/look-up.ts';
import { replaceCard } from '../../../src/district/cardholders/replace-card.ts';
import { undoImport } from '../../../src/district/cardholders/undo-import.ts';
import { cardReplyOf, officeCardOf } from '../../../src/district/cardholders/wire-views.ts';
import { denyCard, servedDenyList } from '../../../src/district/roster/denied.ts';
import { readRoster } from '../../../src/district/roster/roster.ts';
import { jsonOf } from '../../../src/domain/base/json-text.ts';
import { cardNumberOf } from '../../../src/domain/card/card-number.ts';
import { cardRefOf } from '../../../src/domain/card/card-ref.ts';
import { DenyList } from '../../../src/domain/card/deny-list.ts';
import { RosterPage } from '../../../src/domain/card/roster-page.ts';
import type { OfficeCard } from '../../../src/protocol/wire-cards.ts';
import { seededRandom, testSeed } from '../../support/random.ts';
import { newKiosk, servicesOn, type TestServices } from '../logic.ts';
import { memoryStore, storeKinds, useStore } from '../stores.ts';
import { aUse } from '../test-kiosk.ts';
import { csvOf } from './dirty-files.ts';
import { dirtyFile, trueCards } from './dirty-variant.ts';

const ONE = cardNumberOf('LW20260001');
const TWO = cardNumberOf('LW20260002');
const THREE = cardNumberOf('LW20260003');
const CHECKED = { kind: 'correction', words: '' } as const;
const HEAD = ['卡号', '姓名', '层次', '有效期起', '有效期至', '状态', '配偶', '子女'];
const row = (cardNumber: string, name: string, more: Partial<Record<number, string>> = {}) =>
  [cardNumber, name, 'A类', '2026-01-01', '2028-12-31', '有效', '', ''].map(
    (cell, index) => more[index] ?? cell,
  );

function take(
  services: TestServices,
  rows: readonly (readonly (string | null)[])[],
  { isDryRun = false, onRow = (_: JudgedRow) => {}, head = HEAD } = {},
): Promise<ImportOutcome> {
  const bytes = Buffer.from(csvOf([head, ...rows]));
  return importCards(services, { bytes, fileName: '名册.csv', officer: '李', isDryRun }, { onRow });
}

async function held(services: TestServices): Promise<readonly OfficeCard[]> {
  return (await findCards(services, { text: '', after: '', limit: 1_000 })).map(officeCardOf);
}

async function statesOf(services: TestServices): Promise<readonly string[]> {
  return (await held(services)).map(({ cardNumber, name, status }) => `${cardNumber} ${name} ${status}`);
}

async function deniedOf(services: TestServices) {
  const { cardRefKeyHex } = await services.store.read((reads) => reads.identity());
  const { cards, serial } = await services.store.read((reads) => reads.denyList());
  const nameOf = (ref: string) => [ONE, TWO, THREE].find((one) => cardRefOf(cardRefKeyHex, one) === ref);
  return {
    serial,
    cards: cards.map(({ cardRef, issueSerial, status }) => ({ card: nameOf(cardRef), issueSerial, status })),
  };
}

async function historyOf(services: TestServices, cardNumber: string) {
  const detail = await showCard(services, cardNumber);
  return detail === null ? null : cardReplyOf(detail, 0);
}

describe.each(storeKinds)('an import of cardholders into %s', (kind) => {
  const current = useStore(kind);

  test('takes, changes, undoes and remembers, and tells kiosks each time', async () => {
    const services = servicesOn(current());
    const first = await take(services, [row(ONE, '张三'), row(TWO, '李四', { 6: '王五', 7: '李大、李二' })]);
    expect(first).toMatchObject({ added: 2, changed: 0, same: 0, refused: [] });
    const second = await take(services, [
      row(ONE, '张三', { 5: '挂失' }),
      row(TWO, '李四', { 6: '王五', 7: '李甲，李乙' }),
      row(THREE, '赵六', { 5: '注销' }),
    ]);
    expect(second).toMatchObject({ added: 1, changed: 1, same: 1, refused: [] });
    expect(await statesOf(services)).toEqual([
      `${ONE} 张三 lost`,
      `${TWO} 李四 active`,
      `${THREE} 赵六 revoked`,
    ]);
    expect((await deniedOf(services)).cards).toEqual([{ card: ONE, issueSerial: null, status: 'lost' }]);
    const page = await readRoster(services, { cursor: undefined, limit: 9 });
    if (!page.ok) throw new Error('a page');
    expect(RosterPage.parse(jsonOf(page.value.page.text)).changes).toMatchObject([
      {
        record: {
          cardNumber: TWO,
          family: [{ relation: 'spouse', name: '王五' }, { relation: 'child' }, { relation: 'child' }],
        },
      },
      { record: { cardNumber: ONE, status: 'lost' } },
      { record: { cardNumber: THREE } },
    ]);
    expect(page.value.page.text).not.toContain('A类');
    expect(await historyOf(services, ONE)).toMatchObject({
      denied: 'lost',
      history: [
        {
          what: 'changed',
          officer: '李',
          fileRow: 2,
          changes: [{ field: 'status', from: 'active', to: 'lost' }],
        },
        { what: 'added', officer: '李', fileRow: 2 },
      ],
    });
    if (second.kind !== 'judged' || second.importId === null) throw new Error('it was taken');
    const order = { importId: second.importId, officer: '王' };
    expect(await undoImport(services, order)).toEqual({ kind: 'undone', undone: 2, refused: [] });
    expect(await statesOf(services)).toEqual([`${ONE} 张三 active`, `${TWO} 李四 active`]);
    expect((await deniedOf(services)).cards).toEqual([]);
    expect(await historyOf(services, THREE)).toMatchObject({
      card: null,
      history: [{ what: 'removed', officer: '王' }, { what: 'added' }],
    });
    expect(await undoImport(services, order)).toEqual({ kind: 'undone-already' });
    // A card that was taken off is new again.
    expect(await take(services, [row(THREE, '赵六')])).toMatchObject({ added: 1 });
  });

  test('takes nothing where one row is refused, and names each that is', async () => {
    const services = servicesOn(current());
    const before = await held(services);
    const rows: JudgedRow[] = [];
    const outcome = await take(
      services,
      [
        row(cardNumberOf('LW20269001'), '新人'),
        row('LW20269002X', '错'),
        row(TWO, '李四', { 4: '2025-12-31' }),
      ],
      { onRow: (judged) => rows.push(judged) },
    );
    expect(outcome).toMatchObject({
      importId: null,
      added: 0,
      changed: 0,
      refused: [
        { row: 3, column: '卡号' },
        { row: 4, column: '有效期至', why: { zh: '有效期止早于有效期起' } },
      ],
    });
    expect(rows.map(({ row, outcome }) => [row, outcome])).toEqual([
      [2, 'added'],
      [3, 'refused'],
      [4, 'refused'],
    ]);
    expect(await held(services)).toEqual(before);
    // Refused by what is held alone: nothing of the transaction stays.
    const late = await take(services, [
      row(cardNumberOf('LW20269001'), '新人'),
      [cardNumberOf('LW20269003'), '', '', '', '', '', '', ''],
    ]);
    expect(late).toMatchObject({ importId: null, refused: [{ row: 3, column: '姓名' }] });
    expect(await held(services)).toEqual(before);
    expect(await services.store.read((reads) => reads.cardImports(9))).toHaveLength(3);
  });

  test('shows the uses of a card, and which of them count', async () => {
    const services = servicesOn(current());
    const number = cardNumberOf('LW20268001');
    await take(services, [row(number, '用户')]);
    const { cardRefKeyHex } = await services.store.read((reads) => reads.identity());
    const kiosk = await newKiosk(services);
    const use = { ...aUse, cardRef: cardRefOf(cardRefKeyHex, number) };
    await kiosk.push(use, use, { kind: 'void', voidsSeq: 1, reason: 'mistyped' });
    await services.store.transaction((writes) => writes.revokeKiosk(kiosk.kioskId, 5));
    await kiosk.push({ ...use, start: '2026-11-24T09:00' });
    await kiosk.push({ ...use, start: '2026-11-25T09:00' });
    const shown = await historyOf(services, number);
    expect(shown?.uses.map(({ start, seq, state }) => [start, seq, state])).toEqual([
      ['2026-11-25T09:00', 5, 'quarantined'],
      ['2026-11-24T09:00', 4, 'counts'],
      [use.start, 2, 'counts'],
      [use.start, 1, 'taken-back'],
    ]);
    expect(await services.store.read((reads) => reads.usedCards([use.cardRef, 'none']))).toEqual(
      new Set([use.cardRef]),
    );
  });

  test('takes imports back newest first, and what an officer changed between them once it may', async () => {
    const services = servicesOn(current());
    const numbers = ['LW20267001', 'LW20267002', 'LW20267003'].map(cardNumberOf);
    const [a = ONE, b = ONE, c = ONE] = numbers;
    const namesNow = async () =>
      (await held(services)).flatMap((one) =>
        numbers.some((number) => number === one.cardNumber) ? [one.name] : [],
      );
    const taken = async (...names: readonly [string, string, string]) => {
      const outcome = await take(
        services,
        names.map((name, index) => row(numbers[index] ?? ONE, name)),
      );
      if (outcome.kind !== 'judged' || outcome.importId === null) throw new Error('it was taken');
      return { importId: outcome.importId, officer: '王' };
    };
    const named = (cardNumber: string, name: string) =>
      changeCard(services, { cardNumber, texts: { name }, officer: '王' });
    const first = await taken('张一', '李一', '赵一');
    const second = await taken('张二', '李二', '赵二');
    await named(c, '赵改');
    const third = await taken('张三', '李三', '赵三');
    expect(await undoImport(services, second)).toMatchObject({ undone: 0, refused: [{}, {}, {}] });
    expect(await undoImport(services, third)).toEqual({ kind: 'undone', undone: 3, refused: [] });
    expect(await namesNow()).toEqual(['张二', '李二', '赵改']);
    expect(await undoImport(services, second)).toMatchObject({ undone: 2, refused: [{ row: 4 }] });
    // It may be run again: what it took back is left, and what was in the way is judged again.
    expect(await undoImport(services, second)).toMatchObject({ undone: 0, refused: [{ row: 4 }] });
    expect(await undoImport(services, first)).toMatchObject({ undone: 2, refused: [{ row: 4 }] });
    expect(await namesNow()).toEqual(['赵改']);
    // The same words by an officer's hand are a change of his own.
    const fourth = await taken('张四', '李四', '赵四');
    await named(b, '李改');
    await named(b, '李四');
    const fifth = await taken('张五', '李五', '赵五');
    expect(await undoImport(services, fifth)).toMatchObject({ undone: 3, refused: [] });
    expect(await undoImport(services, fifth)).toEqual({ kind: 'undone-already' });
    expect(await undoImport(services, fourth)).toMatchObject({ undone: 2, refused: [{ row: 3 }] });
    expect(await namesNow()).toEqual(['李四', '赵改']);
    expect(await historyOf(services, a)).toMatchObject({ card: null });
  });
});

describe('an import of cardholders', () => {
  const started = () => servicesOn(memoryStore());

  test('judges and takes nothing when it runs dry', async () => {
    const services = started();
    await take(services, [row(ONE, '张三')]);
    const rows: JudgedRow[] = [];
    const outcome = await take(services, [row(ONE, '张山'), row(TWO, '李四')], {
      isDryRun: true,
      onRow: (one) => rows.push(one),
    });
    expect(outcome).toMatchObject({ importId: null, added: 1, changed: 1, refused: [] });
    expect(rows).toMatchObject([
      { row: 2, outcome: 'changed', changes: [{ field: 'name', from: '张三', to: '张山' }] },
      { row: 3, outcome: 'added' },
    ]);
    expect(await statesOf(services)).toEqual([`${ONE} 张三 active`]);
  });

  test('takes a row once that stands twice, and refuses one that says something else', async () => {
    const services = started();
    expect(await take(services, [row(ONE, '张三'), row(` ${ONE} `, '张　三')])).toMatchObject({
      added: 1,
      same: 1,
      refused: [],
    });
    expect(await take(services, [row(TWO, '李四'), row(ONE, '张三'), row(TWO, '李五')])).toMatchObject({
      importId: null,
      refused: [{ row: 4, column: '卡号', why: { zh: expect.stringContaining('第 2 行') } }],
    });
  });

  test('refuses a card with one child on each of its rows, and takes children that are written otherwise', async () => {
    const services = started();
    expect(
      await take(services, [row(ONE, '张三', { 7: '张大' }), row(ONE, '张三', { 7: '张二' })]),
    ).toMatchObject({
      importId: null,
      refused: [{ row: 3, column: '卡号', why: { zh: expect.stringContaining('第 2 行') } }],
    });
    expect(
      await take(services, [
        row(ONE, '张三', { 7: '张大、张二' }),
        row(ONE, '张三', { 7: ' 张大，张 二（女）' }),
      ]),
    ).toMatchObject({ added: 1, same: 1, refused: [] });
    const head = [...HEAD, '子女2'];
    const wide = (one: string, other: string) => [...row(TWO, '李四', { 7: one }), other];
    expect(await take(services, [wide('李大', '李二'), wide('李大', '李三')], { head })).toMatchObject({
      refused: [{ row: 3 }],
    });
  });

  test('changes nothing of what the file has no column or no word for', async () => {
    const services = started();
    await take(services, [row(ONE, '张三', { 5: '挂失', 6: '李四', 7: '张大' })]);
    const head = ['卡号', '姓名', '有效期至', '状态'];
    expect(await take(services, [[ONE, '张三', '2030-12-31', '']], { head })).toMatchObject({ changed: 1 });
    expect(await held(services)).toMatchObject([
      { validUntil: '2030-12-31', status: 'lost', tier: 'A类', spouse: '李四', children: 1 },
    ]);
    expect(await take(services, [[ONE, '', '']], { head: ['卡号', '配偶', '子女'] })).toMatchObject({
      changed: 1,
    });
    expect(await held(services)).toMatchObject([{ spouse: null, children: 0 }]);
  });

  test('refuses what a file cannot mean', async () => {
    const services = started();
    await take(services, [row(ONE, '张三', { 5: '已换发' })]);
    const outcome = await take(services, [
      row(ONE, '张三', { 5: '有效' }),
      row(TWO, '李四', { 5: '过期' }),
      row(THREE, '王'.repeat(61), { 2: '层'.repeat(61), 7: Array(13).fill('孩').join('、') }),
    ]);
    if (outcome.kind !== 'judged') throw new Error('it is judged');
    expect(outcome.refused.map(({ row, column }) => [row, column])).toEqual([
      [2, '状态'],
      [3, '状态'],
      [4, '层次'],
    ]);
    expect(outcome.refused[2]?.why.zh).toMatch(/姓名：太长.*子女：家庭成员太多/);
    expect(
      await take(services, [row(TWO, '李四', { 3: '2020-01-01', 4: '2026-11-22', 5: '已过期' })]),
    ).toMatchObject({ added: 1 });
  });

  test('undoes what was not touched since, and names the rest by their rows', async () => {
    const services = started();
    const taken = await take(services, [row(ONE, '张三'), row(TWO, '李四'), row(THREE, '赵六')]);
    if (taken.kind !== 'judged' || taken.importId === null) throw new Error('it was taken');
    services.clock += 1_000;
    await changeCard(services, { cardNumber: TWO, texts: { tier: 'B类' }, officer: '王' });
    const { cardRefKeyHex } = await services.store.read((reads) => reads.identity());
    const kiosk = await newKiosk(services);
    const use = { ...aUse, cardRef: cardRefOf(cardRefKeyHex, THREE) };
    await kiosk.push(use, use, { kind: 'void', voidsSeq: 1, reason: 'mistyped' });
    expect(await undoImport(services, { importId: taken.importId, officer: '王' })).toMatchObject({
      kind: 'undone',
      undone: 1,
      refused: [
        { row: 3, why: { zh: expect.stringContaining('又改过') } },
        { row: 4, why: { zh: expect.stringContaining('使用记录') } },
      ],
    });
    expect(await statesOf(services)).toEqual([`${TWO} 李四 active`, `${THREE} 赵六 active`]);
    expect(await historyOf(services, THREE)).toMatchObject({
      uses: [{ itemId: aUse.itemId, state: 'counts' }, { state: 'taken-back' }],
    });
    expect(await undoImport(services, { importId: 'none', officer: '王' })).toEqual({
      kind: 'no-such-import',
    });
  });

  test('denies a card as long as its status does, and leaves single prints alone', async () => {
    const services = started();
    await take(services, [row(ONE, '张三'), row(TWO, '李四')]);
    await denyCard(services, { cardNumber: ONE, issueSerial: 7, status: 'lost' });
    const set = (cardNumber: string, status: string) =>
      changeCard(services, { cardNumber, texts: { status }, officer: 'office', reason: CHECKED });
    expect(await set(ONE, '挂失')).toMatchObject({
      kind: 'done',
      changes: [{ field: 'status', to: 'lost' }],
    });
    await set(ONE, '注销');
    const print = { card: ONE, issueSerial: 7, status: 'lost' };
    const before = await deniedOf(services);
    expect(before.cards).toEqual([print, { card: ONE, issueSerial: null, status: 'revoked' }]);
    await set(ONE, '注销');
    expect((await deniedOf(services)).serial).toBe(before.serial);
    await set(ONE, '有效');
    expect((await deniedOf(services)).cards).toEqual([print]);
    expect(await set(THREE, '挂失')).toEqual({ kind: 'no-such-card' });
    expect(await set('LW1', '挂失')).toMatchObject({ kind: 'refused' });
  });

  test.each(['lost', 'suspended'] as const)(
    'leaves what the operator denied as %s on the list, whatever status a file or an undo gives',
    async (status) => {
      const services = started();
      await take(services, [row(ONE, '张三'), row(TWO, '李四')]);
      await denyCard(services, { cardNumber: ONE, issueSerial: null, status });
      const denied = [{ card: ONE, issueSerial: null, status }];
      const taken = await take(services, [row(ONE, '张三', { 5: '暂停' }), row(TWO, '李四', { 5: '暂停' })]);
      if (taken.kind !== 'judged' || taken.importId === null) throw new Error('it was taken');
      const suspended = { card: TWO, issueSerial: null, status: 'suspended' };
      expect((await deniedOf(services)).cards).toEqual([...denied, suspended]);
      await undoImport(services, { importId: taken.importId, officer: '王' });
      expect((await deniedOf(services)).cards).toEqual(denied);
      for (const word of ['暂停', '有效', '挂失', '有效']) {
        await changeCard(services, {
          cardNumber: ONE,
          texts: { status: word },
          officer: '王',
          reason: CHECKED,
        });
        expect((await deniedOf(services)).cards).toEqual(denied);
      }
      // What the status denied first is the operator's once it is denied by hand, and kiosks read the list as before.
      await changeCard(services, {
        cardNumber: TWO,
        texts: { status: '挂失' },
        officer: '王',
        reason: CHECKED,
      });
      await denyCard(services, { cardNumber: TWO, issueSerial: null, status: 'lost' });
      await changeCard(services, {
        cardNumber: TWO,
        texts: { status: '有效' },
        officer: '王',
        reason: CHECKED,
      });
      await changeCard(services, {
        cardNumber: ONE,
        texts: { status: '注销' },
        officer: '王',
        reason: CHECKED,
      });
      await changeCard(services, {
        cardNumber: TWO,
        texts: { status: '注销' },
        officer: '王',
        reason: CHECKED,
      });
      expect((await deniedOf(services)).cards).toEqual([
        ...denied,
        { card: TWO, issueSerial: null, status: 'lost' },
      ]);
      await take(services, [row(THREE, '赵六')]);
      await changeCard(services, {
        cardNumber: THREE,
        texts: { status: '挂失' },
        officer: '王',
        reason: CHECKED,
      });
      const { signed } = await servedDenyList(services);
      expect(jsonOf(signed.text)).toMatchObject({ cards: [{}, {}, { issueSerial: null, status: 'lost' }] });
      expect(DenyList.safeParse(jsonOf(signed.text)).success).toBe(true);
    },
  );

  test('gives the holder of a card the next number, and denies the old one', async () => {
    const services = started();
    await take(services, [row(ONE, '张三', { 6: '李四' }), row(TWO, '王五')]);
    const outcome = await replaceCard(services, { cardNumber: ONE, officer: '王' });
    const next = cardNumberOf('LW20260003');
    expect(outcome).toMatchObject({
      kind: 'done',
      holder: { record: { cardNumber: next, name: '张三', status: 'active' }, tier: 'A类' },
    });
    expect(await statesOf(services)).toEqual([
      `${ONE} 张三 replaced`,
      `${TWO} 王五 active`,
      `${next} 张三 active`,
    ]);
    expect((await deniedOf(services)).cards).toEqual([{ card: ONE, issueSerial: null, status: 'replaced' }]);
    expect(await historyOf(services, ONE)).toMatchObject({ history: [{ otherCard: next }, {}] });
    expect(await historyOf(services, next)).toMatchObject({ history: [{ otherCard: ONE, what: 'added' }] });
    expect(await replaceCard(services, { cardNumber: ONE, officer: '王' })).toMatchObject({
      kind: 'refused',
    });
  });

  test('adds a card with the next number where none is given, and with no number that another card has', async () => {
    const services = started();
    const texts = { name: '陈九', validFrom: '2026-01-01', validUntil: '2028-12-31' };
    const numbers: string[] = [];
    for (let count = 0; count < 2; count += 1) {
      const added = await addCard(services, { cardNumber: null, texts, officer: '李' });
      if (added.kind !== 'done') throw new Error(added.kind);
      numbers.push(added.holder.record.cardNumber);
    }
    const [first = '', second = ''] = numbers.map((number) => number.slice(2, -1));
    expect(Number(second)).toBe(Number(first) + 1);
    expect(numbers.map((number) => cardNumberOf(number.slice(0, -1)))).toEqual(numbers);
    const again = await addCard(services, { cardNumber: numbers[0] ?? '', texts, officer: '李' });
    expect(again).toEqual({ kind: 'is-there-already' });
    expect(await addCard(services, { cardNumber: null, texts: {}, officer: '李' })).toMatchObject({
      kind: 'refused',
    });
  });

  test('makes the same cards of a table however it is written', async () => {
    const draw = seededRandom(testSeed());
    for (let variant = 0; variant < 40; variant += 1) {
      const cards = trueCards(40, draw);
      const { bytes, what } = dirtyFile(cards, draw);
      const services = started();
      const outcome = await importCards(services, { bytes, fileName: '', officer: '李', isDryRun: false });
      expect(outcome, `${variant}: ${what}`).toMatchObject({ added: cards.length, changed: 0, refused: [] });
      expect(await held(services), `${variant}: ${what}`).toEqual(cards);
    }
  });
});
