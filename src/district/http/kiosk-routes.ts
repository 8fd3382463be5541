import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
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
import { refuse, unknownSite } from './answer.ts';
import { officeRoute } from './office-route.ts';

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
    ...officeRoute({ summary: 'All kiosks there are and were, and how each fares', reply: KiosksReply }),
    handler: async () => ({ serverTimeMs: services.now(), kiosks: [...(await listKiosks(services))] }),
  });
  app.route({
    method: 'POST',
    url: '/office/kiosks/codes',
    ...officeRoute(
      {
        summary: 'One-time enrolment codes for so many kiosks of these sites',
        body: CodesRequest,
        reply: CodesReply,
      },
      { bodyLimit: CODES_BYTES_MAX },
    ),
    handler: async (request, reply) => {
      const { siteIds, kioskName, count } = request.body;
      const unknown = unknownSite(services, siteIds);
      if (unknown !== null) return refuse(reply, unknown);
      const codes = await createEnrolmentCodes(services, { siteIds, kioskName }, count);
      return { serverTimeMs: services.now(), codes: [...codes] };
    },
  });
  app.route({
    method: 'POST',
    url: '/office/kiosks/revoke',
    ...officeRoute(
      {
        summary: 'Shut kiosks out: all of them, or none if one is unknown',
        body: KioskRevocation,
        reply: KiosksRevoked,
      },
      { bodyLimit: REVOCATION_BYTES_MAX },
    ),
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
