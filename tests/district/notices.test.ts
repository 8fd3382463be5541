import { describe, expect, test } from 'vitest';
import { readNotices } from '../../src/district/notices/feed.ts';
import { listNotices, noteRead, withdrawNotice, writeNotice } from '../../src/district/notices/notices.ts';
import { NoticeWriting } from '../../src/protocol/wire-notices.ts';
import { GYM, MONDAY, newKiosk, POOL, servicesOn, type TestServices } from './logic.ts';
import { officeServer } from './office/office-server.ts';
import { memoryStore, storeKinds, useStore } from './stores.ts';

const written = (services: TestServices, change: Partial<NoticeWriting> = {}) =>
  writeNotice(
    services,
    NoticeWriting.parse({ zh: '今天闭馆', from: MONDAY, until: MONDAY, ...change }),
    '李明',
  );

async function pageOf(services: TestServices, siteIds: readonly string[], cursor?: string, limit = 100) {
  const outcome = await readNotices(services, { siteIds }, { cursor, limit });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}

const wordsIn = ({ notices }: Awaited<ReturnType<typeof pageOf>>) => notices.map(({ zh }) => zh);

describe.each(storeKinds)('notices to desks on %s', (kind) => {
  const current = useStore(kind);

  test('go to the desks of their sites, or to all, and say who has read them', async () => {
    const services = servicesOn(current());
    const [pool, gym] = [await newKiosk(services, [POOL]), await newKiosk(services, [GYM])];
    const before = {
      pool: (await pageOf(services, [POOL])).cursor,
      gym: (await pageOf(services, [GYM])).cursor,
    };
    const own = await written(services, { zh: '泳池今天闭馆', siteIds: [POOL], importance: 'important' });
    const all = await written(services, { zh: '下月起调价', en: 'New prices' });
    expect(wordsIn(await pageOf(services, [POOL], before.pool))).toEqual(['泳池今天闭馆', '下月起调价']);
    const atGym = await pageOf(services, [GYM], before.gym);
    expect(atGym.notices).toEqual([
      {
        noticeId: all.noticeId,
        zh: '下月起调价',
        en: 'New prices',
        importance: 'normal',
        siteIds: null,
        from: MONDAY,
        until: MONDAY,
        isWithdrawn: false,
      },
    ]);
    expect(wordsIn(await pageOf(services, [GYM], atGym.cursor))).toEqual([]);
    services.clock += 1;
    await noteRead(services, { kioskId: gym.kioskId, siteIds: [GYM] }, [
      own.noticeId,
      all.noticeId,
      crypto.randomUUID(),
    ]);
    services.clock += 1;
    await noteRead(services, { kioskId: gym.kioskId, siteIds: [GYM] }, [all.noticeId]);
    const listed = await listNotices(services, { limit: 10, siteIds: null });
    const readAt = (noticeId: string) =>
      Object.fromEntries(
        listed
          .find((one) => one.noticeId === noticeId)
          ?.desks.map(({ kioskId, readAtMs }) => [kioskId, readAtMs]) ?? [],
      );
    expect(readAt(own.noticeId)).toEqual({ [pool.kioskId]: null });
    expect(readAt(all.noticeId)).toMatchObject({ [pool.kioskId]: null, [gym.kioskId]: services.clock - 1 });
  });

  test('come page by page, and once more as withdrawn where they were known', async () => {
    const services = servicesOn(current());
    const known = (await pageOf(services, [GYM])).cursor;
    const ids = [];
    for (const zh of ['一', '二', '三']) ids.push((await written(services, { zh })).noticeId);
    const first = await pageOf(services, [GYM], known, 2);
    expect([wordsIn(first), first.more]).toEqual([['一', '二'], true]);
    const second = await pageOf(services, [GYM], first.cursor, 2);
    expect([wordsIn(second), second.more]).toEqual([['三'], false]);
    const withdrawn = await withdrawNotice(services, ids[0] ?? '', '王芳');
    expect(withdrawn).toMatchObject({ withdrawnBy: '王芳', withdrawnAtMs: services.clock });
    services.clock += 1;
    // The officer who took it back first stays on record.
    expect((await withdrawNotice(services, ids[0] ?? '', '赵强'))?.withdrawnBy).toBe('王芳');
    expect(await withdrawNotice(services, crypto.randomUUID(), '赵强')).toBeNull();
    const third = await pageOf(services, [GYM], second.cursor);
    expect(third.notices).toMatchObject([{ noticeId: ids[0], isWithdrawn: true }]);
    // A kiosk that begins only now needs none of it.
    expect(wordsIn(await pageOf(services, [GYM]))).not.toContain('一');
  });

  test('leave out what is over for who begins, and begin anew for other sites', async () => {
    const services = servicesOn(current());
    await written(services, { zh: '昨天', from: '2026-11-20', until: '2026-11-22' });
    const own = await pageOf(services, [GYM]);
    expect(wordsIn(own)).not.toContain('昨天');
    await written(services, { zh: '泳池', siteIds: [POOL] });
    const later = await pageOf(services, [GYM], own.cursor);
    expect(wordsIn(later)).toEqual([]);
    expect(wordsIn(await pageOf(services, [GYM, POOL], later.cursor))).toContain('泳池');
    const refused = await readNotices(services, { siteIds: [GYM] }, { cursor: 'nonsense', limit: 1 });
    expect(refused).toMatchObject({ ok: false, refusal: { kind: 'bad-request' } });
  });
});

describe('the office and its notices', () => {
  test('a venue manager sees those of the own sites, and the desks there alone', async () => {
    const office = await officeServer(memoryStore());
    const { services } = office;
    const [pool, gym] = [await newKiosk(services, [POOL]), await newKiosk(services, [GYM])];
    await written(services, { zh: '体育馆', siteIds: [GYM] });
    await written(services, { zh: '大家' });
    const listed = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await office.ask({ url: '/v1/office/notices', headers });
      return answer
        .json()
        .notices.map((one: { zh: string; desks: { kioskId: string }[] }) => [
          one.zh,
          one.desks.map(({ kioskId }) => kioskId),
        ]);
    };
    expect(await listed(await office.token('venue-manager', [POOL]))).toEqual([['大家', [pool.kioskId]]]);
    const all = Object.fromEntries(await listed(await office.token('auditor')));
    expect(all['体育馆']).toEqual([gym.kioskId]);
    expect(all['大家'].toSorted()).toEqual([pool.kioskId, gym.kioskId].toSorted());
  });

  test.each([
    ['no words', { zh: '  ' }],
    ['half a character', { zh: 'x\ud800' }],
    ['too many words', { zh: '长'.repeat(301) }],
    ['an end before the beginning', { until: '2026-11-22' }],
    ['a day that is none', { from: '2026-02-30' }],
    ['no site at all', { siteIds: [] }],
    ['an importance of its own', { importance: 'loud' }],
    ['more than it may say', { officer: '别人' }],
  ])('refuses %s', async (_name, change) => {
    const office = await officeServer(memoryStore());
    const headers = { authorization: `Bearer ${await office.token('officer')}` };
    const payload = { zh: '今天闭馆', from: MONDAY, until: MONDAY, ...change };
    const answer = await office.ask({ method: 'POST', url: '/v1/office/notices', headers, payload });
    expect(answer.statusCode).toBe(400);
  });

  test('writes who wrote it, refuses an unknown site, and logs what was done', async () => {
    const office = await officeServer(memoryStore());
    await office.officer('李明', 'officer');
    const cookie = await office.signIn('李明');
    const write = (change: object) =>
      office.ask({
        method: 'POST',
        url: '/v1/office/notices',
        cookie,
        payload: { zh: '<img src=x onerror=alert(1)>', from: MONDAY, until: MONDAY, ...change },
      });
    expect((await write({ siteIds: ['nowhere'] })).statusCode).toBe(404);
    const notice = (await write({ siteIds: [POOL] })).json();
    expect(notice).toMatchObject({ officer: '李明', zh: '<img src=x onerror=alert(1)>', siteIds: [POOL] });
    const url = `/v1/office/notices/${notice.noticeId}/withdraw`;
    expect((await office.ask({ method: 'POST', url, cookie, payload: {} })).json().withdrawnBy).toBe('李明');
    const rows = await office.services.store.read((reads) => reads.auditAfter({ after: 0, limit: 100 }));
    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['POST /office/notices', 'POST /office/notices/:noticeId/withdraw']),
    );
  });
});
