import cookie from '@fastify/cookie';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { CodeReply, CodeRequest, RightMove, RightReply } from '../../protocol/wire-limits.ts';
import { createEnrolmentCode } from '../kiosks/enrolment-code.ts';
import { moveRightOf } from '../leases/move-right.ts';
import type { Services } from '../services.ts';
import { refuse, unknownSite } from './answer.ts';
import { auditRoutes } from './audit-routes.ts';
import { cardRoutes } from './card-routes.ts';
import { catalogueOfficeRoutes } from './catalogue-office-routes.ts';
import { discrepancyRoutes } from './discrepancy-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { kioskRoutes } from './kiosk-routes.ts';
import { noticeOfficeRoutes } from './notice-routes.ts';
import { guardOffice } from './office-guard.ts';
import { officeRoute } from './office-route.ts';
import { officerRoutes } from './officer-routes.ts';
import { overviewRoutes } from './overview-routes.ts';
import { quarantineRoutes } from './quarantine-routes.ts';
import { recordOfficeRoutes } from './record-office-routes.ts';
import { reportOfficeRoutes } from './report-office-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { staffOfficeRoutes } from './staff-routes.ts';
import { upkeepRoutes } from './upkeep-routes.ts';

const CODE_BYTES_MAX = 16 * 1024;

/** What the office asks of its district: no kiosk's token opens these routes. */
export const officeRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  await app.register(cookie);
  guardOffice(app, services);
  await app.register(sessionRoutes, { services });
  await app.register(officerRoutes, { services });
  await app.register(auditRoutes, { services });
  await app.register(discrepancyRoutes, { services });
  await app.register(overviewRoutes, { services });
  await app.register(quarantineRoutes, { services });
  await app.register(kioskRoutes, { services });
  await app.register(upkeepRoutes, { services });
  await app.register(cardRoutes, { services });
  await app.register(staffOfficeRoutes, { services });
  await app.register(recordOfficeRoutes, { services });
  await app.register(reportOfficeRoutes, { services });
  await app.register(catalogueOfficeRoutes, { services });
  await app.register(noticeOfficeRoutes, { services });
  await app.register(draftRoutes, { services });
  app.route({
    method: 'POST',
    url: '/office/codes',
    ...officeRoute(
      {
        summary: 'A one-time enrolment code for a kiosk of these sites',
        body: CodeRequest,
        reply: CodeReply,
      },
      { bodyLimit: CODE_BYTES_MAX },
    ),
    handler: async (request, reply) => {
      const { siteIds, kioskName } = request.body;
      const unknown = unknownSite(services, siteIds);
      if (unknown !== null) return refuse(reply, unknown);
      const code = await createEnrolmentCode(services, { siteIds, kioskName });
      return { serverTimeMs: services.now(), code, siteIds };
    },
  });
  app.route({
    method: 'POST',
    url: '/office/rights',
    ...officeRoute({
      summary: 'Move an unused right to the site that the holder now chooses',
      body: RightMove,
      reply: RightReply,
    }),
    handler: async (request, reply) => {
      const outcome = await moveRightOf(services, request.body);
      if (!outcome.ok) return refuse(reply, outcome.refusal);
      return { ...outcome.value, serverTimeMs: services.now() };
    },
  });
};
