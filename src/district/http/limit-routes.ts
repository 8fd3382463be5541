import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { LeaseReply, LeaseRequest, RightClaim, RightReply } from '../../protocol/wire-limits.ts';
import { StretchReply, StretchRequest } from '../../protocol/wire-stretches.ts';
import { shareLeases, shareStretches } from '../leases/leases.ts';
import { claimRight } from '../leases/rights.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { kioskOf, requireKiosk, signedRoute } from './signed-routes.ts';

const LEASES_BYTES_MAX = 256 * 1024;
const STRETCHES_BYTES_MAX = 1024 * 1024;
const CLAIM_BYTES_MAX = 1024;

/** Routes for what several kiosks share: courts, tables and rooms, and rights that a card has at one of several sites. */
export const limitRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  await app.register(courtRoutes, { services });
  app.route({
    method: 'POST',
    url: '/rights',
    bodyLimit: CLAIM_BYTES_MAX,
    ...signedRoute(requireKiosk(services), {
      summary: "Have a card's right of the year for the desk that its holder has come to",
      body: RightClaim,
      reply: RightReply,
    }),
    handler: async (request, reply) => {
      const outcome = await claimRight(services, kioskOf(request), request.body);
      if (!outcome.ok) return refuse(reply, outcome.refusal);
      return { ...outcome.value, serverTimeMs: services.now() };
    },
  });
};

const courtRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (app, { services }) => {
  app.route({
    method: 'POST',
    url: '/journals/:journalId/leases',
    bodyLimit: LEASES_BYTES_MAX,
    ...signedRoute(requireKiosk(services), {
      summary: 'The same for a kiosk of a release before resources: courts of the slots of items',
      params: z.strictObject({ journalId: z.uuid() }),
      body: LeaseRequest,
      reply: LeaseReply,
    }),
    handler: async (request, reply) => {
      const asker = { ...kioskOf(request), journalId: request.params.journalId };
      const outcome = await shareLeases(services, asker, request.body);
      if (!outcome.ok) return refuse(reply, outcome.refusal);
      return { ...outcome.value, serverTimeMs: services.now() };
    },
  });
  app.route({
    method: 'POST',
    url: '/journals/:journalId/stretches',
    bodyLimit: STRETCHES_BYTES_MAX,
    ...signedRoute(requireKiosk(services), {
      summary:
        'Say which stretches of courts, tables and rooms this journal holds, and have what is due to it',
      params: z.strictObject({ journalId: z.uuid() }),
      body: StretchRequest,
      reply: StretchReply,
    }),
    handler: async (request, reply) => {
      const asker = { ...kioskOf(request), journalId: request.params.journalId };
      const outcome = await shareStretches(services, asker, request.body);
      if (!outcome.ok) return refuse(reply, outcome.refusal);
      return { ...outcome.value, serverTimeMs: services.now() };
    },
  });
};
