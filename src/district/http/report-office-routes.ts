import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { AdvancesQuery, AdvancesReport } from '../../protocol/wire-advances.ts';
import { ClosingsQuery, ClosingsReport } from '../../protocol/wire-closings.ts';
import {
  ReopenReply,
  ReopenRequest,
  SettlementReply,
  SettlementRequest,
  UsageQuery,
  UsageReport,
} from '../../protocol/wire-reports.ts';
import { mayClose, maySee, ownSites } from '../office/asker.ts';
import { reportAdvances } from '../reports/advances.ts';
import { reportClosings } from '../reports/closings.ts';
import { reopenSettlement, settle } from '../reports/settlement.ts';
import { reportUsage } from '../reports/usage.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { askerOf } from './office-guard.ts';
import { officeRoute } from './office-route.ts';

/** What was used, and what a venue's month comes to; registered where the office was admitted. */
export const reportOfficeRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  app.route({
    method: 'GET',
    url: '/office/reports/usage',
    ...officeRoute({
      summary:
        'Uses, list price, paid, saved and persons by site, item, day and month; the day `to` is not in it',
      querystring: UsageQuery,
      reply: UsageReport,
    }),
    handler: async (request) => {
      const siteIds = ownSites(askerOf(request));
      return reportUsage(services, { ...request.query, siteIds });
    },
  });
  app.route({
    method: 'GET',
    url: '/office/reports/advances',
    ...officeRoute({
      summary: 'What health centres advance for the family doctor agreements that begin in a month',
      querystring: AdvancesQuery,
      reply: AdvancesReport,
    }),
    handler: (request) => reportAdvances(services, { ...request.query, siteIds: ownSites(askerOf(request)) }),
  });
  app.route({
    method: 'GET',
    url: '/office/closings',
    ...officeRoute({
      summary: 'Closings of desks in these days; the day `to` is not in it',
      querystring: ClosingsQuery,
      reply: ClosingsReport,
    }),
    handler: (request) => reportClosings(services, { ...request.query, siteIds: ownSites(askerOf(request)) }),
  });
  app.route({
    method: 'POST',
    url: '/office/settlements',
    ...officeRoute({
      summary: "A venue's month: finance closes it if it is over, and gets the closed one from then on",
      body: SettlementRequest,
      reply: SettlementReply,
    }),
    handler: async (request, reply) => {
      const { siteId } = request.body;
      const asker = askerOf(request);
      const isKnown = services.catalogue.catalogue.sites.some((site) => site.id === siteId);
      // For a venue's manager, another venue's site does not exist.
      if (!isKnown || !maySee(asker, siteId))
        return refuse(reply, { kind: 'not-found', message: `没有这个服务点 no such site: ${siteId}` });
      const settled = await settle(services, { ...request.body, isLook: !mayClose(asker) });
      if (settled !== null) return settled;
      return refuse(reply, { kind: 'not-found', message: 'no use in this month; --empty if that is right' });
    },
  });
  app.route({
    method: 'POST',
    url: '/office/settlements/reopen',
    ...officeRoute({
      summary: 'Let a closed month be closed anew; the settlement of before is kept',
      body: ReopenRequest,
      reply: ReopenReply,
    }),
    handler: async (request, reply) => {
      const number = await reopenSettlement(services, request.body);
      if (number === null) return refuse(reply, { kind: 'not-found', message: 'this month is not closed' });
      return { number };
    },
  });
};
