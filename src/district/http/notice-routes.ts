import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  NoticesOfficeQuery,
  NoticesRead,
  NoticesReadReply,
  NoticeWriting,
  OfficeNotice,
  OfficeNotices,
} from '../../protocol/wire-notices.ts';
import { listNotices, noteRead, withdrawNotice, writeNotice } from '../notices/notices.ts';
import { ownSites } from '../office/asker.ts';
import type { Services } from '../services.ts';
import { refuse, unknownSite } from './answer.ts';
import { askerOf } from './office-guard.ts';
import { officeRoute } from './office-route.ts';
import { kioskOf, requireKiosk, signedRoute } from './signed-routes.ts';

const READ_BYTES_MAX = 8 * 1024;
const WRITING_BYTES_MAX = 16 * 1024;

type Routes = FastifyPluginAsyncZod<{ readonly services: Services }>;

/** The route by which a kiosk reports which notices it has shown. */
export const noticeRoutes: Routes = async (app, { services }) => {
  app.route({
    method: 'POST',
    url: '/notices/read',
    bodyLimit: READ_BYTES_MAX,
    ...signedRoute(requireKiosk(services), {
      summary: 'Say that a clerk at this kiosk has read these notices',
      body: NoticesRead,
      reply: NoticesReadReply,
    }),
    handler: async (request) => {
      await noteRead(services, kioskOf(request), request.body.noticeIds);
      const { epoch } = await services.store.read((reads) => reads.identity());
      return { epoch, serverTimeMs: services.now() };
    },
  });
};

/** Notices as the office writes them; registered where the office was admitted. */
export const noticeOfficeRoutes: Routes = async (app, { services }) => {
  app.route({
    method: 'GET',
    url: '/office/notices',
    ...officeRoute({
      summary: 'Notices to desks, the newest first, with the desks that have read them',
      querystring: NoticesOfficeQuery,
      reply: OfficeNotices,
    }),
    handler: async (request) => {
      const siteIds = ownSites(askerOf(request));
      const notices = await listNotices(services, { ...request.query, siteIds });
      return { serverTimeMs: services.now(), notices: [...notices] };
    },
  });
  app.route({
    method: 'POST',
    url: '/office/notices',
    ...officeRoute(
      {
        summary: 'Tell the desks of these sites, or all desks; each shows it until it is read',
        body: NoticeWriting,
        reply: OfficeNotice,
      },
      { bodyLimit: WRITING_BYTES_MAX },
    ),
    handler: async (request, reply) => {
      const unknown = unknownSite(services, request.body.siteIds ?? []);
      if (unknown !== null) return refuse(reply, unknown);
      return writeNotice(services, request.body, askerOf(request).name);
    },
  });
  app.route({
    method: 'POST',
    url: '/office/notices/:noticeId/withdraw',
    ...officeRoute({
      summary: 'Take a notice back from all desks',
      params: z.strictObject({ noticeId: z.uuid() }),
      reply: OfficeNotice,
    }),
    handler: async (request, reply) => {
      const { noticeId } = request.params;
      const withdrawn = await withdrawNotice(services, noticeId, askerOf(request).name);
      return withdrawn ?? refuse(reply, { kind: 'not-found', message: 'no such notice' });
    },
  });
};
