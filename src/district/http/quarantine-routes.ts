import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  QuarantineDeciding,
  QuarantinedReply,
  QuarantineReply,
  QuarantineSettled,
} from '../../protocol/wire-quarantine.ts';
import { dismissForked, forkedEntriesOf, listForked, mergeForked } from '../intake/forked.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { askerOf } from './office-guard.ts';
import { officeRoute } from './office-route.ts';

const JournalParams = z.strictObject({ journalId: z.uuid() });

/** What the office asks of the second futures of journals; registered where the office was admitted. */
export const quarantineRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  app.route({
    method: 'GET',
    url: '/office/quarantine',
    ...officeRoute({
      summary: 'Forked journals, and how much of each waits for a decision',
      reply: QuarantineReply,
    }),
    handler: async () => ({ serverTimeMs: services.now(), journals: [...(await listForked(services))] }),
  });
  app.route({
    method: 'GET',
    url: '/office/quarantine/:journalId',
    ...officeRoute({
      summary: 'What is put aside of a journal',
      params: JournalParams,
      reply: QuarantinedReply,
    }),
    handler: async (request, reply) => {
      const entries = await forkedEntriesOf(services, request.params.journalId);
      if (entries.length === 0)
        return refuse(reply, { kind: 'not-found', message: 'nothing of it is in quarantine' });
      return { serverTimeMs: services.now(), entries: [...entries] };
    },
  });
  for (const [verb, settle] of [
    ['merge', mergeForked],
    ['dismiss', dismissForked],
  ] as const) {
    app.route({
      method: 'POST',
      url: `/office/quarantine/:journalId/${verb}`,
      ...officeRoute({
        summary: `What is put aside of a journal and nobody has decided on, or the named entries of that: ${verb} it`,
        params: JournalParams,
        body: QuarantineDeciding,
        reply: QuarantineSettled,
      }),
      handler: async (request, reply) => {
        const settling = await settle(services, {
          ...request.params,
          ...request.body,
          officer: askerOf(request).name,
        });
        if (settling.kind === 'settled') return { serverTimeMs: services.now(), entries: settling.entries };
        return refuse(reply, { kind: 'not-found', message: 'nothing of it is in quarantine' });
      },
    });
  }
};
