import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { WireError } from '../../protocol/wire.ts';
import {
  CaseClosing,
  CasesQuery,
  CasesReply,
  CodeReply,
  CodeRequest,
  OfficeCase,
  RightClaim,
  RightReply,
} from '../../protocol/wire-limits.ts';
import { acceptHeld, dismissHeld } from '../intake/held-aside.ts';
import { closeCase, listCases } from '../journal/cases.ts';
import { createEnrolmentCode } from '../kiosks/enrolment-code.ts';
import { moveRight } from '../leases/rights.ts';
import { admitOffice } from '../office-guard.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { OFFICE_BYTES_MAX } from './body.ts';
import { OFFICE_TOKEN } from './openapi.ts';
import { quarantineRoutes } from './quarantine-routes.ts';
import { limitedTo, PER_MINUTE, sourceOfRequest } from './request-source.ts';

const CODE_BYTES_MAX = 16 * 1024;

/** What the office asks of its district: no kiosk's token opens these routes. */
export const officeRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  app.addHook('onRequest', requireOffice(services));
  app.route({
    method: 'GET',
    url: '/office/cases',
    config: limitedTo(PER_MINUTE.office),
    schema: {
      summary: 'What an officer must look into, the newest change first',
      security: OFFICE_TOKEN,
      querystring: CasesQuery,
      response: { 200: CasesReply, default: WireError },
    },
    handler: async (request) => {
      const { open, limit } = request.query;
      const cases = await listCases(services, { open: open === 'true', limit });
      return { serverTimeMs: services.now(), cases: [...cases] };
    },
  });
  app.route({
    method: 'POST',
    url: '/office/cases/:caseId/close',
    config: limitedTo(PER_MINUTE.office),
    bodyLimit: OFFICE_BYTES_MAX,
    schema: {
      summary: 'An officer has looked into it',
      security: OFFICE_TOKEN,
      params: z.strictObject({ caseId: z.uuid() }),
      body: CaseClosing,
      response: { 200: OfficeCase, default: WireError },
    },
    handler: async (request, reply) => {
      const closed = await closeCase(services, { ...request.params, ...request.body });
      return closed ?? refuse(reply, { kind: 'not-found', message: 'no such case' });
    },
  });
  for (const [verb, settle] of [
    ['accept', acceptHeld],
    ['dismiss', dismissHeld],
  ] as const) {
    app.route({
      method: 'POST',
      url: `/office/cases/:caseId/${verb}`,
      config: limitedTo(PER_MINUTE.office),
      bodyLimit: OFFICE_BYTES_MAX,
      schema: {
        summary: `Held aside, since a revoked kiosk brought it: ${verb} it, and close the case`,
        security: OFFICE_TOKEN,
        params: z.strictObject({ caseId: z.uuid() }),
        body: CaseClosing,
        response: { 200: OfficeCase, default: WireError },
      },
      handler: async (request, reply) => {
        const settling = await settle(services, { ...request.params, ...request.body });
        if (settling.kind === 'settled') return settling.settled;
        if (settling.kind === 'no-such-case') {
          return refuse(reply, { kind: 'not-found', message: 'no such case' });
        }
        return refuse(reply, { kind: 'bad-request', message: 'of this case nothing is held aside' });
      },
    });
  }
  await app.register(quarantineRoutes, { services });
  app.route({
    method: 'POST',
    url: '/office/codes',
    config: limitedTo(PER_MINUTE.office),
    bodyLimit: CODE_BYTES_MAX,
    schema: {
      summary: 'A one-time enrolment code for a kiosk of these sites',
      security: OFFICE_TOKEN,
      body: CodeRequest,
      response: { 200: CodeReply, default: WireError },
    },
    handler: async (request, reply) => {
      const { siteIds, kioskName } = request.body;
      const { sites } = services.catalogue.catalogue;
      const unknown = siteIds.find((siteId) => !sites.some((site) => site.id === siteId));
      if (unknown !== undefined) return refuse(reply, { kind: 'not-found', message: `no site ${unknown}` });
      const code = await createEnrolmentCode(services, { siteIds, kioskName });
      return { serverTimeMs: services.now(), code, siteIds };
    },
  });
  app.route({
    method: 'POST',
    url: '/office/rights',
    config: limitedTo(PER_MINUTE.office),
    bodyLimit: OFFICE_BYTES_MAX,
    schema: {
      summary: 'Move an unused right to the site that the holder now chooses',
      security: OFFICE_TOKEN,
      body: RightClaim,
      response: { 200: RightReply, default: WireError },
    },
    handler: async (request, reply) => {
      const outcome = await moveRight(services, request.body);
      if (!outcome.ok) return refuse(reply, outcome.refusal);
      return { ...outcome.value, serverTimeMs: services.now() };
    },
  });
};

/** Who has not the office's token learns nothing, and waits. */
function requireOffice(services: Services) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const given = request.headers.authorization ?? '';
    const admitted = await admitOffice(services, { given, source: sourceOfRequest(request) });
    return admitted.ok ? undefined : refuse(reply, admitted.refusal);
  };
}
