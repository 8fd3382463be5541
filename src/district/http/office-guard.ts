import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { WIRE_VERSION, type WireErrorKind } from '../../protocol/wire.ts';
import type { Asker } from '../office/asker.ts';
import { writeAudit } from '../office/audit.ts';
import { type RouteRule, ruleOf } from '../office/route-rules.ts';
import {
  isConfirmed,
  mustChangePassword,
  noteUse,
  type OpenSession,
  openSessionOf,
} from '../office/sessions.ts';
import { subjectOf } from '../office/subject.ts';
import { admitToken, nameOfToken } from '../office/tokens.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { sourceOfRequest } from './request-source.ts';
import { isSameSite, sessionTokenOf } from './session-cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, on routes of the office that ask for somebody. */
    asker: Asker | null;
    /** Why the request was refused; null if it was not. */
    refusedFor: WireErrorKind | null;
    isLogged: boolean;
  }
}

/** What a window asks by itself says so, and keeps no session alive. */
const BY_ITSELF = 'x-office-idle';

/** Makes every route of this instance ask `ROUTE_RULES`, and writes what was asked into the log. */
export function guardOffice(app: FastifyInstance, services: Services): void {
  app.decorateRequest('asker', null);
  app.decorateRequest('isLogged', false);
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) insistOnRule(one, url);
  });
  app.addHook('onRequest', async (request, reply) => {
    const refusal = await admit(services, request);
    return refusal.ok ? undefined : refuse(reply, refusal.refusal);
  });
  // Before the answer: what the log does not have is not answered.
  app.addHook('onSend', async (request, reply) => log(services, request, reply));
}

/** The officer or program that the route's hooks have let in. */
export function askerOf({ asker, url }: FastifyRequest): Asker {
  if (asker === null) throw new Error(`${url} does not ask for an officer`);
  return asker;
}

/** The session that the route's hooks have let in. */
export function openOf(request: FastifyRequest): OpenSession {
  const { open } = askerOf(request);
  if (open === null) throw new Error(`${request.url} does not ask for a session`);
  return open;
}

function insistOnRule(method: string, url: string): RouteRule {
  const route = `${method === 'HEAD' ? 'GET' : method} ${url.replace(`/${WIRE_VERSION}`, '')}`;
  const rule = ruleOf(route);
  if (rule === null) throw new Error(`no rule says who may do ${route}: see office/route-rules.ts`);
  return rule;
}

const FORBIDDEN = { kind: 'forbidden', message: 'this role may not do this' } as const;
const NOT_SAME_SITE = {
  kind: 'forbidden',
  message: 'a browser sends X-Office: 1 and the Origin of the district itself',
} as const;
const UNAUTHORIZED = { kind: 'unauthorized', message: 'nobody is signed in' } as const;
const PASSWORD_FIRST = { kind: 'forbidden', message: '请先修改密码 change the password first' } as const;
const CONFIRM = { kind: 'confirm-needed', message: 'prove the password again' } as const;

async function admit(services: Services, request: FastifyRequest): Promise<Outcome<null>> {
  const rule = insistOnRule(request.method, request.routeOptions.url ?? '');
  const given = request.headers.authorization;
  const isProgram = given !== undefined && rule.who !== 'anyone';
  const isNobody = !isProgram && rule.who !== 'anyone' && sessionTokenOf(request) === null;
  if (isNobody) return refused(UNAUTHORIZED);
  const changes = request.method !== 'GET' && request.method !== 'HEAD';
  if (!isProgram && changes && !isSameSite(request)) return refused(NOT_SAME_SITE);
  if (rule.who === 'anyone') return { ok: true, value: null };
  const found = isProgram ? await byToken(services, given, request) : await bySession(services, request);
  if (!found.ok) return found;
  request.asker = found.value;
  const { role, open } = found.value;
  const at = services.now();
  if (rule.who === 'session' ? open === null : !rule.who.includes(role)) return refused(FORBIDDEN);
  if (open === null) return { ok: true, value: null };
  if (mustChangePassword(open.officer, at) && rule.isBeforePassword !== true) return refused(PASSWORD_FIRST);
  if (rule.isGrave === true && !isConfirmed(open.session, at)) return refused(CONFIRM);
  return { ok: true, value: null };
}

async function byToken(services: Services, given: string, request: FastifyRequest): Promise<Outcome<Asker>> {
  const admitted = await admitToken(services, { given, source: sourceOfRequest(request) });
  if (!admitted.ok) return admitted;
  const { role, siteIds, createdBy } = admitted.value;
  const name = nameOfToken(admitted.value);
  return { ok: true, value: { name, person: createdBy, role, siteIds, open: null } };
}

async function bySession(services: Services, request: FastifyRequest): Promise<Outcome<Asker>> {
  const token = sessionTokenOf(request);
  const open = token === null ? null : await openSessionOf(services, token);
  if (open === null) return refused(UNAUTHORIZED);
  const asksItself = request.method === 'GET' && request.routeOptions.url?.endsWith('/office/session');
  if (asksItself !== true && request.headers[BY_ITSELF] === undefined) await noteUse(services, open.session);
  const { name, role, siteIds } = open.officer;
  return { ok: true, value: { name, person: name, role, siteIds, open } };
}

async function log(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { asker, isLogged, method, routeOptions } = request;
  const url = (routeOptions.url ?? '').replace(`/${WIRE_VERSION}`, '');
  if (asker === null || isLogged) return;
  request.isLogged = true;
  const isRefused = reply.statusCode >= 400;
  if (insistOnRule(method, routeOptions.url ?? '').isUnlogged === true && !isRefused) return;
  const parts = [request.params, request.query, request.body];
  await writeAudit(services.store, {
    atMs: services.now(),
    officer: asker.name,
    role: asker.role,
    action: `${method} ${url}`,
    subject: subjectOf(parts, url.startsWith('/office/cards')),
    detail: isRefused ? `refused: ${request.refusedFor ?? reply.statusCode}` : 'done',
  });
}
