import type { FastifyInstance } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { KioskReport, KioskReportReply } from '../../protocol/wire-kiosks.ts';
import { createKioskWatch } from '../kiosks/kiosk-watch.ts';
import type { Services } from '../services.ts';
import { kioskOf, requireKiosk, signedRoute } from './signed-routes.ts';

const REPORT_BYTES_MAX = 4 * 1024;

/** How a kiosk is doing, in its own words. */
export const reportRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  app.route({
    method: 'POST',
    url: '/report',
    bodyLimit: REPORT_BYTES_MAX,
    ...signedRoute(requireKiosk(services), {
      summary: "Say how this kiosk fares, for the office's list of kiosks",
      body: KioskReport,
      reply: KioskReportReply,
    }),
    handler: async (request) => {
      const { kioskId } = kioskOf(request);
      const at = services.now();
      const report = request.body;
      const epoch = await services.store.transaction(async (writes) => {
        await writes.noteKioskStatus(kioskId, { seenAt: at, report, reportedAt: at });
        return (await writes.identity()).epoch;
      });
      return { epoch, serverTimeMs: at };
    },
  });
};

/** Notes each kiosk that a route of this instance has let in. */
export function watchKiosks(app: FastifyInstance, services: Services): void {
  const watch = createKioskWatch(services);
  app.addHook('onResponse', async (request, reply) => {
    const isServed = reply.statusCode < 400;
    if (request.signed !== null && isServed) watch.heard(request.signed.kiosk.kioskId, request.hasRoster);
  });
  app.addHook('onClose', () => watch.settled());
}
