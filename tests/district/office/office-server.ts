import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { createServer } from '../../../src/district/http/server.ts';
import { newOfficerRow } from '../../../src/district/office/officers.ts';
import { hashOfPassword } from '../../../src/district/office/passwords.ts';
import { makeToken } from '../../../src/district/office/tokens.ts';
import type { DistrictEvent } from '../../../src/district/services.ts';
import type { DistrictStore } from '../../../src/district/storage/store.ts';
import type { OfficeRole } from '../../../src/protocol/wire-office.ts';
import { servicesOn, type TestServices } from '../logic.ts';

export const PASSWORD = 'Correct-horse-7';
export const HOST = 'district.test';
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** What every browser of the district's own page sends. */
export const SAME_SITE = { host: HOST, 'x-office': '1', origin: `http://${HOST}` };

export interface OfficeServer {
  readonly services: TestServices;
  readonly events: DistrictEvent[];
  readonly app: FastifyInstance;
  ask(request: Asked): Promise<LightMyRequestResponse>;
  /** Puts an officer there, whose password is `PASSWORD`. */
  officer(name: string, role: OfficeRole, siteIds?: readonly string[]): Promise<void>;
  /** Answers the cookie. */
  signIn(name: string, change?: Asked): Promise<string>;
  token(role: OfficeRole, siteIds?: readonly string[]): Promise<string>;
}

type Asked = Omit<InjectOptions, 'url' | 'headers'> & {
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookie?: string;
  /** Where it comes from, by the word of a proxy that is believed. */
  readonly from?: string;
};

let names = 0;
let hash: Promise<string> | null = null;

/** The district's server on a store, asked without a socket; the clock is `services.clock`. `docs` at /docs/json. */
export async function officeServer(store: DistrictStore, { docs = false } = {}): Promise<OfficeServer> {
  const events: DistrictEvent[] = [];
  const services = Object.assign(servicesOn(store), { log: (event: DistrictEvent) => events.push(event) });
  const app = await createServer(services, { trustProxy: ['127.0.0.1'], docs });
  await app.ready();
  const server: OfficeServer = {
    services,
    events,
    app,
    ask({ url = '/v1/office/session', headers = {}, cookie, from, ...request }) {
      const sent = {
        ...SAME_SITE,
        ...(cookie === undefined ? {} : { cookie: `office_session=${cookie}` }),
        ...(from === undefined ? {} : { 'x-forwarded-for': from }),
        ...headers,
      };
      return app.inject({ method: 'GET', ...request, url, headers: sent });
    },
    async officer(name, role, siteIds) {
      hash ??= hashOfPassword(PASSWORD);
      const grant = { role, siteIds: siteIds ?? null };
      const row = newOfficerRow({ name, ...grant, passwordHash: await hash, at: services.clock });
      await store.transaction((writes) => writes.putOfficer({ ...row, mustChangePassword: false }));
    },
    async signIn(name, change = {}) {
      const payload = { name, password: PASSWORD, ...(change.payload as object) };
      const answer = await server.ask({ method: 'POST', ...change, payload });
      if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`);
      return cookieOf(answer);
    },
    async token(role, siteIds) {
      names += 1;
      const order = { name: `t${names}`, role, siteIds: siteIds ? [...siteIds] : null, days: 366 };
      const made = await makeToken(services, order, 'test');
      if (!made.ok) throw new Error(made.refusal.message);
      return made.value.token;
    },
  };
  return server;
}

export function cookieOf(answer: LightMyRequestResponse): string {
  return answer.cookies.find(({ name }) => name === 'office_session')?.value ?? '';
}

export function kindOf(answer: LightMyRequestResponse): string {
  return answer.statusCode < 400 ? String(answer.statusCode) : answer.json().error.kind;
}
