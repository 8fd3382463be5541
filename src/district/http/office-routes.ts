import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { WireError } from '../../protocol/wire.ts';
import { CodeReply, CodeRequest, RightClaim, RightReply } from '../../protocol/wire-limits.ts';
import { createEnrolmentCode } from '../kiosks/enrolment-code.ts';
import { moveRight } from '../leases/rights.ts';
import { admitOffice } from '../office-guard.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { OFFICE_BYTES_MAX } from './body.ts';
import { cardRoutes } from './card-routes.ts';
import { caseRoutes } from './case-routes.ts';
import { catalogueOfficeRoutes } from './catalogue-office-routes.ts';
import { kioskRoutes } from './kiosk-routes.ts';
import { OFFICE_TOKEN } from './openapi.ts';
import { overviewRoutes } from './overview-routes.ts';
import { quarantineRoutes } from './quarantine-routes.ts';
import { reportOfficeRoutes } from './report-office-routes.ts';
import { limitedTo, PER_MINUTE, sourceOfRequest } from './request-source.ts';
import { upkeepRoutes } from './upkeep-routes.ts';

const CODE_BYTES_MAX = 16 * 1024;

/** What the office asks of its district: no kiosk's token opens these routes. */
export const officeRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  app.addHook('onRequest', requireOffice(services));
  await app.register(overviewRoutes, { services });
  await app.register(caseRoutes, { services });
  await app.register(quarantineRoutes, { services });
  await app.register(kioskRoutes, { services });
  await app.register(upkeepRoutes, { services });
  await app.register(cardRoutes, { services });
  await app.register(reportOfficeRoutes, { services });
  await app.register(catalogueOfficeRoutes, { services });
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
