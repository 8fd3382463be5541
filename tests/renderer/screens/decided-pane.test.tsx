// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { demoCardNumber } from '../../../src/district/demo/showcase.ts';
import { instantOf } from '../../../src/domain/base/wall-time.ts';
import type { DeskManner } from '../../../src/domain/catalogue/green-channel.ts';
import { DecidedPane } from '../../../src/renderer/screens/verdict/DecidedPane.tsx';
import { CardStory } from '../../../src/renderer/screens/verdict/OfferList.tsx';
import { decisionFor } from '../../domain/desk.ts';
import { OnScreen, paneKiosk } from '../pane.tsx';

const FAMILY = demoCardNumber(1);
const SUSPENDED = demoCardNumber(7);
const UNKNOWN = demoCardNumber(9999);

async function decided(
  given: Parameters<typeof paneKiosk>[0] & { readonly card?: string; manner?: DeskManner } = {},
) {
  const { card = FAMILY, manner = 'venue', ...others } = given;
  const pane = await paneKiosk(others);
  await pane.desk.getState().show(card);
  pane.show(<OnScreen kind="decided" draw={(shown) => <DecidedPane screen={shown} manner={manner} />} />);
  return pane;
}

const band = () => screen.getByRole('alert');

describe('a card in good standing', () => {
  it('may have something: the holder, the family, and each item with its price and the list price struck out', async () => {
    await decided();
    expect(band().dataset['verdict']).toBe('yes');
    expect(within(band()).getByRole('heading').textContent).toBe('可享优惠');
    expect(band().textContent).toContain('贾*玉 持卡人 · 有效期至 2030-06-30 · 配偶 1 · 子女 2');
    const ticket = await screen.findByRole('button', { name: /露天池门票/ });
    expect(ticket.textContent).toBe('1露天池门票25.00原价 50.00五折');
    expect(ticket.querySelector('s')?.textContent).toBe('50.00');
    expect(screen.getByText('按数字键选择')).toBeDefined();
  });

  it('says so in English', async () => {
    await decided({ language: 'en' });
    expect(within(band()).getByRole('heading').textContent).toBe('Benefits apply');
    expect(band().textContent).toContain('Valid until 2030-06-30 · spouse 1 · children 2');
    const ticket = await screen.findByRole('button', { name: /Indoor pool ticket/ });
    expect(ticket.textContent).toContain('List price 80.00');
  });

  it('is served with three keys: a digit, + and Enter', async () => {
    const pane = await decided();
    const { keys, journal } = pane;
    await keys('1');
    expect(await screen.findByText('合计 25.00')).toBeDefined();
    await keys('+');
    expect(await screen.findByText('合计 50.00')).toBeDefined();
    expect(screen.getByText('已省 50.00')).toBeDefined();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: '确认 ⏎' }));
    await keys('{Enter}');
    await expect.poll(() => pane.desk.getState().screen.kind).toBe('recorded');
    expect(journal.entries).toMatchObject([
      { body: { itemId: 'outdoor-ticket', quantity: 2, totalFen: 5_000 } },
    ]);
  });

  it('is served with the hand alone: a click on the item, one on the button', async () => {
    const pane = await decided();
    await pane.user.click(await screen.findByRole('button', { name: /室内馆门票/ }));
    expect(screen.getByRole('button', { name: /室内馆门票/, pressed: true })).toBeDefined();
    await pane.user.click(screen.getByRole('button', { name: '确认 ⏎' }));
    await expect.poll(() => pane.desk.getState().screen.kind).toBe('recorded');
  });

  it('is told to wait while a record is being written', async () => {
    const pane = await decided();
    pane.writes.isShut = true;
    await pane.user.click(await screen.findByRole('button', { name: /露天池门票/ }));
    await pane.user.click(screen.getByRole('button', { name: '确认 ⏎' }));
    const button = await screen.findByRole<HTMLButtonElement>('button', { name: '正在记录…' });
    expect(button.disabled).toBe(true);
  });
});

describe('a card that gets nothing', () => {
  it.each([
    ['is suspended', SUSPENDED, 'zh', '不可享', /暂停/],
    ['is suspended', SUSPENDED, 'en', 'Not allowed', /suspended/],
    ['is not on the list', UNKNOWN, 'zh', '不可享', /名册/],
  ] as const)(
    'because it %s (%s) says so in %s, and offers no item',
    async (_name, card, language, headline, why) => {
      await decided({ card, language });
      expect(band().dataset['verdict']).toBe('no');
      expect(within(band()).getByRole('heading').textContent).toBe(headline);
      expect(within(band()).getByText(why).tagName).toBe('STRONG');
      expect(screen.queryByRole('list')).toBeNull();
      expect(screen.queryByRole('button', { name: /⏎/ })).toBeNull();
    },
  );
});

it('a desk that gives no prices and no priority offers a service', async () => {
  await decided({ siteId: 'liwan-legal-centre', manner: 'service' });
  expect(within(band()).getByRole('heading').textContent).toBe('可以办理');
});

it('a green channel is named on the band, and there is nothing to pay', async () => {
  const { user } = await decided({ siteId: 'liwan-central-hospital', manner: 'priority' });
  expect(within(band()).getByRole('heading').textContent).toBe('可优先办理');
  expect(within(band()).getByText('绿色通道 优先办理')).toBeDefined();
  await user.click(await screen.findByRole('button', { name: /挂号/ }));
  expect(screen.queryByText(/合计/)).toBeNull();
  expect(screen.getByRole('button', { name: /确认/ })).toBeDefined();
});

it('an item that is given at another time is amber: Enter moves it there', async () => {
  const { user, desk } = await decided({ siteId: 'fangcun-sports-centre', now: '2026-11-23T23:30' });
  await user.click(await screen.findByRole('button', { name: /^1 ?羽毛球场/ }));
  expect(band().dataset['verdict']).toBe('ask');
  expect(within(band()).getByRole('heading').textContent).toBe('现在不可办');
  await user.click(screen.getByRole('button', { name: '改为 11-24 08:30 开始 ⏎' }));
  expect(desk.getState().screen).toMatchObject({
    choices: { 'badminton-court': { start: '2026-11-24T08:30' } },
  });
});

it('what the card did here before stands above what it may have', async () => {
  const { show } = await paneKiosk({ language: 'en' });
  const start = '2026-11-23T10:00';
  const entry = { seq: 3, start, minutes: null, recordedAt: instantOf(start) };
  const past = { siteId: 'xijiao-pool', itemId: 'outdoor-ticket', person: 'holder', quantity: 2 } as const;
  const ofCard = [{ ...past, date: '2026-11-23', entry }];
  const { story } = decisionFor({ site: 'xijiao-pool', now: '2026-11-23T15:42', ofCard, kiosk: 'A1' });
  show(<CardStory story={story} />);
  expect(screen.getByRole('listitem').textContent).toMatch(/Outdoor pool ticket.*\(A1-3\)/);
});
