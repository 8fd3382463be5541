import { describe, expect, it } from 'vitest';
import type { NoticesLine } from '../../src/app/notices/notices-port.ts';
import { pullNotices } from '../../src/app/sync/pull-notices.ts';
import { instantOf } from '../../src/domain/base/wall-time.ts';
import { positionCursorOf } from '../../src/protocol/position-cursor.ts';
import type { WireNotice } from '../../src/protocol/wire-notices.ts';
import { newProfile } from '../store/profile.ts';
import { faultOf } from './scripted-district.ts';

const [FIRST, SECOND] = ['1', '2'].map((digit) => `${digit.repeat(8)}-1111-4111-8111-111111111111`) as [
  string,
  string,
];
const TODAY = '2026-11-23';

function noticeOf(digit: string, change: Partial<WireNotice> = {}): WireNotice {
  return {
    noticeId: `${digit.repeat(8)}-2222-4222-8222-222222222222`,
    zh: `通知${digit}`,
    en: null,
    importance: 'normal',
    siteIds: null,
    from: TODAY,
    until: '2026-11-30',
    isWithdrawn: false,
    ...change,
  };
}

/** A kiosk over a real cache, and a district that a test writes. */
async function newKiosk() {
  const profile = newProfile();
  let store = await profile.start();
  let now = instantOf(`${TODAY}T09:00`);
  const district = {
    epoch: FIRST,
    scope: 'aaaaaaaa',
    /** Each with its place in the order. */
    rows: [] as WireNotice[],
    perPage: 100,
    isOlder: false,
    isLineCut: false,
    read: [] as string[],
  };
  const line: NoticesLine = {
    async notices(cursor) {
      if (district.isLineCut) return { ok: false, fault: faultOf('timeout') };
      if (district.isOlder) return { ok: true, value: null };
      const { epoch, scope, rows, perPage } = district;
      const [givenEpoch, position = '0', givenScope] = cursor?.split('.') ?? [];
      const goesOn = givenEpoch === epoch && givenScope === scope && Number(position) <= rows.length;
      const from = goesOn ? Number(position) : 0;
      const until = Math.min(rows.length, from + perPage);
      const next = positionCursorOf({ epoch, position: until, shown: { scope, begun: 0 } });
      const page = { epoch, serverTimeMs: 0, notices: rows.slice(from, until), check: '00'.repeat(32) };
      return { ok: true, value: { ...page, cursor: next, more: until < rows.length } };
    },
    async noticesRead(noticeIds) {
      if (district.isLineCut) return { ok: false, fault: faultOf('timeout') };
      district.read.push(...noticeIds);
      return { ok: true, value: { epoch: district.epoch, serverTimeMs: 0 } };
    },
  };
  return {
    district,
    read: (notice: WireNotice) => store.notices.markRead(notice.noticeId),
    words: async () => (await store.notices.unread()).map(({ zh }) => zh),
    untold: () => store.notices.untold(100),
    pull: () =>
      pullNotices({ notices: store.notices, line, clock: { now: () => now } }, new AbortController().signal),
    async restart() {
      store.close();
      store = await profile.start();
    },
    setDay(day: string) {
      now = instantOf(`${day}T09:00`);
    },
  };
}

describe('what the office tells a desk', () => {
  it('comes page by page, once, and is kept over a restart without a line', async () => {
    const kiosk = await newKiosk();
    kiosk.district.perPage = 1;
    kiosk.district.rows.push(noticeOf('1'), noticeOf('2'));
    expect(await kiosk.pull()).toEqual({ kind: 'pulled', changes: 2 });
    expect(await kiosk.pull()).toEqual({ kind: 'pulled', changes: 0 });
    kiosk.district.isLineCut = true;
    await kiosk.restart();
    expect(await kiosk.pull()).toMatchObject({ kind: 'fault' });
    expect(await kiosk.words()).toEqual(['通知1', '通知2']);
  });

  it('is not shown again once it was read, whatever the district sends, and the district hears of it with a line', async () => {
    const kiosk = await newKiosk();
    kiosk.district.rows.push(noticeOf('1'), noticeOf('2'));
    await kiosk.pull();
    kiosk.district.isLineCut = true;
    await kiosk.read(noticeOf('1'));
    await kiosk.restart();
    expect(await kiosk.words()).toEqual(['通知2']);
    expect(await kiosk.untold()).toEqual([noticeOf('1').noticeId]);
    kiosk.district.isLineCut = false;
    await kiosk.pull();
    expect(kiosk.district.read).toEqual([noticeOf('1').noticeId]);
    // A restored district sends everything anew.
    kiosk.district.epoch = SECOND;
    await kiosk.pull();
    expect(await kiosk.words()).toEqual(['通知2']);
    expect(kiosk.district.read).toHaveLength(1);
  });

  it('goes when the office takes it back, and when its last day is over', async () => {
    const kiosk = await newKiosk();
    kiosk.district.rows.push(noticeOf('1'), noticeOf('2', { until: TODAY }));
    await kiosk.pull();
    kiosk.district.rows.push(noticeOf('1', { isWithdrawn: true }));
    await kiosk.pull();
    expect(await kiosk.words()).toEqual(['通知2']);
    kiosk.setDay('2026-11-24');
    await kiosk.pull();
    expect(await kiosk.words()).toEqual([]);
  });

  it.each([
    ['another epoch', { epoch: SECOND }],
    ['other sites', { scope: 'bbbbbbbb' }],
    ['a lost tail', {}],
  ])('begins anew after %s', async (_name, change) => {
    const kiosk = await newKiosk();
    kiosk.district.rows.push(noticeOf('1'), noticeOf('2'));
    await kiosk.pull();
    Object.assign(kiosk.district, change, { rows: [noticeOf('3')] });
    await kiosk.pull();
    expect(await kiosk.words()).toEqual(['通知3']);
  });

  it('is nothing from a district of a release before, and the round goes on', async () => {
    const kiosk = await newKiosk();
    kiosk.district.isOlder = true;
    expect(await kiosk.pull()).toEqual({ kind: 'none' });
  });
});
