import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { WireError } from '../../protocol/wire.ts';
import { AuditQuery, AuditReply } from '../../protocol/wire-office.ts';
import type { Services } from '../services.ts';
import { OFFICE_TOKEN } from './openapi.ts';
import { limitedTo, PER_MINUTE } from './request-source.ts';

/** The log of what the office did and looked at. */
export const auditRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  app.route({
    method: 'GET',
    url: '/office/audit',
    config: limitedTo(PER_MINUTE.office),
    schema: {
      summary:
        'Rows of the audit log in the order of their chain, or the newest first; of one person, of some days',
      security: OFFICE_TOKEN,
      querystring: AuditQuery,
      response: { 200: AuditReply, default: WireError },
    },
    handler: async (request) => {
      const { limit, order, after, before = null, ...bounds } = request.query;
      const asked = { ...bounds, limit: limit + 1 };
      const rows = await services.store.read((reads) =>
        order === 'newest' ? reads.auditBefore({ ...asked, before }) : reads.auditAfter({ ...asked, after }),
      );
      return { rows: rows.slice(0, limit), more: rows.length > limit };
    },
  });
};
