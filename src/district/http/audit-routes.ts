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
      summary: 'Rows of the audit log in the order of their chain',
      security: OFFICE_TOKEN,
      querystring: AuditQuery,
      response: { 200: AuditReply, default: WireError },
    },
    handler: async (request) => {
      const { limit } = request.query;
      const rows = await services.store.read((reads) =>
        reads.auditAfter({ ...request.query, limit: limit + 1 }),
      );
      return { rows: rows.slice(0, limit), more: rows.length > limit };
    },
  });
};
