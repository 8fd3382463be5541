import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { WireError } from '../../protocol/wire.ts';
import {
  CODES_PER_REQUEST_MAX,
  CodesReply,
  KioskRevocation,
  KiosksReply,
  KiosksRevoked,
} from '../../protocol/wire-kiosks.ts';
import { CodeRequest } from '../../protocol/wire-limits.ts';
import { createEnrolmentCodes } from '../kiosks/enrolment-code.ts';
import { listKiosks } from '../kiosks/kiosk-list.ts';
import { revokeKiosks } from '../kiosks/revocation.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { OFFICE_TOKEN } from './openapi.ts';
import { limitedTo, PER_MINUTE } from './request-source.ts';

const CODES_BYTES_MAX = 16 * 1024;
const REVOCATION_BYTES_MAX = 48 * 1024;

const CodesRequest = CodeRequest.extend({ count: z.int().min(1).max(CODES_PER_REQUEST_MAX).default(1) });

/** The kiosks of the district; registered where the office was admitted. */
export const kioskRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  app.route({
    method: 'GET',
    url: '/office/kiosks',
    config: limitedTo(PER_MINUTE.office),
    schema: {
      summary: 'All kiosks there are and were, and how each fares',
      security: OFFICE_TOKEN,
      response: { 200: KiosksReply, default: WireError },
    },
    handler: async () => ({ serverTimeMs: services.now(), kiosks: [...(await listKiosks(services))] }),
  });
  app.route({
    method: 'POST',
    url: '/office/kiosks/codes',
    config: limitedTo(PER_MINUTE.office),
    bodyLimit: CODES_BYTES_MAX,
    schema: {
      summary: 'One-time enrolment codes for so many kiosks of these sites',
      security: OFFICE_TOKEN,
      body: CodesRequest,
      response: { 200: CodesReply, default: WireError },
    },
    handler: async (request, reply) => {
      const { siteIds, kioskName, count } = request.body;
      const { sites } = services.catalogue.catalogue;
      const unknown = siteIds.find((siteId) => !sites.some((site) => site.id === siteId));
      if (unknown !== undefined) return refuse(reply, { kind: 'not-found', message: `no site ${unknown}` });
      const codes = await createEnrolmentCodes(services, { siteIds, kioskName }, count);
      return { serverTimeMs: services.now(), codes: [...codes] };
    },
  });
  app.route({
    method: 'POST',
    url: '/office/kiosks/revoke',
    config: limitedTo(PER_MINUTE.office),
    bodyLimit: REVOCATION_BYTES_MAX,
    schema: {
      summary: 'Shut kiosks out: all of them, or none if one is unknown',
      security: OFFICE_TOKEN,
      body: KioskRevocation,
      response: { 200: KiosksRevoked, default: WireError },
    },
    handler: async (request, reply) => {
      const revoking = await revokeKiosks(services, request.body);
      if (revoking.kind === 'unknown-kiosks') {
        return refuse(reply, { kind: 'not-found', message: `no kiosk ${revoking.kioskIds.join(', ')}` });
      }
      const { revoked, already } = revoking;
      return { serverTimeMs: services.now(), revoked: [...revoked], already: [...already] };
    },
  });
};
