import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  OfficeRecordParams,
  OfficeRecordReply,
  OfficeRecordsQuery,
  OfficeRecordsReply,
} from '../../protocol/wire-office-records.ts';
import { type Asker, ownSites, seesCards } from '../office/asker.ts';
import { dateMattersAgain } from '../records/matter-deadlines.ts';
import { listRecords, type RecordViewer, showRecord } from '../records/record-list.ts';
import type { Services } from '../services.ts';
import { refuse, unknownSite } from './answer.ts';
import { askerOf } from './office-guard.ts';
import { officeRoute } from './office-route.ts';

/** The routes of the office's list of records. They are registered where the office was admitted. */
export const recordOfficeRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  app.route({
    method: 'GET',
    url: '/office/records',
    ...officeRoute({
      summary:
        'Bookings, passes and matters by their last day or next deadline, and how many of each site are open, due, late and over',
      querystring: OfficeRecordsQuery,
      reply: OfficeRecordsReply,
    }),
    handler: async (request, reply) => {
      const viewer = viewerOf(askerOf(request));
      if (request.query.cardNumber !== undefined && !viewer.seesCards) {
        return refuse(reply, { kind: 'forbidden', message: 'cardholders are not for this role' });
      }
      await dateMattersAgain(services);
      const parts = { ...services, cardNumbers: services.catalogue.catalogue };
      const listed = await listRecords(parts, request.query, viewer);
      if (!('kind' in listed)) {
        const { siteId } = request.query;
        // A site that the catalogue no longer has may still have records.
        const isEmpty = listed.records.length === 0 && listed.tallies.length === 0;
        const unknown = siteId === undefined || !isEmpty ? null : unknownSite(services, [siteId]);
        return unknown === null ? listed : refuse(reply, unknown);
      }
      return refuse(reply, { kind: 'bad-request', message: '不是卡号 this is no card number' });
    },
  });
  app.route({
    method: 'GET',
    url: '/office/records/:recordId',
    ...officeRoute({
      summary: 'A booking, a pass or a matter with its steps, in the order in which the district took them',
      params: OfficeRecordParams,
      reply: OfficeRecordReply,
    }),
    handler: async (request, reply) => {
      const shown = await showRecord(services, request.params.recordId, viewerOf(askerOf(request)));
      return shown ?? refuse(reply, { kind: 'not-found', message: 'no such record' });
    },
  });
};

function viewerOf(asker: Asker): RecordViewer {
  return { siteIds: ownSites(asker), seesCards: seesCards(asker) };
}
