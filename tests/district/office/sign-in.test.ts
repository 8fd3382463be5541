import { TOTP } from 'otpauth';
import { beforeAll, describe, expect, test } from 'vitest';
import { firstLinkOf, makeFirstLink } from '../../../src/district/office/first.ts';
import { SessionReply } from '../../../src/protocol/wire-office.ts';
import { storeKinds, useStore } from '../stores.ts';
import {
  cookieOf,
  DAY_MS,
  HOUR_MS,
  kindOf,
  MINUTE_MS,
  type OfficeServer,
  officeServer,
  PASSWORD,
} from './office-server.ts';

let sources = 0;
/** Each test guesses from an address of its own. */
function newSource(): string {
  sources += 1;
  return `198.51.100.${sources}`;
}

// What differs by the storage is in the suite of the stores; a slow hash is slow three times over.
const kinds = storeKinds.filter((kind) => kind !== 'postgresql');

describe.each(kinds)('the sign-in of the office on %s', { timeout: 60_000 }, (kind) => {
  const store = useStore(kind);
  let held: OfficeServer | null = null;
  const office = (): OfficeServer => {
    if (held === null) throw new Error('only within a test');
    return held;
  };
  beforeAll(async () => {
    held = await officeServer(store());
  });

  const tryIn = (name: string, password: string, from: string, code?: string) =>
    office().ask({ method: 'POST', from, payload: { name, password, ...(code ? { code } : {}) } });

  test('prints a link that makes the first administrator, once and within a day', async () => {
    const { services, ask } = office();
    const make = (token: string, password = PASSWORD, from = newSource()) =>
      ask({ method: 'POST', url: '/v1/office/first', from, payload: { token, name: '首任', password } });
    const old = (await makeFirstLink(services)) ?? '';
    expect(firstLinkOf('http://x', 'abc')).toBe('http://x/office#first=abc');
    services.clock += DAY_MS;
    expect(kindOf(await make(old))).toBe('unauthorized');
    const token = (await makeFirstLink(services)) ?? '';
    expect(kindOf(await make('wrong'))).toBe('unauthorized');
    expect(kindOf(await make(token, 'short'))).toBe('bad-request');
    const answer = await make(token);
    expect(SessionReply.parse(answer.json()).officer).toEqual({
      name: '首任',
      role: 'administrator',
      siteIds: null,
      mustChangePassword: false,
      hasTotp: false,
    });
    expect((await ask({ cookie: cookieOf(answer) })).statusCode).toBe(200);
    expect(kindOf(await make(token))).toBe('unauthorized');
    expect(await makeFirstLink(services)).toBeNull();
  });

  test('has one word for a wrong name and a wrong password, and a cookie that no script reads', async () => {
    await office().officer('李', 'officer');
    const from = newSource();
    const wrong = [await tryIn('李', 'wrong', from), await tryIn('没有', PASSWORD, from)];
    expect(new Set(wrong.map(({ body }) => body)).size).toBe(1);
    expect(wrong.map(kindOf)).toEqual(['unauthorized', 'unauthorized']);
    const answer = await tryIn('李', PASSWORD, from);
    const [cookie] = answer.cookies;
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/v1/office' });
    expect(cookie?.secure).toBeUndefined();
    const headers = { 'x-forwarded-proto': 'https' };
    const payload = { name: '李', password: PASSWORD };
    const overTls = await office().ask({ method: 'POST', headers, from, payload });
    expect(overTls.cookies[0]?.secure).toBe(true);
  });

  test('gives each sign-in a new session and ends the one that the browser had', async () => {
    const { ask, signIn, officer } = office();
    await officer('王', 'officer');
    const from = newSource();
    const planted = 'a-session-that-somebody-else-knows';
    const first = await signIn('王', { from, cookie: planted });
    expect(first).not.toBe(planted);
    expect(kindOf(await ask({ cookie: planted }))).toBe('unauthorized');
    const second = await signIn('王', { from, cookie: first });
    expect(second).not.toBe(first);
    expect(kindOf(await ask({ cookie: first }))).toBe('unauthorized');
    expect(kindOf(await ask({ cookie: second }))).toBe('200');
    const sessions = await store().read((reads) => reads.sessions());
    expect(JSON.stringify(sessions)).not.toContain(second);
    expect((await ask({ method: 'DELETE', cookie: second })).statusCode).toBe(204);
    expect(kindOf(await ask({ cookie: second }))).toBe('unauthorized');
  });

  test('ends an idle session after 15 minutes, and any after 8 hours', async () => {
    const { ask, signIn, officer, services } = office();
    await officer('闲', 'officer');
    const use = (cookie: string) => ask({ url: '/v1/office/kiosks', cookie });
    const idle = await signIn('闲', { from: newSource() });
    services.clock += 15 * MINUTE_MS - 1;
    // Asking who is signed in keeps nothing alive, nor does what a window asks by itself.
    expect(kindOf(await ask({ cookie: idle }))).toBe('200');
    const byItself = { 'x-office-idle': '1' };
    expect(kindOf(await ask({ url: '/v1/office/kiosks', cookie: idle, headers: byItself }))).toBe('200');
    services.clock += 1;
    expect(kindOf(await use(idle))).toBe('unauthorized');
    const busy = await signIn('闲', { from: newSource() });
    const end = services.clock + 8 * HOUR_MS;
    while (services.clock + 10 * MINUTE_MS < end) {
      services.clock += 10 * MINUTE_MS;
      expect(kindOf(await use(busy))).toBe('200');
    }
    services.clock = end - 1;
    expect(kindOf(await use(busy))).toBe('200');
    services.clock = end;
    expect(kindOf(await use(busy))).toBe('unauthorized');
  });

  test('ends sessions of the future when the clock is set back', async () => {
    const { ask, signIn, officer, services } = office();
    await officer('钟', 'officer');
    const cookie = await signIn('钟', { from: newSource() });
    services.clock -= 5 * MINUTE_MS;
    expect(kindOf(await ask({ cookie }))).toBe('200');
    services.clock -= 1;
    expect(kindOf(await ask({ cookie }))).toBe('unauthorized');
    services.clock += 5 * MINUTE_MS + 1;
  });

  test('locks a name out for 30 minutes after five wrong tries from anywhere, be it a name or not', async () => {
    const { officer, services, events } = office();
    await officer('锁', 'officer');
    for (const name of ['锁', '谁也不是']) {
      for (let tried = 0; tried < 5; tried += 1) {
        expect(kindOf(await tryIn(name, 'wrong', newSource()))).toBe('unauthorized');
      }
      const shut = await tryIn(name, PASSWORD, newSource());
      expect(kindOf(shut)).toBe('too-many-tries');
      expect(shut.headers['retry-after']).toBe('1800');
    }
    expect(events.filter((event) => event.kind === 'office-locked-out').length).toBeGreaterThanOrEqual(2);
    services.clock += 30 * MINUTE_MS - 1;
    expect(kindOf(await tryIn('锁', PASSWORD, newSource()))).toBe('too-many-tries');
    services.clock += 1;
    expect(kindOf(await tryIn('锁', PASSWORD, newSource()))).toBe('200');
  });

  test('locks a source out whatever names it tries, and lets others in', async () => {
    const { officer } = office();
    await officer('远', 'officer');
    const from = newSource();
    for (let tried = 0; tried < 5; tried += 1) await tryIn(`无名${tried}`, 'wrong', from);
    expect(kindOf(await tryIn('远', PASSWORD, from))).toBe('too-many-tries');
    expect(kindOf(await tryIn('远', PASSWORD, newSource()))).toBe('200');
  });

  test('counts a dozen tries at once as a dozen', async () => {
    const { officer } = office();
    await officer('众', 'officer');
    const answers = await Promise.all(Array.from({ length: 12 }, () => tryIn('众', 'wrong', newSource())));
    const kinds = answers.map(kindOf);
    expect(kinds.filter((one) => one === 'unauthorized').length).toBe(5);
    expect(kinds.filter((one) => one === 'too-many-tries').length).toBe(7);
  });

  test('a clock that is set back neither opens a lock nor lengthens it', async () => {
    const { officer, services } = office();
    await officer('回', 'officer');
    const before = services.clock;
    for (let tried = 0; tried < 5; tried += 1) await tryIn('回', 'wrong', newSource());
    services.clock = before - 365 * DAY_MS;
    expect(kindOf(await tryIn('回', PASSWORD, newSource()))).toBe('too-many-tries');
    services.clock += 30 * MINUTE_MS;
    expect(kindOf(await tryIn('回', PASSWORD, newSource()))).toBe('200');
    services.clock = before;
  });

  test('asks for a code once there is a second factor, and takes each code once', async () => {
    const { ask, signIn, officer, services } = office();
    await officer('双', 'administrator');
    const from = newSource();
    const cookie = await signIn('双', { from });
    const post = (path: string, payload?: object) =>
      ask({ method: 'POST', url: `/v1/office/session/${path}`, cookie, ...(payload ? { payload } : {}) });
    // A window that was left open must not take the account over.
    expect(kindOf(await post('totp'))).toBe('confirm-needed');
    await post('confirm', { password: PASSWORD });
    const offer = (await post('totp')).json();
    expect(offer.recoveryCodes).toHaveLength(10);
    const uri = new URL(offer.secretUri);
    const totp = new TOTP({ secret: uri.searchParams.get('secret') ?? '' });
    const codeAt = (ms: number) => totp.generate({ timestamp: ms });
    // Offered alone it counts for nothing.
    expect(kindOf(await tryIn('双', PASSWORD, from))).toBe('200');
    const spent = codeAt(services.clock);
    expect(kindOf(await post('totp/confirm', { code: '000000' }))).toBe('wrong-password');
    expect((await post('totp/confirm', { code: spent })).statusCode).toBe(204);
    expect((await ask({ cookie })).json().officer.hasTotp).toBe(true);
    expect(kindOf(await tryIn('双', PASSWORD, from))).toBe('totp-needed');
    expect(kindOf(await tryIn('双', 'wrong', from))).toBe('unauthorized');
    expect(kindOf(await tryIn('双', PASSWORD, from, spent))).toBe('unauthorized');
    services.clock += 30_000;
    const next = codeAt(services.clock);
    expect(kindOf(await tryIn('双', PASSWORD, from, next))).toBe('200');
    expect(kindOf(await tryIn('双', PASSWORD, from, next))).toBe('unauthorized');
    // A code of the step before the last one is spent with it.
    expect(kindOf(await tryIn('双', PASSWORD, from, spent))).toBe('unauthorized');
    const [recovery = ''] = offer.recoveryCodes;
    const typed = recovery.toLowerCase().replaceAll('-', ' ');
    expect(kindOf(await tryIn('双', PASSWORD, from, typed))).toBe('200');
    expect(kindOf(await tryIn('双', PASSWORD, newSource(), recovery))).toBe('unauthorized');
    const officers = JSON.stringify(await store().read((reads) => reads.officers()));
    expect(officers).not.toContain(recovery);
    // Another one in place of it is as grave, once the proof is over.
    services.clock += 5 * MINUTE_MS;
    expect(kindOf(await post('totp'))).toBe('confirm-needed');
  });

  test('one code that is sent twice at once signs in once', async () => {
    const { ask, signIn, officer, services } = office();
    await officer('重', 'officer');
    const cookie = await signIn('重', { from: newSource() });
    await ask({
      method: 'POST',
      url: '/v1/office/session/confirm',
      cookie,
      payload: { password: PASSWORD },
    });
    const offered = await ask({ method: 'POST', url: '/v1/office/session/totp', cookie });
    const totp = new TOTP({ secret: new URL(offered.json().secretUri).searchParams.get('secret') ?? '' });
    const url = '/v1/office/session/totp/confirm';
    await ask({
      method: 'POST',
      url,
      cookie,
      payload: { code: totp.generate({ timestamp: services.clock }) },
    });
    services.clock += 60_000;
    const code = totp.generate({ timestamp: services.clock });
    const answers = await Promise.all([1, 2, 3].map(() => tryIn('重', PASSWORD, newSource(), code)));
    expect(answers.map(kindOf).sort()).toEqual(['200', 'unauthorized', 'unauthorized']);
  });

  test('asks for the password again before what is grave, for five minutes', async () => {
    const { ask, signIn, officer, services } = office();
    await officer('管', 'administrator');
    const from = newSource();
    const cookie = await signIn('管', { from });
    const roll = () => ask({ method: 'POST', url: '/v1/office/epoch', cookie, payload: {} });
    const confirm = (password: string) =>
      ask({ method: 'POST', url: '/v1/office/session/confirm', cookie, from, payload: { password } });
    expect(kindOf(await roll())).toBe('confirm-needed');
    expect(kindOf(await confirm('wrong'))).toBe('wrong-password');
    expect((await ask({ cookie })).statusCode).toBe(200);
    expect(kindOf(await roll())).toBe('confirm-needed');
    expect((await confirm(PASSWORD)).statusCode).toBe(204);
    expect(kindOf(await roll())).toBe('200');
    services.clock += 5 * MINUTE_MS;
    expect(kindOf(await roll())).toBe('confirm-needed');
  });

  test('takes a new password by the rules, not one of the last five, and ends all other sessions', async () => {
    const { ask, signIn, officer } = office();
    await officer('换', 'officer');
    const from = newSource();
    const other = await signIn('换', { from: newSource() });
    let cookie = await signIn('换', { from });
    const change = (old: string, fresh: string) =>
      ask({
        method: 'POST',
        url: '/v1/office/session/password',
        cookie,
        from,
        payload: { old, new: fresh },
      });
    for (const bad of ['Short-1', 'nodigitsorcapitals', 'ABCDEFGH1', 'Abcdefg换-1', PASSWORD]) {
      expect(kindOf(await change(PASSWORD, bad)), bad).toBe('bad-request');
    }
    expect(kindOf(await change('wrong', 'Another-horse-8'))).toBe('wrong-password');
    let old = PASSWORD;
    for (const fresh of ['Another-1a', 'Another-2a', 'Another-3a', 'Another-4a']) {
      const answer = await change(old, fresh);
      expect(answer.statusCode).toBe(204);
      expect(cookieOf(answer)).not.toBe(cookie);
      expect(kindOf(await ask({ cookie }))).toBe('unauthorized');
      cookie = cookieOf(answer);
      old = fresh;
    }
    expect(kindOf(await ask({ cookie: other }))).toBe('unauthorized');
    expect(kindOf(await change(old, PASSWORD))).toBe('bad-request');
    const answer = await change(old, 'Another-5a');
    cookie = cookieOf(answer);
    expect((await change('Another-5a', PASSWORD)).statusCode).toBe(204);
  });

  test('lets an officer do nothing but change a password of 90 days, or one that was made for them', async () => {
    const { ask, signIn, officer, services } = office();
    await officer('旧', 'officer');
    services.clock += 90 * DAY_MS - 1;
    const young = await signIn('旧', { from: newSource() });
    expect(kindOf(await ask({ url: '/v1/office/kiosks', cookie: young }))).toBe('200');
    services.clock += 1;
    const old = await ask({ cookie: young });
    expect(old.json().officer.mustChangePassword).toBe(true);
    expect(kindOf(await ask({ url: '/v1/office/kiosks', cookie: young }))).toBe('forbidden');
    const payload = { old: PASSWORD, new: 'Another-horse-8' };
    const url = '/v1/office/session/password';
    const changed = await ask({ method: 'POST', url, cookie: young, payload });
    const cookie = cookieOf(changed);
    expect(kindOf(await ask({ url: '/v1/office/kiosks', cookie }))).toBe('200');
    services.clock -= 90 * DAY_MS;
  });
});
