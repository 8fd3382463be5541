import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { FEEDS } from '../feeds.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { kioskOf, requireKiosk, signedRoute } from './signed-routes.ts';

/** The routes of the feeds, which kiosks read page by page. */
export const feedRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  for (const [url, { summary, query, page, read }] of Object.entries(FEEDS)) {
    app.route({
      method: 'GET',
      url,
      ...signedRoute(requireKiosk(services), {
        summary,
        querystring: query,
        reply: page,
      }),
      handler: async (request, reply) => {
        const { cursor, limit } = request.query;
        const outcome = await read(services, kioskOf(request), { cursor, limit });
        if (!outcome.ok) return refuse(reply, outcome.refusal);
        return { ...outcome.value, serverTimeMs: services.now() };
      },
    });
  }
};
