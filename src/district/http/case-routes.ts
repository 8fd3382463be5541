import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { WireError } from '../../protocol/wire.ts';
import { CaseClosing, CasesQuery, CasesReply, OfficeCase } from '../../protocol/wire-limits.ts';
import { acceptHeld, dismissHeld } from '../intake/held-aside.ts';
import { closeCase, listCases } from '../journal/cases.ts';
import { ownSites } from '../office/asker.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { OFFICE_BYTES_MAX } from './body.ts';
import { askerOf } from './office-guard.ts';
import { OFFICE_TOKEN } from './openapi.ts';
import { limitedTo, PER_MINUTE } from './request-source.ts';

/** What an officer looks into; registered where the office was admitted. */
export const caseRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
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
      const siteIds = ownSites(askerOf(request));
      const cases = await listCases(services, { open: open === 'true', limit, siteIds });
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
};
