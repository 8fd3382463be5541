import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  DiscrepanciesQuery,
  DiscrepanciesReply,
  Discrepancy,
  DiscrepancyClosing,
  DiscrepancyComment,
} from '../../protocol/wire-limits.ts';
import { acceptQuarantined, dismissQuarantined } from '../intake/quarantined.ts';
import { closeDiscrepancy, commentOn, listDiscrepancies } from '../journal/discrepancies.ts';
import { ownSites } from '../office/asker.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { askerOf } from './office-guard.ts';
import { officeRoute } from './office-route.ts';

/** What an officer looks into; registered where the office was admitted. */
export const discrepancyRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  app.route({
    method: 'GET',
    url: '/office/discrepancies',
    ...officeRoute({
      summary: 'What an officer must look into, the newest change first',
      querystring: DiscrepanciesQuery,
      reply: DiscrepanciesReply,
    }),
    handler: async (request) => {
      const { open, limit } = request.query;
      const siteIds = ownSites(askerOf(request));
      const discrepancies = await listDiscrepancies(services, { open: open === 'true', limit, siteIds });
      return { serverTimeMs: services.now(), discrepancies: [...discrepancies] };
    },
  });
  app.route({
    method: 'POST',
    url: '/office/discrepancies/:discrepancyId/close',
    ...officeRoute({
      summary: 'An officer has looked into it',
      params: z.strictObject({ discrepancyId: z.uuid() }),
      body: DiscrepancyClosing,
      reply: Discrepancy,
    }),
    handler: async (request, reply) => {
      const officer = askerOf(request).name;
      const closed = await closeDiscrepancy(services, { ...request.params, ...request.body, officer });
      return closed ?? refuse(reply, { kind: 'not-found', message: 'no such discrepancy' });
    },
  });
  app.route({
    method: 'POST',
    url: '/office/discrepancies/:discrepancyId/comment',
    ...officeRoute({
      summary: 'An officer says what is known so far, and who is asked; the discrepancy stays as it is',
      params: z.strictObject({ discrepancyId: z.uuid() }),
      body: DiscrepancyComment,
      reply: Discrepancy,
    }),
    handler: async (request, reply) => {
      const officer = askerOf(request).name;
      const commented = await commentOn(services, { ...request.params, ...request.body, officer });
      return commented ?? refuse(reply, { kind: 'not-found', message: 'no such discrepancy' });
    },
  });
  for (const [verb, settle] of [
    ['accept', acceptQuarantined],
    ['dismiss', dismissQuarantined],
  ] as const) {
    app.route({
      method: 'POST',
      url: `/office/discrepancies/:discrepancyId/${verb}`,
      ...officeRoute({
        summary: `In quarantine, since a revoked kiosk brought it: ${verb} it, and close the discrepancy`,
        params: z.strictObject({ discrepancyId: z.uuid() }),
        body: DiscrepancyClosing,
        reply: Discrepancy,
      }),
      handler: async (request, reply) => {
        const officer = askerOf(request).name;
        const settling = await settle(services, { ...request.params, ...request.body, officer });
        if (settling.kind === 'settled') return settling.settled;
        if (settling.kind === 'no-such-discrepancy') {
          return refuse(reply, { kind: 'not-found', message: 'no such discrepancy' });
        }
        return refuse(reply, {
          kind: 'bad-request',
          message: 'nothing of this discrepancy is in quarantine',
        });
      },
    });
  }
};
