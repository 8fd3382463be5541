import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { WireError } from '../../protocol/wire.ts';
import {
  DiscrepanciesQuery,
  DiscrepanciesReply,
  Discrepancy,
  DiscrepancyClosing,
} from '../../protocol/wire-limits.ts';
import { acceptQuarantined, dismissQuarantined } from '../intake/quarantined.ts';
import { closeDiscrepancy, listDiscrepancies } from '../journal/discrepancies.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { OFFICE_BYTES_MAX } from './body.ts';
import { OFFICE_TOKEN } from './openapi.ts';
import { limitedTo, PER_MINUTE } from './request-source.ts';

/** What an officer looks into; registered where the office was admitted. */
export const discrepancyRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  app.route({
    method: 'GET',
    url: '/office/discrepancies',
    config: limitedTo(PER_MINUTE.office),
    schema: {
      summary: 'What an officer must look into, the newest change first',
      security: OFFICE_TOKEN,
      querystring: DiscrepanciesQuery,
      response: { 200: DiscrepanciesReply, default: WireError },
    },
    handler: async (request) => {
      const { open, limit } = request.query;
      const discrepancies = await listDiscrepancies(services, { open: open === 'true', limit });
      return { serverTimeMs: services.now(), discrepancies: [...discrepancies] };
    },
  });
  app.route({
    method: 'POST',
    url: '/office/discrepancies/:discrepancyId/close',
    config: limitedTo(PER_MINUTE.office),
    bodyLimit: OFFICE_BYTES_MAX,
    schema: {
      summary: 'An officer has looked into it',
      security: OFFICE_TOKEN,
      params: z.strictObject({ discrepancyId: z.uuid() }),
      body: DiscrepancyClosing,
      response: { 200: Discrepancy, default: WireError },
    },
    handler: async (request, reply) => {
      const closed = await closeDiscrepancy(services, { ...request.params, ...request.body });
      return closed ?? refuse(reply, { kind: 'not-found', message: 'no such discrepancy' });
    },
  });
  for (const [verb, settle] of [
    ['accept', acceptQuarantined],
    ['dismiss', dismissQuarantined],
  ] as const) {
    app.route({
      method: 'POST',
      url: `/office/discrepancies/:discrepancyId/${verb}`,
      config: limitedTo(PER_MINUTE.office),
      bodyLimit: OFFICE_BYTES_MAX,
      schema: {
        summary: `In quarantine, since a revoked kiosk brought it: ${verb} it, and close the discrepancy`,
        security: OFFICE_TOKEN,
        params: z.strictObject({ discrepancyId: z.uuid() }),
        body: DiscrepancyClosing,
        response: { 200: Discrepancy, default: WireError },
      },
      handler: async (request, reply) => {
        const settling = await settle(services, { ...request.params, ...request.body });
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
