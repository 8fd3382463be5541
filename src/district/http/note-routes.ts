import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { NotesPush, NotesPushReply } from '../../protocol/wire-notes.ts';
import { takeNotes } from '../notes/take-notes.ts';
import type { Services } from '../services.ts';
import { requireKiosk, signedRoute } from './signed-routes.ts';

const NOTES_BYTES_MAX = 256 * 1024;

/** The route by which kiosks bring sealed notes about cardholders, and the keys of those notes. */
export const noteRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  app.route({
    method: 'POST',
    url: '/notes',
    bodyLimit: NOTES_BYTES_MAX,
    ...signedRoute(requireKiosk(services), {
      summary: 'Bring sealed notes that entries name, with their keys',
      body: NotesPush,
      reply: NotesPushReply,
    }),
    handler: async (request) => ({
      ...(await takeNotes(services, request.body)),
      serverTimeMs: services.now(),
    }),
  });
};
