// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import trustedKeys from '../../../resources/trusted-keys.json' with { type: 'json' };
import { fingerprintOf } from '../../../src/domain/trust/signing-key.ts';
import type { EnrolFault } from '../../../src/host-api/kiosk-api.ts';
import { ChooseDeskScreen } from '../../../src/renderer/screens/enrol/ChooseDeskScreen.tsx';
import { EnrolForm } from '../../../src/renderer/screens/enrol/EnrolForm.tsx';
import { EnrolScreen } from '../../../src/renderer/screens/enrol/EnrolScreen.tsx';
import { RootFingerprints } from '../../../src/renderer/screens/enrol/RootFingerprints.tsx';
import { paneKiosk } from '../pane.tsx';

const KNOWN = 'https://district.example';

/** The form, what it asked its district, and the answer that it waits for. */
async function form(language: 'zh' | 'en', fault: EnrolFault | null = null) {
  const pane = await paneKiosk({ language });
  const asked: unknown[] = [];
  let answer = () => {};
  const onEnrol = async (...call: unknown[]) => {
    asked.push(call);
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    return fault;
  };
  pane.show(<EnrolForm districtUrl={KNOWN} onEnrol={onEnrol} />);
  return { ...pane, asked, answer: () => answer() };
}

describe('the form for a one-time code', () => {
  it('has the focus in its first field, and Enter sends the code to the district that is known', async () => {
    const { user, keys, asked } = await form('zh');
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: '登记码' }));
    await user.paste('1234 5678');
    await keys('{Enter}');
    await expect.poll(() => asked).toEqual([['12345678', null]]);
    expect(screen.getByRole('button', { name: /正在登记…/ })).toBeDefined();
  });

  it.each([
    ['zh', '123', '登记码是 8 位数字'],
    ['en', '123', 'The code has 8 digits'],
  ] as const)('in %s asks nobody for %s', async (language, code, words) => {
    const { user, asked } = await form(language);
    await user.click(screen.getByRole('textbox', { name: /^(登记码|Enrolment code)$/ }));
    await user.paste(code);
    await user.click(screen.getByRole('button'));
    expect((await screen.findByRole('alert')).textContent).toBe(words);
    expect(asked).toEqual([]);
  });

  it('refuses what is no address, and asks another district where one is named', async () => {
    const { user, asked } = await form('en');
    await user.click(screen.getByRole('textbox', { name: 'Enrolment code' }));
    await user.paste('12345678');
    const address = screen.getByRole('textbox', { name: 'District address' });
    await user.clear(address);
    await user.click(address);
    await user.paste('nowhere');
    await user.click(screen.getByRole('button'));
    expect((await screen.findByRole('alert')).textContent).toMatch(/^That is no district address/);
    await user.clear(address);
    await user.click(address);
    await user.paste('https://other.example');
    await user.click(screen.getByRole('button'));
    await expect.poll(() => asked).toEqual([['12345678', 'https://other.example']]);
  });

  it('says why the district refused, and may be sent again', async () => {
    const { user, answer } = await form('zh', { kind: 'code-expired', detail: '', retryAfterMs: null });
    await user.click(screen.getByRole('textbox', { name: '登记码' }));
    await user.paste('12345678');
    await user.click(screen.getByRole('button'));
    answer();
    expect((await screen.findByRole('alert')).textContent).toContain('登记码已过期，请索取新的。');
    expect(screen.getByRole('button', { name: /登记 ⏎/ })).toBeDefined();
  });
});

describe('the screen of a kiosk without a district', () => {
  const pinnedTrust = { roots: trustedKeys, keyList: null, catalogue: null, isDemo: false };

  it('says how to come by a code', async () => {
    const { show } = await paneKiosk();
    const info = { districtUrl: KNOWN, disabled: null };
    show(<EnrolScreen info={info} pinnedTrust={pinnedTrust} onEnrol={async () => null} theme="dark" />);
    expect(screen.getByRole('heading').textContent).toBe('本机尚未登记');
  });

  it('that was disabled says what became of its records', async () => {
    const { show } = await paneKiosk({ language: 'en' });
    const info = { districtUrl: KNOWN, disabled: { kioskName: '前台 2', districtName: '荔湾区' } };
    show(<EnrolScreen info={info} pinnedTrust={pinnedTrust} onEnrol={async () => null} theme="light" />);
    expect(screen.getByRole('heading').textContent).toBe('This kiosk is disabled');
    expect(screen.getByText(/^All that Desk 2 had recorded is uploaded/)).toBeDefined();
  });
});

describe('a kiosk that may be several desks', () => {
  const chosen = ({ kiosk }: Awaited<ReturnType<typeof paneKiosk>>) =>
    kiosk.settings.getState().settings.siteId;
  const undecided = async (given: Parameters<typeof paneKiosk>[0] = {}) => {
    const pane = await paneKiosk(given);
    await pane.kiosk.settings.getState().change({ siteId: null });
    pane.hasSite = false;
    pane.showBare(<ChooseDeskScreen />);
    return pane;
  };

  it('asks which one it is, and a click or a digit says so', async () => {
    const pane = await undecided();
    expect(screen.getByRole('heading').textContent).toBe('请先选择本台');
    await pane.user.click(screen.getByRole('button', { name: '2 荔湾区体育馆' }));
    expect(chosen(pane)).toBe('liwan-gymnasium');
    await pane.keys('1');
    await expect.poll(() => chosen(pane)).toBe('xijiao-pool');
    await pane.keys('9');
    expect(chosen(pane)).toBe('xijiao-pool');
  });

  it('has each language in its own words, and changes to it at once', async () => {
    const { user, kiosk } = await undecided();
    expect(screen.getByRole('button', { name: '中文', pressed: true })).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'English' }));
    await expect.poll(() => kiosk.settings.getState().settings.language).toBe('en');
  });

  it('has its help on F1 and the settings on F10, and no digit or card counts while they are open', async () => {
    const pane = await undecided();
    await pane.keys('{F1}');
    const help = within(await screen.findByRole('dialog', { name: '帮助' }));
    help.getByText(/^请选这台电脑所在的服务点/);
    help.getByText('选这个服务点');
    await pane.keys('1');
    expect(chosen(pane)).toBeNull();
    await pane.user.click(help.getByRole('button', { name: '完成 Esc' }));
    await pane.keys('{F10}');
    const settings = within(await screen.findByRole('dialog', { name: '设置' }));
    const idle = [
      settings.getByRole('button', { name: '开始练习' }),
      settings.getByRole('button', { name: '识读检查（技术员）' }),
    ];
    expect(idle.filter((button) => !button.hasAttribute('disabled'))).toEqual([]);
    await pane.keys('{Escape}');
    await expect.poll(() => pane.desk.getState().overlay).toBeNull();
  });

  it('gives no key to what needs a desk', async () => {
    const { keys, desk } = await undecided();
    await keys('{F2}{F6}{F7}{F8}{F9}{F12}');
    expect(desk.getState().overlay).toBeNull();
  });

  it('offers the first set-up on Enter, which goes on once a site is chosen, and Esc leaves it', async () => {
    const pane = await undecided();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await pane.keys('{Enter}');
    const setup = within(await screen.findByRole('dialog', { name: '首次设置' }));
    expect(setup.getByRole('button', { name: /下一步/ }).hasAttribute('disabled')).toBe(true);
    await pane.keys('{PageDown}');
    expect(pane.desk.getState().overlay).toMatchObject({ step: 'site' });
    await pane.user.click(setup.getByRole('button', { name: '西郊游泳场' }));
    await expect
      .poll(() => setup.getByRole('button', { name: /下一步/ }).hasAttribute('disabled'))
      .toBe(false);
    await pane.keys('{Escape}');
    await expect.poll(() => pane.desk.getState().overlay).toBeNull();
    expect(chosen(pane)).toBe('xijiao-pool');
  });

  it('shows the fingerprints of the roots and no desk where no catalogue came, and F1 says what is missing', async () => {
    const { keys } = await undecided({ isCatalogueHere: false });
    expect(screen.getByRole('heading').textContent).toBe('还没有收到优惠目录');
    expect(screen.getByText(/^演示用的根密钥，任何人都能签名/)).toBeDefined();
    expect(screen.queryByRole('button', { name: '西郊游泳场' })).toBeNull();
    await keys('{F1}');
    expect((await screen.findByRole('dialog')).textContent).toContain('本机还没有收到区里的优惠目录');
  });
});

it('each root has its name and a fingerprint that two people can compare', async () => {
  const { show } = await paneKiosk({ language: 'en' });
  show(<RootFingerprints pinnedTrust={{ roots: trustedKeys, isDemo: false }} />);
  expect(screen.getByText(/^Roots that this kiosk trusts/)).toBeDefined();
  for (const { id, publicKeyHex } of trustedKeys.keys) {
    expect(screen.getByText(`${id} ${fingerprintOf(publicKeyHex)}`)).toBeDefined();
  }
});
