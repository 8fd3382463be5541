import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { WireError } from '../../protocol/wire.ts';
import {
  ConfirmRequest,
  FirstRequest,
  PasswordChange,
  SessionReply,
  SignInRequest,
  TotpConfirm,
  TotpOffer,
} from '../../protocol/wire-office.ts';
import { takeFirstLink } from '../office/first.ts';
import { offerTotp, takeTotp } from '../office/second-factor.ts';
import { sessionReplyOf } from '../office/sessions.ts';
import { changePassword, confirm, signIn } from '../office/sign-in.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { openOf } from './office-guard.ts';
import { limitedTo, PER_MINUTE, sourceOfRequest } from './request-source.ts';
import { clearSessionCookie, sessionTokenOf, setSessionCookie } from './session-cookie.ts';

type Routes = FastifyPluginAsyncZod<{ readonly services: Services }>;

const BYTES_MAX = 4 * 1024;
const NOTHING = z.null();
const config = limitedTo(PER_MINUTE.signIn);

/** Signing in and out of the office, by a cookie that only a browser has. */
export const sessionRoutes: Routes = async (app, { services }) => {
  await app.register(beginRoutes, { services });
  await app.register(secondFactorRoutes, { services });
  app.route({
    method: 'GET',
    url: '/office/session',
    config: limitedTo(PER_MINUTE.office),
    schema: {
      summary: 'Who is signed in, and until when; asking keeps no session alive',
      response: { 200: SessionReply, default: WireError },
    },
    handler: async (request) => sessionReplyOf(openOf(request), services.now()),
  });
  app.route({
    method: 'DELETE',
    url: '/office/session',
    config,
    schema: { summary: 'Sign out', response: { 204: NOTHING, default: WireError } },
    handler: async (request, reply) => {
      const { session } = openOf(request);
      await services.store.transaction((writes) => writes.dropSession(session.sessionId));
      clearSessionCookie(request, reply);
      return reply.code(204).send(null);
    },
  });
  app.route({
    method: 'POST',
    url: '/office/session/confirm',
    config,
    bodyLimit: BYTES_MAX,
    schema: {
      summary: 'Prove the password again, for what is grave; it lasts five minutes',
      body: ConfirmRequest,
      response: { 204: NOTHING, default: WireError },
    },
    handler: async (request, reply) => {
      const source = sourceOfRequest(request);
      const outcome = await confirm(services, openOf(request), request.body, source);
      return outcome.ok ? reply.code(204).send(null) : refuse(reply, outcome.refusal);
    },
  });
  app.route({
    method: 'POST',
    url: '/office/session/password',
    config,
    bodyLimit: BYTES_MAX,
    schema: {
      summary: 'Change the own password; all other sessions end, and this one gets a new cookie',
      body: PasswordChange,
      response: { 204: NOTHING, default: WireError },
    },
    handler: async (request, reply) => {
      const source = sourceOfRequest(request);
      const outcome = await changePassword(services, openOf(request), request.body, source);
      if (!outcome.ok) return refuse(reply, outcome.refusal);
      setSessionCookie(request, reply, outcome.value.token);
      return reply.code(204).send(null);
    },
  });
};

const beginRoutes: Routes = async (app, { services }) => {
  app.route({
    method: 'POST',
    url: '/office/session',
    config,
    bodyLimit: BYTES_MAX,
    schema: {
      summary: 'Sign in by name, password, and a code where the officer has a second factor',
      body: SignInRequest,
      response: { 200: SessionReply, default: WireError },
    },
    handler: async (request, reply) => {
      const from = { source: sourceOfRequest(request), before: sessionTokenOf(request) };
      const outcome = await signIn(services, request.body, from);
      if (!outcome.ok) return refuse(reply, outcome.refusal);
      setSessionCookie(request, reply, outcome.value.token);
      return sessionReplyOf(outcome.value, services.now());
    },
  });
  app.route({
    method: 'POST',
    url: '/office/first',
    config,
    bodyLimit: BYTES_MAX,
    schema: {
      summary: 'Be the first administrator, by the one-time link that the district printed when it started',
      body: FirstRequest,
      response: { 200: SessionReply, default: WireError },
    },
    handler: async (request, reply) => {
      const outcome = await takeFirstLink(services, request.body, sourceOfRequest(request));
      if (!outcome.ok) return refuse(reply, outcome.refusal);
      setSessionCookie(request, reply, outcome.value.token);
      return sessionReplyOf(outcome.value, services.now());
    },
  });
};

const secondFactorRoutes: Routes = async (app, { services }) => {
  app.route({
    method: 'POST',
    url: '/office/session/totp',
    config,
    bodyLimit: BYTES_MAX,
    schema: {
      summary: 'A new second factor, which counts once a code of it was seen',
      response: { 200: TotpOffer, default: WireError },
    },
    handler: async (request) => offerTotp(services, openOf(request)),
  });
  app.route({
    method: 'POST',
    url: '/office/session/totp/confirm',
    config,
    bodyLimit: BYTES_MAX,
    schema: {
      summary: 'A code of the new second factor, which is in force from then on',
      body: TotpConfirm,
      response: { 204: NOTHING, default: WireError },
    },
    handler: async (request, reply) => {
      const outcome = await takeTotp(services, openOf(request), request.body.code);
      return outcome.ok ? reply.code(204).send(null) : refuse(reply, outcome.refusal);
    },
  });
};
