import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { WireError } from '../../protocol/wire.ts';
import {
  ReopenReply,
  ReopenRequest,
  SettlementReply,
  SettlementRequest,
  UsageQuery,
  UsageReport,
} from '../../protocol/wire-reports.ts';
import { mayClose, maySee, ownSites } from '../office/asker.ts';
import { reopenSettlement, settle } from '../reports/settlement.ts';
import { reportUsage } from '../reports/usage.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { OFFICE_BYTES_MAX } from './body.ts';
import { askerOf } from './office-guard.ts';
import { OFFICE_TOKEN } from './openapi.ts';
import { limitedTo, PER_MINUTE } from './request-source.ts';

/** What was used, and what a venue's month comes to; registered where the office was admitted. */
export const reportOfficeRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  app.route({
    method: 'GET',
    url: '/office/reports/usage',
    config: limitedTo(PER_MINUTE.office),
    schema: {
      summary:
        'Uses, list price, paid, saved and persons by site, item, day and month; the day `to` is not in it',
      security: OFFICE_TOKEN,
      querystring: UsageQuery,
      response: { 200: UsageReport, default: WireError },
    },
    handler: async (request) => {
      const siteIds = ownSites(askerOf(request));
      return reportUsage(services, { ...request.query, siteIds });
    },
  });
  app.route({
    method: 'POST',
    url: '/office/settlements',
    config: limitedTo(PER_MINUTE.office),
    bodyLimit: OFFICE_BYTES_MAX,
    schema: {
      summary: "A venue's month: finance closes it if it is over, and gets the closed one from then on",
      security: OFFICE_TOKEN,
      body: SettlementRequest,
      response: { 200: SettlementReply, default: WireError },
    },
    handler: async (request, reply) => {
      const { siteId } = request.body;
      const asker = askerOf(request);
      const isKnown = services.catalogue.catalogue.sites.some((site) => site.id === siteId);
      // Another venue's site is as one that is not there.
      if (!isKnown || !maySee(asker, siteId))
        return refuse(reply, { kind: 'not-found', message: `no site ${siteId}` });
      const settled = await settle(services, { ...request.body, isLook: !mayClose(asker) });
      if (settled !== null) return settled;
      return refuse(reply, { kind: 'not-found', message: 'no use in this month; --empty if that is right' });
    },
  });
  app.route({
    method: 'POST',
    url: '/office/settlements/reopen',
    config: limitedTo(PER_MINUTE.office),
    bodyLimit: OFFICE_BYTES_MAX,
    schema: {
      summary: 'Let a closed month be closed anew; the settlement of before is kept',
      security: OFFICE_TOKEN,
      body: ReopenRequest,
      response: { 200: ReopenReply, default: WireError },
    },
    handler: async (request, reply) => {
      const number = await reopenSettlement(services, request.body);
      if (number === null) return refuse(reply, { kind: 'not-found', message: 'this month is not closed' });
      return { number };
    },
  });
};
