import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { beforeAll, describe, expect, test } from 'vitest';
import { acceptJson } from '../../../src/district/http/body.ts';
import { guardOffice } from '../../../src/district/http/office-guard.ts';
import { routes } from '../../../src/district/http/routes.ts';
import { readSignatures } from '../../../src/district/http/signed-routes.ts';
import { OFFICE_ROUTES, ROUTE_RULES } from '../../../src/district/office/route-rules.ts';
import { beginSession } from '../../../src/district/office/sessions.ts';
import { OfficeRole } from '../../../src/protocol/wire-office.ts';
import { courtUse, GYM, newKiosk, POOL, servicesOn } from '../logic.ts';
import { memoryStore, storeKinds, useStore } from '../stores.ts';
import { aUse } from '../test-kiosk.ts';
import { HOST, kindOf, type OfficeServer, officeServer, PASSWORD, SAME_SITE } from './office-server.ts';

/** Who may do what, said once more: a: administrator, o: officer, f: finance, u: auditor, v: venue manager. */
const MATRIX: Readonly<Record<string, string>> = {
  'GET /office/session': 'aofuv',
  'POST /office/session': 'anyone',
  'DELETE /office/session': 'aofuv',
  'POST /office/session/confirm': 'aofuv',
  'POST /office/session/password': 'aofuv',
  'POST /office/session/totp': 'aofuv!',
  'POST /office/session/totp/confirm': 'aofuv',
  'POST /office/first': 'anyone',
  'GET /office/officers': 'a',
  'POST /office/officers': 'a!',
  'POST /office/officers/:name': 'a!',
  'POST /office/addresses/unlock': 'a!',
  'GET /office/sessions': 'a',
  'DELETE /office/sessions/:sessionId': 'a',
  'POST /office/sessions/:sessionId/end': 'a',
  'GET /office/tokens': 'a',
  'POST /office/tokens': 'a!',
  'POST /office/tokens/:name/end': 'a',
  'GET /office/audit': 'au',
  'GET /office/overview': 'aofuv',
  'GET /office/catalogue': 'aofuv',
  'GET /office/entries/:journalId/:seq': 'aofuv',
  'GET /office/discrepancies': 'aofuv',
  'POST /office/discrepancies/:discrepancyId/close': 'ao',
  'POST /office/discrepancies/:discrepancyId/comment': 'ao',
  'POST /office/discrepancies/:discrepancyId/accept': 'ao',
  'POST /office/discrepancies/:discrepancyId/dismiss': 'ao',
  'GET /office/quarantine': 'aou',
  'GET /office/quarantine/:journalId': 'aou',
  'POST /office/quarantine/:journalId/merge': 'ao',
  'POST /office/quarantine/:journalId/dismiss': 'ao',
  'GET /office/kiosks': 'aou',
  'POST /office/kiosks/codes': 'ao',
  'POST /office/kiosks/revoke': 'ao!',
  'POST /office/codes': 'ao',
  'GET /office/staff': 'aou',
  'POST /office/staff': 'ao!',
  'POST /office/staff/:memberId': 'ao!',
  'POST /office/staff-sites/:siteId': 'ao!',
  'POST /office/rights': 'ao',
  'GET /office/check': 'aou',
  'POST /office/epoch': 'a!',
  'POST /office/backups': 'a!',
  'GET /office/backups/:backupId/part': 'a',
  'POST /office/backups/:backupId/kept': 'a',
  'GET /office/cards': 'ao',
  'POST /office/cards': 'ao',
  'GET /office/cards/imports': 'aou',
  'POST /office/cards/imports': 'ao',
  'POST /office/cards/imports/:importId/undo': 'ao!',
  'GET /office/cards/jobs/:jobId': 'ao',
  'GET /office/cards/jobs/:jobId/rows': 'ao',
  'GET /office/cards/erasures': 'aou',
  'POST /office/cards/erasures': 'a!',
  'GET /office/cards/:cardNumber': 'ao',
  'GET /office/cards/:cardNumber/data': 'ao!',
  'POST /office/cards/:cardNumber': 'ao',
  'POST /office/cards/:cardNumber/replace': 'ao',
  'GET /office/records': 'aofuv',
  'GET /office/records/:recordId': 'aofuv',
  'GET /office/reports/usage': 'aofuv',
  'GET /office/reports/advances': 'aofuv',
  'GET /office/closings': 'aofuv',
  'POST /office/settlements': 'aofuv',
  'POST /office/settlements/reopen': 'af',
  'POST /office/catalogue': 'a!',
  'GET /office/notices': 'aofuv',
  'POST /office/notices': 'ao',
  'POST /office/notices/:noticeId/withdraw': 'ao',
  'GET /office/catalogue/draft': 'aou',
  'GET /office/catalogue/draft/check': 'aou',
  'POST /office/catalogue/draft/quote': 'aou',
  'POST /office/catalogue/draft/begin': 'ao',
  'POST /office/catalogue/draft/save': 'ao',
  'POST /office/catalogue/draft/submit': 'ao',
  'POST /office/catalogue/draft/approve': 'ao!',
  'POST /office/catalogue/draft/return': 'ao',
  'POST /office/catalogue/draft/drop': 'ao',
  'POST /office/catalogue/draft/sign': 'a!',
  'GET /office/catalogue/publications': 'aou',
  'POST /office/catalogue/publications/:version/withdraw': 'a!',
};
const LETTERS: Readonly<Record<OfficeRole, string>> = {
  administrator: 'a',
  officer: 'o',
  finance: 'f',
  auditor: 'u',
  'venue-manager': 'v',
};
/** What the guard says; a request that got past it is refused for its nonsense, or answered. */
const SHUT = ['unauthorized', 'forbidden', 'confirm-needed'];

/** All routes that the district has, as they were registered with Fastify. */
async function registeredRoutes(): Promise<readonly string[]> {
  const app = Fastify();
  const seen = new Set<string>();
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD') seen.add(`${one} ${url}`);
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  acceptJson(app);
  readSignatures(app);
  await app.register(rateLimit, { global: false });
  await app.register(routes, { services: servicesOn(memoryStore()) });
  await app.ready();
  return [...seen];
}

describe('the table of routes', () => {
  test('has an entry for each route under /v1/office, and no other', async () => {
    const office = (await registeredRoutes()).filter((route) => route.includes(' /v1/office'));
    expect(office.map((route) => route.replace('/v1', '')).sort()).toEqual([...OFFICE_ROUTES].sort());
    expect(Object.keys(MATRIX).sort()).toEqual([...OFFICE_ROUTES].sort());
  });

  test('is insisted on: a route without an entry cannot be registered', async () => {
    const app: FastifyInstance = Fastify();
    app.register(
      async (inner) => {
        guardOffice(inner, servicesOn(memoryStore()));
        inner.get('/office/forgotten', async () => 'x');
      },
      { prefix: '/v1' },
    );
    await expect(async () => app.ready()).rejects.toThrow('GET /office/forgotten');
  });

  test('names as grave what the office proves a password for again', () => {
    for (const route of OFFICE_ROUTES) {
      expect(ROUTE_RULES[route].isGrave === true, route).toBe(MATRIX[route]?.endsWith('!'));
    }
  });
});

const kinds = storeKinds.filter((kind) => kind !== 'postgresql');

describe.each(kinds)('the roles of the office on %s', { timeout: 60_000 }, (kind) => {
  const store = useStore(kind);
  let held: OfficeServer | null = null;
  const office = (): OfficeServer => {
    if (held === null) throw new Error('only within a test');
    return held;
  };
  const tokens = new Map<OfficeRole, string>();
  beforeAll(async () => {
    held = await officeServer(store());
    for (const role of OfficeRole.options) {
      const siteIds = role === 'venue-manager' ? [POOL] : undefined;
      await held.officer(role, role, siteIds);
      tokens.set(role, await held.token(role, siteIds));
    }
  });

  /** A session that was just begun, and is confirmed or not. */
  async function sessionOf(role: OfficeRole, isConfirmed: boolean): Promise<string> {
    const { services } = office();
    return store().transaction(async (writes) => {
      const officer = await writes.officer(role);
      if (officer === null) throw new Error(role);
      const begun = await beginSession(writes, services, { officer, source: 'test' });
      if (isConfirmed) {
        await writes.noteSession(begun.session.sessionId, { confirmedAt: services.clock });
      }
      return begun.token;
    });
  }

  const urlOf = (route: string) =>
    `/v1${route.slice(route.indexOf(' ') + 1)}`.replace(/:(\w+Id)/, crypto.randomUUID()).replace(/:\w+/, 'x');
  let requests = 0;
  const asked = (route: string, how: { cookie?: string; headers?: Record<string, string> }) => {
    const method = route.startsWith('GET') ? 'GET' : route.startsWith('DELETE') ? 'DELETE' : 'POST';
    requests += 1;
    return office().ask({
      ...how,
      method,
      url: urlOf(route),
      // Each from a source of its own: a flood from one is cut off.
      from: `10.${(requests >> 16) & 255}.${(requests >> 8) & 255}.${requests & 255}`,
      ...(method === 'POST' ? { payload: { nonsense: true } } : {}),
    });
  };

  test.each(OFFICE_ROUTES)('%s is for nobody, and for the roles of the table alone', async (route) => {
    const may = MATRIX[route] ?? '';
    const nobody = kindOf(await asked(route, {}));
    if (may === 'anyone') {
      expect(nobody).toBe('bad-request');
      return;
    }
    expect(nobody).toBe('unauthorized');
    for (const role of OfficeRole.options) {
      const isAllowed = may.includes(LETTERS[role]);
      const cookie = await sessionOf(role, true);
      const bySession = kindOf(await asked(route, { cookie }));
      expect(SHUT.includes(bySession), `${role}: ${bySession}`).toBe(!isAllowed);
      if (!isAllowed) expect(bySession).toBe('forbidden');
      const headers = { authorization: `Bearer ${tokens.get(role)}` };
      const byToken = kindOf(await asked(route, { headers }));
      const isOfSession = ROUTE_RULES[route].who === 'session';
      expect(SHUT.includes(byToken), `token of ${role}: ${byToken}`).toBe(isOfSession || !isAllowed);
      if (may.endsWith('!') && isAllowed) {
        const unproved = await sessionOf(role, false);
        expect(kindOf(await asked(route, { cookie: unproved }))).toBe('confirm-needed');
      }
    }
  });

  test('a browser changes something from a page of the district alone', async () => {
    const cookie = await sessionOf('administrator', true);
    const roll = (headers: Record<string, string | undefined>) => {
      const sent = { cookie: `office_session=${cookie}`, ...SAME_SITE, ...headers };
      const given = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined));
      return office().app.inject({ method: 'POST', url: '/v1/office/epoch', payload: {}, headers: given });
    };
    const forged: readonly Record<string, string | undefined>[] = [
      { 'x-office': undefined },
      { 'x-office': '0' },
      { origin: undefined },
      { origin: 'null' },
      { origin: 'http://evil.test' },
      { origin: `http://${HOST}.evil.test` },
      { origin: `http://${HOST}:8080` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none', origin: undefined },
    ];
    for (const headers of forged)
      expect(kindOf(await roll(headers)), JSON.stringify(headers)).toBe('forbidden');
    const good = [
      {},
      { 'sec-fetch-site': 'same-origin', origin: undefined },
      { origin: `http://${HOST}:80` },
    ];
    for (const headers of good) expect(kindOf(await roll(headers)), JSON.stringify(headers)).toBe('200');
    // The sign-in too: else another site could sign somebody in under a name of its own.
    const payload = { name: 'administrator', password: PASSWORD };
    const forgedSignIn = await office().ask({
      method: 'POST',
      payload,
      headers: { origin: 'http://evil.test' },
    });
    expect(kindOf(forgedSignIn)).toBe('forbidden');
  });

  test('a venue manager sees the own sites alone: usage, settlement and what the office looks into', async () => {
    const { services, ask } = office();
    for (const kiosk of [await newKiosk(services), await newKiosk(services)]) {
      await kiosk.push(courtUse([1]), { ...aUse, start: '2026-11-23T15:42' });
    }
    const manager = await sessionOf('venue-manager', true);
    const administrator = await sessionOf('administrator', true);
    const usage = async (cookie: string, by = 'site') => {
      const url = `/v1/office/reports/usage?from=2020-01-01&to=2030-01-01&by=${by}`;
      return (await ask({ url, cookie })).json();
    };
    const all = await usage(administrator);
    expect(all.rows.map(({ site }: { site: string }) => site).sort()).toEqual([GYM, POOL].sort());
    const own = await usage(manager);
    expect(own.rows.map(({ site }: { site: string }) => site)).toEqual([POOL]);
    const { site: _, ...poolSums } = own.rows[0];
    expect(own.total).toEqual(poolSums);
    expect((await usage(manager, 'day')).total).toEqual(own.total);
    const settle = (cookie: string, siteId: string, month = '2026-11') =>
      ask({ method: 'POST', url: '/v1/office/settlements', cookie, payload: { siteId, month } });
    expect(kindOf(await settle(manager, GYM))).toBe('not-found');
    const unknown = (await settle(manager, 'no-such-site')).json().error.message;
    expect((await settle(manager, GYM)).json().error.message).toBe(unknown.replace('no-such-site', GYM));
    expect((await settle(manager, POOL)).json().settlement.siteId).toBe(POOL);
    const discrepancies = async (cookie: string) =>
      (await ask({ url: '/v1/office/discrepancies', cookie })).json().discrepancies;
    expect(await discrepancies(administrator)).toHaveLength(1);
    expect(await discrepancies(manager)).toEqual([]);
    await office().officer('venue-manager', 'venue-manager', [GYM]);
    const gym = await sessionOf('venue-manager', true);
    expect(await discrepancies(gym)).toHaveLength(1);
    expect(kindOf(await settle(gym, POOL))).toBe('not-found');
  });

  test('only who settles closes a month: the others look at it', async () => {
    const { services } = office();
    const before = services.clock;
    services.clock = Date.UTC(2026, 11, 5);
    await office().officer('venue-manager', 'venue-manager', [POOL]);
    const state = async (role: OfficeRole) => {
      const cookie = await sessionOf(role, true);
      const payload = { siteId: POOL, month: '2026-11' };
      return (await office().ask({ method: 'POST', url: '/v1/office/settlements', cookie, payload })).json()
        .state;
    };
    expect(await state('venue-manager')).toBe('open');
    expect(await state('auditor')).toBe('open');
    expect(await state('finance')).toBe('closed-now');
    expect(await state('venue-manager')).toBe('kept');
    services.clock = before;
  });
});
