import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { SignedListQuery, SignedListReply } from '../../protocol/wire.ts';
import { type ServedList, servedDenyList, servedKeys } from '../roster/denied.ts';
import type { Services } from '../services.ts';
import { requireKiosk, signedRoute } from './signed-routes.ts';

type Routes = FastifyPluginAsyncZod<{ readonly services: Services }>;

/** Lists that are signed and sent as a whole, where the district has another one than the kiosk. */
export const signedLists: Routes = async (app, { services }) => {
  const offer = (url: string, summary: string, served: (services: Services) => Promise<ServedList>) =>
    app.route({
      method: 'GET',
      url,
      ...signedRoute(requireKiosk(services), {
        summary,
        querystring: SignedListQuery,
        reply: SignedListReply,
      }),
      handler: async (request) => {
        const { serial, signed } = await served(services);
        const { epoch } = await services.store.read((reads) => reads.identity());
        const isHeld = serial <= request.query.have;
        return { epoch, serverTimeMs: services.now(), serial, signed: isHeld ? null : signed };
      },
    });
  offer('/keys', 'The keys that the district signs with, signed by a pinned root', servedKeys);
  offer('/denied', 'The cards that are refused whatever else is known of them', servedDenyList);
};
