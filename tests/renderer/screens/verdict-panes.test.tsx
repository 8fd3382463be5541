// @vitest-environment happy-dom
import { render, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { demoCardNumber } from '../../../src/district/demo/showcase.ts';
import { signCatalogue } from '../../../src/domain/catalogue/catalogue-file.ts';
import { DEVELOPMENT_ROOT } from '../../../src/domain/trust/development-keys.ts';
import { IdlePane } from '../../../src/renderer/screens/verdict/IdlePane.tsx';
import { RejectedPane } from '../../../src/renderer/screens/verdict/RejectedPane.tsx';
import { VerdictBand } from '../../../src/renderer/screens/verdict/VerdictBand.tsx';
import { changed } from '../../domain/newer-catalogue.ts';
import { OnScreen, paneKiosk } from '../pane.tsx';

const IDLE = <IdlePane siteId="xijiao-pool" greenChannel={false} />;

describe('the idle pane', () => {
  it('says what to do and what this desk offers', async () => {
    const { show } = await paneKiosk();
    show(IDLE);
    expect(screen.getByRole('heading').textContent).toBe('请出示英才卡');
    const offers = within(screen.getByRole('list')).getAllByRole('listitem');
    expect(offers.map((offer) => offer.textContent)).toEqual(['露天池门票', '室内馆门票']);
    expect(screen.queryByText('绿色通道')).toBeNull();
    expect(document.querySelector('[data-closed]')).toBeNull();
  });

  it('says in amber that it is closed, why, and when it opens next', async () => {
    const name = { zh: '换水停场', en: 'the water is changed' };
    const exceptions = [{ from: '2026-11-23', until: '2026-11-24', name, open: [] }];
    const payload = changed(({ site }) =>
      Object.assign(site('xijiao-pool'), {
        hours: { days: [{ days: 'any', start: '09:00', end: '21:00' }], exceptions },
      }),
    );
    const catalogueText = JSON.stringify(signCatalogue(payload, DEVELOPMENT_ROOT));
    const { show } = await paneKiosk({ catalogueText });
    show(IDLE);
    const note = screen.getByText('休息中（换水停场），11-25（周三） 09:00 开门');
    expect(note.getAttribute('data-closed')).toBe('2026-11-25T09:00');
  });

  it('says the same in English, and that there is a green channel', async () => {
    const { show } = await paneKiosk({ language: 'en' });
    show(<IdlePane siteId="xijiao-pool" greenChannel />);
    expect(screen.getByRole('heading').textContent).toBe('Please show the talent card');
    expect(screen.getByText('Outdoor pool ticket')).toBeDefined();
    expect(screen.getByText('Green channel')).toBeDefined();
  });

  it('shows what the office tells until it is read, by its key or its button', async () => {
    const made = await paneKiosk();
    const notice = { zh: '今天 14 时闭馆', en: 'Closed at 14:00', siteIds: null, from: '2026-11-23' };
    made.notices = ['1', '2', '3'].map((digit) => ({
      ...notice,
      noticeId: `${digit.repeat(8)}-1111-4111-8111-111111111111`,
      zh: `${notice.zh}${digit}`,
      importance: digit === '1' ? ('important' as const) : ('normal' as const),
      until: '2026-11-23',
    }));
    await made.kiosk.desk.getState().refreshNotices();
    made.show(IDLE);
    const banner = screen.getByRole('region', { name: '区人才办通知' });
    expect(banner.textContent).toContain('重要通知 今天 14 时闭馆1');
    expect(banner.textContent).not.toContain('闭馆3');
    expect(banner.textContent).toContain('还有 1 条通知');
    await made.keys('y');
    await waitFor(() => expect(banner.textContent).not.toContain('闭馆1'));
    expect(banner.textContent).toContain('闭馆3');
    await made.user.click(screen.getByRole('button', { name: '已阅' }));
    await made.user.click(screen.getByRole('button', { name: 'Y 通知已阅' }));
    await waitFor(() => expect(screen.queryByRole('region')).toBeNull());
    expect(made.notices).toEqual([]);
  });

  it('tells how far the card list has come, and offers nothing before', async () => {
    const roster = { pulledAt: null, cards: 0 };
    const { show, setStatus } = await paneKiosk({ status: { roster } });
    show(IDLE);
    expect(screen.getByRole('heading').textContent).toBe('还没有收到名册');
    expect(screen.queryByRole('list')).toBeNull();
    setStatus({ progress: { kind: 'snapshot', changes: 4_000 } });
    expect(await screen.findByText('正在接收名册 4000 人')).toBeDefined();
  });

  it.each([
    ['without a line', 'unreachable', '连不上区平台，可继续办理，恢复后自动补传。收到目录后自动开始。'],
    [
      'whose district is not believed',
      'bad-signature',
      '区平台的签名不是本机信任的，收到的目录和密钥都没有采用。请技术员核对根密钥的指纹。',
    ],
  ] as const)('%s says why there is no catalogue', async (_name, kind, next) => {
    const status = { line: { kind: 'down', since: 0 }, trouble: { kind, detail: '' } } as const;
    const { show } = await paneKiosk({ isCatalogueHere: false, status });
    show(IDLE);
    expect(screen.getByRole('heading').textContent).toBe('还没有收到优惠目录');
    expect(screen.getByText(next)).toBeDefined();
  });

  it.each([
    ['zh', '优惠目录有 2 处本机版本不认识'],
    ['en', 'This kiosk’s version does not know 2 places of the catalogue'],
  ] as const)(
    'says in %s what a catalogue of a newer release has, and still names every benefit',
    async (language, words) => {
      const payload = changed(({ item, payload: whole }) => {
        Object.assign(item('outdoor-ticket'), { workflow: 'raffle' });
        Object.assign(whole, { lotteries: [] });
      });
      const catalogueText = JSON.stringify(signCatalogue(payload, DEVELOPMENT_ROOT));
      const { show } = await paneKiosk({ language, catalogueText });
      show(IDLE);
      const alert = screen.getByRole('alert');
      expect(alert.textContent).toContain(words);
      expect(alert.title).toBe('lotteries items/outdoor-ticket/workflow');
      expect(within(screen.getByRole('list')).getAllByRole('listitem')).toHaveLength(2);
    },
  );

  it('says first that the journal is damaged', async () => {
    const damaged = { kind: 'damaged', seq: 7, detail: 'bad hash', file: 'journal', offset: 0 };
    const { show, kiosk } = await paneKiosk({ answers: { 'kiosk.health': { troubles: [damaged] } } });
    kiosk.health.look();
    show(IDLE);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('本机记录从第 7 笔起损坏，不能再记录');
  });
});

describe('the pane of what is no card', () => {
  const NUMBER = demoCardNumber(1);

  it.each([
    ['a payment code', 'https://pay.example/abc', 'zh', 'no', '不可享', '这不是英才卡的条码'],
    [
      'a payment code',
      'https://pay.example/abc',
      'en',
      'no',
      'Not allowed',
      'This is not the code of a talent card',
    ],
    ['half a code', NUMBER.slice(0, -1), 'zh', 'ask', '请核对', '读码不全，请重新扫'],
  ] as const)('says of %s (%s) in %s: %s', async (_name, text, language, verdict, headline, what) => {
    const { desk, show } = await paneKiosk({ language });
    await desk.getState().show(text);
    show(<OnScreen kind="rejected" draw={({ rejection }) => <RejectedPane rejection={rejection} />} />);
    const band = screen.getByRole('alert');
    expect(band.dataset['verdict']).toBe(verdict);
    expect(within(band).getByRole('heading').textContent).toBe(headline);
    expect(within(band).getByText(what)).toBeDefined();
  });

  it('suggests the number that a slip of the hand has missed, in groups as on the card', async () => {
    const { desk, show, keys } = await paneKiosk({ language: 'en' });
    await desk.getState().show(NUMBER.replace('LWTEST', 'LWTSET'));
    show(<OnScreen kind="rejected" draw={({ rejection }) => <RejectedPane rejection={rejection} />} />);
    expect(screen.getByText('Is it LWTE ST00 01E? Compare with the card.')).toBeDefined();
    await keys('{Escape}');
    await expect.poll(() => desk.getState().screen.kind).toBe('idle');
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

it('each verdict has a sign of its own, so that nobody needs to tell the colours apart', () => {
  const signs = (['yes', 'no', 'ask', 'info'] as const).map((verdict) => {
    const { container } = render(<VerdictBand verdict={verdict} headline="" />);
    return container.querySelector('svg path')?.getAttribute('d');
  });
  expect(new Set(signs).size).toBe(4);
});
