import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  CatalogueQuery,
  CatalogueReply,
  EnrolReply,
  EnrolRequest,
  HealthReply,
  PUSH_BYTES_MAX,
  PushReply,
  PushRequest,
  RosterQuery,
  RosterReply,
  WIRE_VERSION,
  WireError,
} from '../../protocol/wire.ts';
import { pushEntries } from '../journal/journal.ts';
import { enrol } from '../kiosks/enrolment.ts';
import { revocationProofOf } from '../kiosks/kiosk.ts';
import { readRoster } from '../roster/roster.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { feedRoutes } from './feed-routes.ts';
import { limitRoutes } from './limit-routes.ts';
import { signedLists } from './list-routes.ts';
import { noteRoutes } from './note-routes.ts';
import { noticeRoutes } from './notice-routes.ts';
import { officeRoutes } from './office-routes.ts';
import { reportRoutes, watchKiosks } from './report-routes.ts';
import { addressOf, limitedTo, PER_MINUTE } from './request-source.ts';
import { kioskOf, requireDevice, requireKiosk, signedRoute } from './signed-routes.ts';
import { staffRoutes } from './staff-routes.ts';

const ENROL_BYTES_MAX = 1024;

type Routes = FastifyPluginAsyncZod<{ readonly services: Services }>;

/** The routes that `src/protocol/wire.ts` documents, under the version's prefix. */
export const routes: Routes = async (app, { services }) => {
  const options = { prefix: `/${WIRE_VERSION}`, services };
  watchKiosks(app, services);
  // What is asked next is decided by the catalogue that the district has by now.
  app.addHook('preValidation', () => services.publishing?.refresh() ?? Promise.resolve());
  await app.register(health, options);
  await app.register(enrolment, options);
  await app.register(journals, options);
  await app.register(roster, options);
  await app.register(catalogue, options);
  await app.register(signedLists, options);
  await app.register(feedRoutes, options);
  await app.register(limitRoutes, options);
  await app.register(noteRoutes, options);
  await app.register(noticeRoutes, options);
  await app.register(staffRoutes, options);
  await app.register(reportRoutes, options);
  await app.register(officeRoutes, options);
};

const health: Routes = async (app, { services }) => {
  app.route({
    method: 'GET',
    url: '/health',
    config: limitedTo(PER_MINUTE.health),
    schema: {
      summary: 'Is the district there, and which one is it',
      response: { 200: HealthReply, default: WireError },
    },
    handler: async () => {
      const epoch = await epochOf(services);
      return { status: 'ok' as const, epoch, serverTimeMs: services.now(), storage: services.store.kind };
    },
  });
};

const enrolment: Routes = async (app, { services }) => {
  app.route({
    method: 'POST',
    url: '/enrol',
    config: limitedTo(PER_MINUTE.enrol),
    bodyLimit: ENROL_BYTES_MAX,
    schema: {
      summary: "Make a kiosk of a device, by a one-time code and the device's public key",
      body: EnrolRequest,
      response: { 200: EnrolReply, default: WireError },
    },
    handler: async (request, reply) => {
      const outcome = await enrol(services, request.body, addressOf(request));
      if (!outcome.ok) return refuse(reply, outcome.refusal);
      const { kioskId, kioskName } = outcome.value;
      services.log({ kind: 'kiosk-enrolled', kioskId, kioskName });
      return outcome.value;
    },
  });
};

const journals: Routes = async (app, { services }) => {
  app.route({
    method: 'POST',
    url: '/journals/:journalId/entries',
    bodyLimit: PUSH_BYTES_MAX,
    ...signedRoute(requireDevice(services), {
      summary: 'Hand in journal entries; an empty batch asks for the acknowledged head',
      params: z.strictObject({ journalId: z.uuid() }),
      body: PushRequest,
      reply: PushReply,
    }),
    handler: async (request, reply) => {
      const { journalId } = request.params;
      const { kioskId } = kioskOf(request);
      const outcome = await pushEntries(services, { ...request.body, journalId, kioskId });
      if (!outcome.ok) {
        const { kind, seq } = outcome.refusal;
        if (kind === 'fork' && seq !== undefined) services.log({ kind: 'journal-forked', journalId, seq });
        return refuse(reply, outcome.refusal);
      }
      const { epoch, acknowledged, findings, taken, isRevoked } = outcome.value;
      const discrepancies = new Map(findings.map((finding) => [finding.caseId, finding.kind]));
      for (const [discrepancyId, found] of discrepancies)
        services.log({ kind: 'discrepancy-opened', found, discrepancyId });
      return {
        epoch,
        serverTimeMs: services.now(),
        acknowledged,
        ...(taken === undefined ? {} : { taken }),
        ...(isRevoked ? { revoked: true as const, proof: revocationProofOf(services, kioskId) } : {}),
        ...(findings.length === 0 ? {} : { findings: [...findings] }),
      };
    },
  });
};

const roster: Routes = async (app, { services }) => {
  app.route({
    method: 'GET',
    url: '/roster',
    ...signedRoute(requireKiosk(services), {
      summary: 'One page of cards, or of what changed since a cursor',
      querystring: RosterQuery,
      reply: RosterReply,
    }),
    handler: async (request, reply) => {
      const { cursor, limit } = request.query;
      const outcome = await readRoster(services, { cursor, limit });
      if (!outcome.ok) return refuse(reply, outcome.refusal);
      request.hasRoster = isLastPage(outcome.value);
      return outcome.value;
    },
  });
};

const catalogue: Routes = async (app, { services }) => {
  app.route({
    method: 'GET',
    url: '/catalogue',
    ...signedRoute(requireKiosk(services), {
      summary: 'The signed catalogue, where the district has a newer one',
      querystring: CatalogueQuery,
      reply: CatalogueReply,
    }),
    handler: async (request) => {
      const epoch = await epochOf(services);
      const { version } = services.catalogue.catalogue;
      const file = version > request.query.have ? services.catalogue.text : null;
      return { epoch, serverTimeMs: services.now(), version, file };
    },
  });
};

/** The kiosk now has the roster whole. */
function isLastPage({ page }: RosterReply): boolean {
  return !z.object({ more: z.boolean() }).parse(JSON.parse(page.text)).more;
}

/** Read again each time: another process may roll it. */
async function epochOf({ store }: Services): Promise<string> {
  return (await store.read((reads) => reads.identity())).epoch;
}
