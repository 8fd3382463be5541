import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import packageJson from '../../../package.json' with { type: 'json' };
import { WireError } from '../../protocol/wire.ts';
import { CatalogueInForce, EntryReply, OverviewReply } from '../../protocol/wire-overview.ts';
import { listForked } from '../intake/forked.ts';
import { listCases } from '../journal/cases.ts';
import type { Services } from '../services.ts';
import { OFFICE_TOKEN } from './openapi.ts';
import { limitedTo, PER_MINUTE } from './request-source.ts';

const CASES_MAX = 500;
const EntryParams = z.strictObject({ journalId: z.uuid(), seq: z.coerce.number().int().min(1) });

/** What the console asks first; registered where the office was admitted. */
export const overviewRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  app.route({
    method: 'GET',
    url: '/office/overview',
    config: limitedTo(PER_MINUTE.office),
    schema: {
      summary: 'How much there is and what waits for the office, without reading an entry',
      security: OFFICE_TOKEN,
      response: { 200: OverviewReply, default: WireError },
    },
    handler: async () => {
      const [open, forked, held] = await Promise.all([
        listCases(services, { open: true, limit: CASES_MAX }),
        listForked(services),
        services.store.read(async (reads) => ({
          cards: await reads.countCards(),
          lastBackup: await reads.lastBackup(),
          districtName: (await reads.identity()).name,
        })),
      ]);
      const waiting = forked.filter((journal) => journal.waiting > 0);
      return {
        serverTimeMs: services.now(),
        districtName: held.districtName,
        version: packageJson.version,
        cards: held.cards,
        openDiscrepancies: open.length,
        quarantine: {
          journals: waiting.length,
          entries: waiting.reduce((sum, journal) => sum + journal.waiting, 0),
        },
        lastBackup: held.lastBackup && {
          madeAtMs: held.lastBackup.madeAt,
          sha256: held.lastBackup.sha256,
        },
      };
    },
  });
  app.route({
    method: 'GET',
    url: '/office/catalogue',
    config: limitedTo(PER_MINUTE.office),
    schema: {
      summary: 'The signed catalogue that is in force',
      security: OFFICE_TOKEN,
      response: { 200: CatalogueInForce, default: WireError },
    },
    handler: async () => ({ serverTimeMs: services.now(), file: services.catalogue.text }),
  });
  app.route({
    method: 'GET',
    url: '/office/entries/:journalId/:seq',
    config: limitedTo(PER_MINUTE.office),
    schema: {
      summary: 'One entry, as a discrepancy or a settlement names it',
      security: OFFICE_TOKEN,
      params: EntryParams,
      response: { 200: EntryReply, default: WireError },
    },
    handler: async (request) => {
      const { journalId, seq } = request.params;
      const [entry] = await services.store.read((reads) => reads.entriesFrom(journalId, seq, 1));
      return { serverTimeMs: services.now(), entry: entry?.seq === seq ? entry : null };
    },
  });
};
