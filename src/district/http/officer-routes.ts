import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { WireError } from '../../protocol/wire.ts';
import {
  AddressUnlock,
  NewOfficer,
  NewToken,
  OfficerChange,
  OfficerName,
  OfficerReply,
  OfficersReply,
  SessionParams,
  SessionsReply,
  TokenReply,
  TokensReply,
} from '../../protocol/wire-office.ts';
import { addOfficer, changeOfficer, listOfficers } from '../office/officers.ts';
import { listSessions } from '../office/sessions.ts';
import { endToken, listTokens, makeToken } from '../office/tokens.ts';
import { unlockAddress } from '../office/tries.ts';
import type { Services } from '../services.ts';
import { refuse, unknownSite } from './answer.ts';
import { OFFICE_BYTES_MAX } from './body.ts';
import { askerOf } from './office-guard.ts';
import { OFFICE_TOKEN } from './openapi.ts';
import { limitedTo, PER_MINUTE } from './request-source.ts';

type Routes = FastifyPluginAsyncZod<{ readonly services: Services }>;

const NameParams = z.strictObject({ name: OfficerName });
const Ended = z.object({ serverTimeMs: z.int() });
const config = limitedTo(PER_MINUTE.office);
const security = OFFICE_TOKEN;
const bodyLimit = OFFICE_BYTES_MAX;

/** An address that too many wrong tries came from. */
const addressRoute: Routes = async (app, { services }) => {
  app.route({
    method: 'POST',
    url: '/office/addresses/unlock',
    config,
    bodyLimit,
    schema: {
      summary: 'Let an address sign in again before its half hour is over',
      security,
      body: AddressUnlock,
      response: { 200: Ended, default: WireError },
    },
    handler: async (request) => {
      await unlockAddress(services.store, request.body.address);
      return { serverTimeMs: services.now() };
    },
  });
};

/** Officers, their sessions, and the tokens of programs. */
export const officerRoutes: Routes = async (app, { services }) => {
  await app.register(sessionListRoutes, { services });
  await app.register(tokenRoutes, { services });
  await app.register(addressRoute, { services });
  app.route({
    method: 'GET',
    url: '/office/officers',
    config,
    schema: {
      summary: 'All officers',
      security,
      response: { 200: OfficersReply, default: WireError },
    },
    handler: async () => ({ serverTimeMs: services.now(), officers: [...(await listOfficers(services))] }),
  });
  app.route({
    method: 'POST',
    url: '/office/officers',
    config,
    bodyLimit,
    schema: {
      summary: 'A new officer, and a one-time password',
      security,
      body: NewOfficer,
      response: { 200: OfficerReply, default: WireError },
    },
    handler: async (request, reply) => {
      const unknown = unknownSite(services, request.body.siteIds ?? []);
      if (unknown !== null) return refuse(reply, unknown);
      const outcome = await addOfficer(services, request.body);
      if (!outcome.ok) return refuse(reply, outcome.refusal);
      return { serverTimeMs: services.now(), ...outcome.value };
    },
  });
  app.route({
    method: 'POST',
    url: '/office/officers/:name',
    config,
    bodyLimit,
    schema: {
      summary: 'Change role and sites, lock, or reset the password',
      security,
      params: NameParams,
      body: OfficerChange,
      response: { 200: OfficerReply, default: WireError },
    },
    handler: async (request, reply) => {
      const unknown = unknownSite(services, request.body.siteIds ?? []);
      if (unknown !== null) return refuse(reply, unknown);
      const outcome = await changeOfficer(services, request.params.name, request.body);
      if (!outcome.ok) return refuse(reply, outcome.refusal);
      return { serverTimeMs: services.now(), ...outcome.value };
    },
  });
};

const sessionListRoutes: Routes = async (app, { services }) => {
  app.route({
    method: 'GET',
    url: '/office/sessions',
    config,
    schema: {
      summary: 'Who is signed in, from where and since when',
      security,
      response: { 200: SessionsReply, default: WireError },
    },
    handler: async (request) => {
      const ownId = askerOf(request).open?.session.sessionId ?? null;
      return { serverTimeMs: services.now(), sessions: [...(await listSessions(services, ownId))] };
    },
  });
  const end = (sessionId: string) => services.store.transaction((writes) => writes.dropSession(sessionId));
  app.route({
    method: 'DELETE',
    url: '/office/sessions/:sessionId',
    config,
    schema: {
      summary: 'End a session',
      security,
      params: SessionParams,
      response: { 204: z.null(), default: WireError },
    },
    handler: async (request, reply) =>
      (await end(request.params.sessionId)) ? reply.code(204).send(null) : noSession(reply),
  });
  app.route({
    method: 'POST',
    url: '/office/sessions/:sessionId/end',
    config,
    bodyLimit,
    schema: {
      summary: 'The same for a program that knows GET and POST alone',
      security,
      params: SessionParams,
      body: z.strictObject({}),
      response: { 200: Ended, default: WireError },
    },
    handler: async (request, reply) =>
      (await end(request.params.sessionId)) ? { serverTimeMs: services.now() } : noSession(reply),
  });
};

function noSession(reply: FastifyReply): FastifyReply {
  return refuse(reply, { kind: 'not-found', message: 'no such session' });
}

const tokenRoutes: Routes = async (app, { services }) => {
  app.route({
    method: 'GET',
    url: '/office/tokens',
    config,
    schema: {
      summary: 'The access tokens of programs, without the tokens themselves',
      security,
      response: { 200: TokensReply, default: WireError },
    },
    handler: async () => ({ serverTimeMs: services.now(), tokens: [...(await listTokens(services))] }),
  });
  app.route({
    method: 'POST',
    url: '/office/tokens',
    config,
    bodyLimit,
    schema: {
      summary: 'A named access token for a program, told once',
      security,
      body: NewToken,
      response: { 200: TokenReply, default: WireError },
    },
    handler: async (request, reply) => {
      const outcome = await makeToken(services, request.body, askerOf(request).person);
      if (!outcome.ok) return refuse(reply, outcome.refusal);
      return { serverTimeMs: services.now(), ...outcome.value };
    },
  });
  app.route({
    method: 'POST',
    url: '/office/tokens/:name/end',
    config,
    bodyLimit,
    schema: {
      summary: 'End an access token',
      security,
      params: NameParams,
      body: z.strictObject({}),
      response: { 200: Ended, default: WireError },
    },
    handler: async (request, reply) => {
      if (await endToken(services, request.params.name)) return { serverTimeMs: services.now() };
      return refuse(reply, { kind: 'not-found', message: 'no such token' });
    },
  });
};
