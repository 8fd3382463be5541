// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { demoCardNumber } from '../../../src/district/demo/showcase.ts';
import type { JournalBody } from '../../../src/domain/journal/entry-body.ts';
import { PaperSheet } from '../../../src/renderer/screens/recorded/PaperSheet.tsx';
import {
  NotRecordedPane,
  RecordedPane,
  VoidedPane,
} from '../../../src/renderer/screens/recorded/RecordedPane.tsx';
import { memoryJournal } from '../../app/memory-journal.ts';
import { OnScreen, paneKiosk } from '../pane.tsx';

const COURT_REQUEST: JournalBody = {
  ...{ kind: 'court-requested', cardRef: 'ab'.repeat(32), itemId: 'badminton-court', person: 'holder' },
  ...{ quantity: 1, start: '2026-12-05T20:00', minutes: 60, catalogueVersion: 2 },
};
const FULL = { kind: 'disk-full', detail: 'ENOSPC' } as const;

/** What the clerk has sold, with what follows from it on the screen. */
async function sold(
  given: Parameters<typeof paneKiosk>[0] = {},
  {
    itemId = 'outdoor-ticket',
    isDiskFull = false,
    recordedAs,
  }: { itemId?: string; isDiskFull?: boolean; recordedAs?: JournalBody } = {},
) {
  const pane = await paneKiosk(given);
  const desk = pane.desk.getState();
  await desk.show(demoCardNumber(1));
  desk.chooseItem(itemId);
  if (itemId === 'outdoor-ticket') desk.count(1);
  if (isDiskFull) pane.journal.nextAppend = async () => ({ ok: false, fault: FULL });
  if (recordedAs !== undefined) {
    pane.journal.nextAppend = () => memoryJournal().append({ siteId: 'xijiao-pool', body: recordedAs });
  }
  await desk.confirm();
  pane.show(
    <>
      <OnScreen kind="recorded" draw={(shown) => <RecordedPane screen={shown} manner="venue" />} />
      <OnScreen kind="voided" draw={(shown) => <VoidedPane screen={shown} />} />
      <OnScreen kind="not-recorded" draw={(shown) => <NotRecordedPane screen={shown} />} />
      <PaperSheet />
    </>,
  );
  return pane;
}

const band = () => screen.getByRole('alert');
const headline = () => within(band()).getByRole('heading').textContent;

describe('what was recorded', () => {
  it('is said with its number, the card, what it was and the sum', async () => {
    await sold();
    expect(band().dataset['verdict']).toBe('yes');
    expect(headline()).toBe('已记录');
    expect(band().textContent).toContain(
      '编号 A1-1 · 贾*玉 卡尾号 001E · 露天池门票 × 2 · 已核对 · 合计 50.00',
    );
    expect(screen.getByText('请出示下一张卡')).toBeDefined();
  });

  it('is printed with a click or with P', async () => {
    const { user, keys } = await sold({ language: 'en' });
    expect(headline()).toBe('Recorded');
    const lengths: unknown[] = [];
    const lengthNow = () => document.documentElement.dataset['paperMicrons'];
    const print = vi.fn(() => void lengths.push(lengthNow()));
    vi.stubGlobal('print', print);
    onTestFinished(() => void vi.unstubAllGlobals());
    await user.click(screen.getByRole('button', { name: 'Print receipt P' }));
    expect(print).toHaveBeenCalledTimes(1);
    await keys('p');
    await expect.poll(() => print.mock.calls.length).toBe(2);
    // Only the receipt has a length: a sheet of cards that is printed next has none.
    expect([lengths.every(Number), lengthNow()]).toEqual([true, undefined]);
  });

  it('is taken back with a click: the desk asks why', async () => {
    const { user, desk } = await sold();
    await user.click(screen.getByRole('button', { name: '撤销 F8' }));
    await expect.poll(() => desk.getState().overlay).toMatchObject({ kind: 'void', use: { seq: 1 } });
  });

  it('once it is taken back says what to give back', async () => {
    const { desk } = await sold();
    await desk.getState().askToVoid(1);
    const { overlay } = desk.getState();
    if (overlay?.kind !== 'void') throw new Error('nobody asked why');
    await desk.getState().voidRecorded(overlay.use, 'mistyped');
    await expect.poll(() => band().dataset['verdict']).toBe('info');
    expect(headline()).toBe('已撤销 A1-1');
    expect(band().textContent).toContain('请退回 50.00 元');
  });
});

describe('what was only requested', () => {
  it('of a court is said to be no booking, with the time that was asked for', async () => {
    await sold({}, { recordedAs: COURT_REQUEST });
    expect(band().dataset['verdict']).toBe('ask');
    expect(headline()).toBe('已记场地申请，没有订到');
    expect(band().textContent).toContain('申请编号 A1-1');
    expect(band().textContent).toContain('2026-12-05 20:00 · 区里现在没有回应。');
  });
});

describe('what was not recorded', () => {
  it('says why, and to charge the list price', async () => {
    await sold({}, { isDiskFull: true });
    expect(band().dataset['verdict']).toBe('no');
    expect(headline()).toBe('没有记录');
    expect(band().textContent).toContain('磁盘已满，无法记录。请通知技术员清理磁盘。 请先按原价办理。');
    expect(screen.getByText('ENOSPC')).toBeDefined();
  });

  it('of what is free says to serve it as usual', async () => {
    await sold(
      { siteId: 'liwan-central-hospital', language: 'en' },
      { itemId: 'registration', isDiskFull: true },
    );
    expect(headline()).toBe('Not recorded');
    expect(band().textContent).toContain('This costs nothing: serve it as usual, note it on paper');
  });

  it('may still have been: a host that does not answer is amber, and nothing is done twice', async () => {
    const { show } = await paneKiosk({ language: 'en' });
    const unknown = { reason: 'host', isVoid: true, isFree: false, detail: '' } as const;
    show(<NotRecordedPane screen={{ kind: 'not-recorded', ...unknown }} />);
    expect(band().dataset['verdict']).toBe('ask');
    expect(band().textContent).toContain('Give no money back before that.');
  });
});

describe('the slip', () => {
  /** Asked for, and drawn for the dialog of the system. */
  async function printed(...given: Parameters<typeof sold>) {
    vi.stubGlobal('print', () => undefined);
    onTestFinished(() => void vi.unstubAllGlobals());
    const pane = await sold(...given);
    await pane.desk.getState().print();
    await expect.poll(() => screen.queryAllByRole('term').length).toBeGreaterThan(0);
    return pane;
  }

  const rows = () =>
    Object.fromEntries(
      screen.getAllByRole('term').map((term) => [term.textContent, term.nextElementSibling?.textContent]),
    );

  it('has number, place, masked name, item, time, sum and what was saved', async () => {
    await printed();
    expect(rows()).toEqual({
      编号: 'A1-1',
      地点: '西郊游泳场',
      持卡人: '贾*玉',
      英才卡: '尾号 001E',
      项目: '露天池门票',
      核对: '英才卡信息已核对',
      日期: '2026-11-23 15:42',
      数量: '2',
      实收: '50.00',
      优惠: '50.00',
    });
  });

  it('after a closing of two members with one name has no row of the closing', async () => {
    const { desk } = await printed();
    const row = { name: '王芳', value: '1 · 25.00' };
    const { printing } = desk.getState();
    if (printing === null) throw new Error('nothing was printed');
    desk.setState({ printing: { ...printing, paper: { ...printing.paper, rows: [row, row] } } });
    await expect.poll(() => screen.queryAllByText('王芳').length).toBe(2);
    desk.setState({ printing });
    await expect.poll(() => screen.queryAllByText('编号').length).toBe(1);
    expect(screen.queryAllByText('王芳')).toEqual([]);
  });

  it('of a hospital names no price, and is in English where the desk is', async () => {
    await printed({ siteId: 'liwan-central-hospital', language: 'en' }, { itemId: 'registration' });
    expect(screen.getByText('Liwan talent card: slip')).toBeDefined();
    expect(rows()).toMatchObject({ Number: 'A1-1', Item: 'Priority registration' });
    expect(Object.keys(rows())).not.toContain('Paid');
  });

  it('says 补打 from the second time on, and opens no drawer then', async () => {
    const { desk, papers } = await printed();
    await desk.getState().print();
    expect(papers.map(({ paper, opensDrawer }) => [paper.isReprint, opensDrawer])).toEqual([
      [false, true],
      [true, false],
    ]);
    await expect.poll(() => screen.queryByText('补打 REPRINT')).not.toBeNull();
  });

  it('of a use that is not there is none', async () => {
    const { desk, papers } = await sold();
    expect(await desk.getState().print(99)).toBe(false);
    expect(papers).toEqual([]);
  });
});
