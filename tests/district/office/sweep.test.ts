import { beforeAll, describe, expect, test } from 'vitest';
import { importCards } from '../../../src/district/cardholders/import-cards.ts';
import { auditChain, auditRows } from '../../../src/district/office/audit.ts';
import { OFFICE_ROUTES, type RouteRule, ruleOf } from '../../../src/district/office/route-rules.ts';
import { beginSession } from '../../../src/district/office/sessions.ts';
import { cardNumberOf } from '../../../src/domain/card/card-number.ts';
import { OfficeRole } from '../../../src/protocol/wire-office.ts';
import { seededRandom, testSeed } from '../../support/random.ts';
import { courtUse, GYM, newKiosk, POOL } from '../logic.ts';
import { newRecordId, opened } from '../records/records.ts';
import { useStore } from '../stores.ts';
import { aUse } from '../test-kiosk.ts';
import { type ApiSchema, apiValues } from './api-values.ts';
import { kindOf, type OfficeServer, officeServer } from './office-server.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: ApiSchema;
}

interface Operation {
  readonly route: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly parameters: readonly Parameter[];
  readonly body: ApiSchema | null;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, ApiSchema>> };
}

interface OpenApiOperation {
  readonly parameters?: Operation['parameters'];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: ApiSchema }>> };
}

/** How often each route is asked. */
const TURNS = 3;
/** Routes that prove a password: an argon2id hash takes long, and a wrong password is refused in the words of the guard. */
const PROVES = /session\b|\/first|\/officers/;
const TURNS_PROVING = 1;
/** The guard refuses with these kinds before a route is reached. */
const SHUT = ['unauthorized', 'forbidden', 'confirm-needed'];

describe('every route of the office, as its OpenAPI document has them', () => {
  // A database refuses what memory takes: a NUL, a number that is too large.
  const store = useStore('pglite');
  const random = seededRandom(testSeed());
  let held: OfficeServer | null = null;
  let document: Document | null = null;
  /** Values that the database has: an attacker may have seen them once. */
  const known: Record<string, unknown[]> = {
    siteId: [POOL, GYM],
    itemId: ['badminton-free', 'outdoor-ticket'],
    cardNumber: [cardNumberOf('LW20260001')],
    seq: [1, 2],
    month: ['2026-11'],
    from: ['2026-11-01'],
    to: ['2026-12-01'],
    version: [1, 6],
    name: ['administrator', 'officer', 'x'],
  };
  const office = (): OfficeServer => {
    if (held === null) throw new Error('only within a test');
    return held;
  };

  beforeAll(async () => {
    held = await officeServer(store(), { docs: true });
    const { services, app } = held;
    document = (await app.inject({ url: '/docs/json' })).json();
    for (const role of OfficeRole.options) {
      await held.officer(role, role, role === 'venue-manager' ? [POOL] : undefined);
    }
    const bytes = Buffer.from('卡号,姓名,生效日期,有效期至\nLW20260001I,张三,2026-01-01,2028-12-31\n');
    await importCards(services, { bytes, fileName: 'a.csv', officer: '李', isDryRun: false });
    const kiosks = [await newKiosk(services), await newKiosk(services)];
    const recordId = newRecordId();
    for (const kiosk of kiosks) await kiosk.push(courtUse([1]), { ...aUse, start: '2026-11-23T15:42' });
    await kiosks[0]?.push(opened(recordId, { start: '2026-11-23T22:00', courts: [4] }));
    known['journalId'] = kiosks.map(({ journalId }) => journalId);
    known['kioskIds'] = [kiosks.map(({ kioskId }) => kioskId).slice(0, 1)];
    known['recordId'] = [recordId];
    const discrepancies = await services.store.read((reads) =>
      reads.discrepancies({ open: true, limit: 10, siteIds: null }),
    );
    known['discrepancyId'] = discrepancies.map(({ discrepancyId }) => discrepancyId);
  });

  function operations(): readonly Operation[] {
    return Object.entries(document?.paths ?? {}).flatMap(([path, byMethod]) =>
      Object.entries(byMethod).flatMap(([method, { parameters = [], requestBody }]): Operation[] => {
        if (!path.startsWith('/v1/office')) return [];
        const route = `${method.toUpperCase()} ${path.slice('/v1'.length).replace(/\{(\w+)\}/g, ':$1')}`;
        const body = requestBody?.content['application/json']?.schema ?? null;
        return [{ route, method: method.toUpperCase() as Operation['method'], parameters, body }];
      }),
    );
  }

  /** Begins a session that has just proved its password. An earlier request may have ended every other one. */
  async function sessionOf(role: OfficeRole): Promise<string> {
    const { services } = office();
    return store().transaction(async (writes) => {
      const officer = await writes.officer(role);
      if (officer === null) throw new Error(role);
      const begun = await beginSession(writes, services, { officer, source: 'test' });
      await writes.noteSession(begun.session.sessionId, { confirmedAt: services.clock });
      return begun.token;
    });
  }

  const isForVenues = ({ route }: Operation) => {
    const { who } = ruleFor(route);
    // The catalogue is for everybody, and names every site.
    return (
      route !== 'GET /office/catalogue' &&
      who !== 'anyone' &&
      who !== 'session' &&
      who.includes('venue-manager')
    );
  };
  let asked = 0;

  async function ask(
    { route, method, parameters, body }: Operation,
    {
      cookie,
      headers = {},
      hostility,
      optional = 0.7,
    }: {
      readonly cookie?: string;
      readonly headers?: Record<string, string>;
      readonly hostility: number;
      /** The share of optional filters that are set. */
      readonly optional?: number;
    },
  ) {
    const drawn = apiValues(document?.components.schemas ?? {}, { draw: random, known, hostility });
    const wordOf = ({ name, schema }: Operation['parameters'][number]) => {
      const value = drawn(schema, name);
      const word = typeof value === 'object' ? JSON.stringify(value) : String(value);
      return encodeURIComponent(word.toWellFormed());
    };
    const path = parameters
      .filter((one) => one.in === 'path')
      .reduce(
        (url, one) => url.replace(`:${one.name}`, () => wordOf(one)),
        route.slice(route.indexOf(' ') + 1),
      );
    const query = parameters
      .filter((one) => one.in === 'query' && (one.required === true || random() < optional))
      .map((one) => `${one.name}=${wordOf(one)}`);
    asked += 1;
    return office().ask({
      method,
      url: `/v1${path}?${query.join('&')}`,
      ...(cookie === undefined ? {} : { cookie }),
      headers: { ...headers, ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) },
      from: `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`,
      ...(method === 'POST'
        ? { payload: JSON.stringify(body === null ? {} : drawn(body, '')) ?? 'null' }
        : {}),
    });
  }

  test('is in the document, and nothing else is', () => {
    expect(
      operations()
        .map(({ route }) => route)
        .sort(),
    ).toEqual([...OFFICE_ROUTES].sort());
  });

  test('answers nobody, and no page of another site, whatever they send', async () => {
    for (const operation of operations()) {
      const { who } = ruleFor(operation.route);
      if (who !== 'anyone') expect(kindOf(await ask(operation, { hostility: 0 }))).toBe('unauthorized');
      if (operation.method === 'GET') continue;
      const cookie = await sessionOf('administrator');
      for (const headers of [{ 'x-office': '' }, { origin: 'http://evil.test' }]) {
        expect(kindOf(await ask(operation, { cookie, headers, hostility: 0 })), operation.route).toBe(
          'forbidden',
        );
      }
    }
  });

  test('tells a venue nothing of another one', async () => {
    // The questions name another venue only.
    const theirs = { siteId: known['siteId'], site: known['site'] };
    known['siteId'] = [GYM];
    known['site'] = [GYM];
    const leaks: string[] = [];
    for (const operation of operations()) {
      if (!isForVenues(operation) || PROVES.test(operation.route)) continue;
      for (let turn = 0; turn < TURNS; turn += 1) {
        const cookie = await sessionOf('venue-manager');
        const answer = await ask(operation, { cookie, hostility: 0, optional: turn / TURNS });
        // A refusal repeats the name that was asked for.
        if (answer.statusCode < 400 && answer.body.includes(GYM)) leaks.push(operation.route);
      }
    }
    Object.assign(known, theirs);
    expect(leaks).toEqual([]);
    // The other venue has something to show: an administrator sees it.
    const administrator = await sessionOf('administrator');
    const { body } = await office().ask({ url: '/v1/office/discrepancies', cookie: administrator });
    expect(body).toContain(GYM);
  });

  test('answers an officer who has gone mad without a 5xx, and its log stays whole', async () => {
    const faults: string[] = [];
    const kinds = new Map<string, Set<string>>();
    for (const operation of operations()) {
      const turns = PROVES.test(operation.route) ? TURNS_PROVING : TURNS;
      for (let turn = 0; turn < turns; turn += 1) {
        // An earlier request may have locked the officer.
        await office().officer('administrator', 'administrator');
        const cookie = await sessionOf('administrator');
        const answer = await ask(operation, { cookie, hostility: turn % 2 === 0 ? 0.15 : 0 });
        if (answer.statusCode >= 500) faults.push(`${operation.route}: ${answer.body}`);
        const seen = kinds.get(operation.route) ?? new Set();
        kinds.set(operation.route, seen.add(kindOf(answer)));
      }
    }
    expect(faults).toEqual([]);
    // Each route was reached: the guard let the administrator in.
    for (const [route, seen] of kinds) {
      if (PROVES.test(route)) continue;
      expect(
        [...seen].some((kind) => !SHUT.includes(kind)),
        route,
      ).toBe(true);
    }
    const check = auditChain();
    await store().read(async (reads) => {
      for await (const row of auditRows(reads)) expect(check(row)).toBeNull();
    });
  });
});

function ruleFor(route: string): RouteRule {
  const rule = ruleOf(route);
  if (rule === null) throw new Error(`no rule for ${route}`);
  return rule;
}
