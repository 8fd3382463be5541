import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { WireError } from '../../protocol/wire.ts';
import { DiscrepancyClosing } from '../../protocol/wire-limits.ts';
import { QuarantinedReply, QuarantineReply, QuarantineSettled } from '../../protocol/wire-quarantine.ts';
import { dismissForked, forkedEntriesOf, listForked, mergeForked } from '../intake/forked.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { OFFICE_BYTES_MAX } from './body.ts';
import { OFFICE_TOKEN } from './openapi.ts';
import { limitedTo, PER_MINUTE } from './request-source.ts';

const JournalParams = z.strictObject({ journalId: z.uuid() });

/** What the office asks of the second futures of journals; registered where the office was admitted. */
export const quarantineRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  app.route({
    method: 'GET',
    url: '/office/quarantine',
    config: limitedTo(PER_MINUTE.office),
    schema: {
      summary: 'Forked journals, and how much of each waits for a decision',
      security: OFFICE_TOKEN,
      response: { 200: QuarantineReply, default: WireError },
    },
    handler: async () => ({ serverTimeMs: services.now(), journals: [...(await listForked(services))] }),
  });
  app.route({
    method: 'GET',
    url: '/office/quarantine/:journalId',
    config: limitedTo(PER_MINUTE.office),
    schema: {
      summary: 'What is put aside of a journal',
      security: OFFICE_TOKEN,
      params: JournalParams,
      response: { 200: QuarantinedReply, default: WireError },
    },
    handler: async (request, reply) => {
      const entries = await forkedEntriesOf(services, request.params.journalId);
      if (entries.length === 0)
        return refuse(reply, { kind: 'not-found', message: 'nothing is put aside of it' });
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
      config: limitedTo(PER_MINUTE.office),
      bodyLimit: OFFICE_BYTES_MAX,
      schema: {
        summary: `What is put aside of a journal and nobody has decided on: ${verb} it`,
        security: OFFICE_TOKEN,
        params: JournalParams,
        body: DiscrepancyClosing,
        response: { 200: QuarantineSettled, default: WireError },
      },
      handler: async (request, reply) => {
        const settling = await settle(services, { ...request.params, ...request.body });
        if (settling.kind === 'settled') return { serverTimeMs: services.now(), entries: settling.entries };
        return refuse(reply, { kind: 'not-found', message: 'nothing is put aside of it' });
      },
    });
  }
};
