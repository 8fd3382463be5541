// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { chosenItemOf } from '../../../src/desk/desk-state.ts';
import { demoCardNumber } from '../../../src/district/demo/showcase.ts';
import { DAY_MS } from '../../../src/domain/base/duration.ts';
import type { PaymentWay } from '../../../src/domain/base/payment-way.ts';
import { ItemList } from '../../../src/renderer/screens/order/ItemList.tsx';
import { OrderBar } from '../../../src/renderer/screens/order/OrderBar.tsx';
import { DecidedPane } from '../../../src/renderer/screens/verdict/DecidedPane.tsx';
import { CARD, decisionFor, itemFor } from '../../domain/desk.ts';
import { OnScreen, paneKiosk } from '../pane.tsx';
import { button, order } from './shown-order.tsx';

const POOL = { site: 'xijiao-pool', now: '2026-11-23T15:42' };
const GYM = { site: 'liwan-gymnasium', now: '2026-11-23T15:42' };

/** What is sold, for whom and how many, as the bar says it. */
function soldWords(): string {
  return document.querySelector('[data-what]')?.textContent ?? '';
}

describe('the order', () => {
  it('says what is sold to whom, the sum, what is saved and the clause; Enter stands ready', async () => {
    const { user, confirmed } = await order('outdoor-ticket', POOL);
    for (const words of ['露天池门票', '合计 25.00', '已省 25.00']) {
      expect(screen.getByText(words)).toBeDefined();
    }
    expect(soldWords()).toContain('张*明 · 1 张');
    expect(screen.getByText(/^依据 第5.6条：/)).toBeDefined();
    expect(document.activeElement).toBe(button('确认 ⏎'));
    await user.click(button('确认 ⏎'));
    expect(confirmed).toEqual(['outdoor-ticket']);
  });

  it('says it in English', async () => {
    await order('outdoor-ticket', POOL, { language: 'en' });
    for (const words of ['Total 25.00', 'Saved 25.00']) expect(screen.getByText(words)).toBeDefined();
    expect(soldWords()).toContain('张*明 · × 1');
    expect(button('Confirm ⏎').disabled).toBe(false);
  });

  it('of one ticket cannot become none', async () => {
    await order('outdoor-ticket', POOL);
    expect(button('数量 −').disabled).toBe(true);
    expect(button('数量 +').disabled).toBe(false);
  });

  it('of another matter begins without what was typed and refused for the one before', async () => {
    const hall = { site: 'service-hall', now: '2026-11-23T10:00' };
    const props = { lookup: { kind: 'found', record: CARD }, today: '2026-11-23', wait: null } as const;
    const { user, keys, show } = await paneKiosk({ siteId: hall.site, now: hall.now });
    const number = () => screen.findByRole<HTMLInputElement>('textbox', { name: '办件编号（收件前可补登）' });
    function Orders() {
      const [itemId, setItem] = useState('matter-residence');
      const item = itemFor(itemId, hall);
      return (
        <>
          <button type="button" onClick={() => setItem('matter-food-licence')}>
            next
          </button>
          <OrderBar {...props} item={item} courtNews={null} onChange={() => undefined} />
        </>
      );
    }
    show(<Orders />);
    await user.click(await number());
    await keys('12');
    expect((await number()).value).toBe('12');
    await user.click(button('next'));
    expect((await number()).value).toBe('');
  });

  it('that cannot be sold says why on its button', async () => {
    await order('outdoor-ticket', { ...POOL, choices: { 'outdoor-ticket': { quantity: 9 } } });
    expect(button('名册登记可办理 4 张。其余的人按原价，或先登记家庭成员').disabled).toBe(true);
  });

  it('says what to check, and that confirming means that it was checked', async () => {
    await order('outdoor-ticket', { ...POOL, dataAgeMs: 8 * DAY_MS });
    expect(screen.getByRole('listitem').textContent).toBe('本机名册超过 7 天未更新，请核对身份证件');
    expect(button('身份证件已核对，确认办理 ⏎').disabled).toBe(false);
  });

  it.each([
    ['writing', '正在记录…'],
    ['stillWriting', '上一笔还在记录…'],
    ['askingCourt', '正在问区里…'],
  ] as const)('waits (%s) and says so on its button', async (wait, words) => {
    const { user, confirmed } = await order('outdoor-ticket', POOL, { wait });
    expect(button(words).disabled).toBe(true);
    await user.click(button(words));
    expect(confirmed).toEqual([]);
  });
});

describe('the list of items', () => {
  it('has a digit for each, says why one is refused, and bars what no choice can mend', async () => {
    const { show, user } = await paneKiosk({ siteId: 'liwan-gymnasium', language: 'en' });
    const past = { siteId: 'liwan-gymnasium', person: 'holder', quantity: 1, date: '2026-11-23' } as const;
    const ofCard = [{ ...past, itemId: 'table-tennis-free' }];
    const chosen: string[] = [];
    const { items } = decisionFor({ ...GYM, ofCard });
    show(<ItemList items={items} chosenItemId="badminton-free" onChoose={(id) => chosen.push(id)} />);
    const rows = screen.getAllByRole<HTMLButtonElement>('button');
    expect(rows.map(({ textContent }) => textContent?.[0])).toEqual(['1', '2', '3', '4']);
    expect(rows[1]?.getAttribute('aria-pressed')).toBe('true');
    expect(rows[2]?.textContent).toContain('card price from Saturday 11-28 18:00');
    for (const row of rows) await user.click(row);
    expect(chosen).toEqual(
      items.filter((_, index) => rows[index]?.disabled === false).map(({ itemId }) => itemId),
    );
  });
});

it('+ and − on the buttons count on the desk itself', async () => {
  const { desk, show, user } = await paneKiosk();
  await desk.getState().show(demoCardNumber(1));
  desk.getState().chooseItem('outdoor-ticket');
  const item = chosenItemOf(desk.getState().screen);
  if (item === null) throw new Error('nothing is chosen');
  const nothing = { wait: null, courtNews: null, onChange: () => undefined };
  show(<OrderBar item={item} lookup={{ kind: 'found', record: CARD }} today="2026-11-23" {...nothing} />);
  await user.click(button('数量 +'));
  expect(chosenItemOf(desk.getState().screen)?.choice.quantity).toBe(2);
});

it('has the ways of payment where the site records them: the first is meant, a touch and F choose another', async () => {
  const pane = await paneKiosk({ siteId: POOL.site, now: POOL.now });
  const { catalogue } = pane;
  if (catalogue === null) throw new Error('no catalogue');
  const payments: PaymentWay[] = ['wechat', 'cash', 'card'];
  pane.catalogue = { ...catalogue, sites: catalogue.sites.map((site) => ({ ...site, payments })) };
  const { getState } = pane.desk;
  await getState().show(demoCardNumber(1));
  getState().chooseItem('outdoor-ticket');
  pane.show(<OnScreen kind="decided" draw={(shown) => <DecidedPane screen={shown} manner="venue" />} />);
  const pressed = (name: string) => button(name).getAttribute('aria-pressed');
  expect(screen.getByRole('group', { name: '支付方式' })).toBeDefined();
  expect([pressed('微信'), pressed('现金'), pressed('银行卡')]).toEqual(['true', 'false', 'false']);
  await pane.user.click(button('银行卡'));
  expect([pressed('微信'), pressed('银行卡')]).toEqual(['false', 'true']);
  await pane.keys('f');
  await expect.poll(() => pressed('微信')).toBe('true');
});
