import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import packageJson from '../../../package.json' with { type: 'json' };
import { wallDateOf } from '../../domain/base/wall-time.ts';
import { CatalogueInForce, EntryReply, OverviewReply } from '../../protocol/wire-overview.ts';
import { dueErasure } from '../cardholders/erase-cards.ts';
import { listForked } from '../intake/forked.ts';
import { listDiscrepancies } from '../journal/discrepancies.ts';
import { maySee, ownSites } from '../office/asker.ts';
import type { Services } from '../services.ts';
import { askerOf } from './office-guard.ts';
import { officeRoute } from './office-route.ts';

const DISCREPANCIES_MAX = 500;
const EntryParams = z.strictObject({ journalId: z.uuid(), seq: z.coerce.number().int().min(1) });

/** What the console asks first; registered where the office was admitted. */
export const overviewRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  const dueErasures = rememberedDueErasures(services);
  app.route({
    method: 'GET',
    url: '/office/overview',
    ...officeRoute({
      summary: 'How much there is and what waits for the office, without reading an entry',
      reply: OverviewReply,
    }),
    handler: async (request) => {
      const siteIds = ownSites(askerOf(request));
      const [open, districtName, whole] = await Promise.all([
        listDiscrepancies(services, { open: true, limit: DISCREPANCIES_MAX, siteIds }),
        services.store.read(async (reads) => (await reads.identity()).name),
        // A venue manager is told nothing about other sites than their own.
        siteIds === null ? wholeDistrict(services, dueErasures) : WITHHELD,
      ]);
      return {
        serverTimeMs: services.now(),
        districtName,
        version: packageJson.version,
        openDiscrepancies: open.length,
        ...whole,
      };
    },
  });
  app.route({
    method: 'GET',
    url: '/office/catalogue',
    ...officeRoute({
      summary: 'The signed catalogue that is in force',
      reply: CatalogueInForce,
    }),
    handler: async () => ({ serverTimeMs: services.now(), file: services.catalogue.text }),
  });
  app.route({
    method: 'GET',
    url: '/office/entries/:journalId/:seq',
    ...officeRoute({
      summary: 'One entry, as a discrepancy or a settlement names it',
      params: EntryParams,
      reply: EntryReply,
    }),
    handler: async (request) => {
      const { journalId, seq } = request.params;
      const [entry] = await services.store.read((reads) => reads.entriesFrom(journalId, seq, 1));
      // Another venue's entry is as one that is not there.
      const isShown = entry?.seq === seq && maySee(askerOf(request), entry.siteId);
      return { serverTimeMs: services.now(), entry: isShown ? entry : null };
    },
  });
};

const WITHHELD = { cards: null, quarantine: null, lastBackup: null, dueErasures: null };

/**
 * The search reads the whole roster, and consoles ask each minute: so it is made once for each day and each change of the
 * roster. If it fails, the log has it, and the rest of the page is told without it.
 */
function rememberedDueErasures(services: Services): () => Promise<OverviewReply['dueErasures']> {
  let last: { readonly key: string; readonly found: Promise<OverviewReply['dueErasures']> } | null = null;
  return async () => {
    const key = `${wallDateOf(services.now())} ${await services.store.read((reads) => reads.rosterHead())}`;
    if (last?.key !== key) last = { key, found: foundDue(services) };
    const { found } = last;
    try {
      return await found;
    } catch (thrown) {
      // What failed is tried again the next time.
      if (last?.found === found) last = null;
      services.log({ kind: 'request-failed', request: 'GET /office/overview: due erasures', thrown });
      return null;
    }
  };
}

async function foundDue(services: Services): Promise<OverviewReply['dueErasures']> {
  const outcome = await dueErasure(services, undefined);
  if (!outcome.ok) return null;
  const { cards, isCut } = outcome.value.due;
  return { cards: cards.length, isCut };
}

async function wholeDistrict(services: Services, dueErasures: () => Promise<OverviewReply['dueErasures']>) {
  const [due, forked, held] = await Promise.all([
    dueErasures(),
    listForked(services),
    services.store.read(async (reads) => ({
      cards: await reads.countCards(),
      lastBackup: await reads.lastBackup(),
    })),
  ]);
  const waiting = forked.filter((journal) => journal.waiting > 0);
  const { cards, lastBackup } = held;
  return {
    cards,
    quarantine: {
      journals: waiting.length,
      entries: waiting.reduce((sum, journal) => sum + journal.waiting, 0),
    },
    lastBackup: lastBackup && { madeAtMs: lastBackup.madeAt, sha256: lastBackup.sha256 },
    dueErasures: due,
  };
}
