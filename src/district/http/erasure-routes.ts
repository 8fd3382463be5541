import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  ERASURES_MAX,
  ErasureReply,
  ErasureRequest,
  ErasuresQuery,
  ErasuresReply,
} from '../../protocol/wire-erasure.ts';
import { dueErasure, eraseCards } from '../cardholders/erase-cards.ts';
import { certificateOf, dueErasureOf } from '../cardholders/wire-views.ts';
import { seesCards } from '../office/asker.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { askerOf } from './office-guard.ts';
import { officeRoute } from './office-route.ts';

/** The routes that erase cardholders. They are registered where the office was admitted. */
export const erasureRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  app.route({
    method: 'GET',
    url: '/office/cards/erasures',
    ...officeRoute({
      summary:
        'Cardholders whose cards ended so long ago that they are due to be erased, and what was erased before',
      querystring: ErasuresQuery,
      reply: ErasuresReply,
    }),
    handler: async (request, reply) => {
      const found = await dueErasure(services, request.query.endedBefore);
      if (!found.ok) return refuse(reply, found.refusal);
      const { latest, due } = found.value;
      const erasures = await services.store.read((reads) => reads.erasures(ERASURES_MAX));
      return {
        ...{ serverTimeMs: services.now(), latest },
        due: dueErasureOf(due, { seesCards: seesCards(askerOf(request)) }),
        erasures: erasures.map(certificateOf),
      };
    },
  });
  app.route({
    method: 'POST',
    url: '/office/cards/erasures',
    ...officeRoute({
      summary: 'Erase the cardholders that are due, and answer the certificate',
      body: ErasureRequest,
      reply: ErasureReply,
    }),
    handler: async (request, reply) => {
      const erased = await eraseCards(services, { ...request.body, officer: askerOf(request).name });
      if (!erased.ok) return refuse(reply, erased.refusal);
      return { serverTimeMs: services.now(), certificate: certificateOf(erased.value) };
    },
  });
};
