import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { quoteOf } from '../../catalogue-review/quotation.ts';
import {
  DraftBegin,
  DraftCheckReply,
  DraftOutcome,
  DraftQuote,
  DraftQuoteReply,
  DraftReply,
  DraftReturn,
  DraftSave,
  DraftSigned,
  DraftStep,
  PublicationsReply,
  Withdrawal,
  WithdrawalReply,
} from '../../protocol/wire-drafts.ts';
import {
  approveDraft,
  approversOf,
  beginDraft,
  catalogueOfDraft,
  draftView,
  dropDraft,
  returnDraft,
  reviewDraft,
  saveDraft,
  submitDraft,
} from '../catalogue/draft.ts';
import { listPublications, signDraft, withdrawPublication } from '../catalogue/publications.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { askerOf } from './office-guard.ts';
import { officeRoute } from './office-route.ts';

type Routes = FastifyPluginAsyncZod<{ readonly services: Services }>;

/** A catalogue of many sites, whole. */
const DRAFT_BYTES_MAX = 4 * 1024 * 1024;

/** What the next catalogue is worked out on; registered where the office was admitted. */
export const draftRoutes: Routes = async (app, { services }) => {
  await app.register(draftReads, { services });
  await app.register(draftSteps, { services });
  await app.register(publicationRoutes, { services });
};

const NO_DRAFT = { kind: 'not-found', message: '没有草稿 there is no draft' } as const;

const draftReads: Routes = async (app, { services }) => {
  const openDraft = () => services.store.read((reads) => reads.openDraft());
  app.route({
    method: 'GET',
    url: '/office/catalogue/draft',
    ...officeRoute({
      summary: 'The draft of the next catalogue, null where there is none, and how many could approve it',
      reply: DraftReply,
    }),
    handler: async (request) => {
      const { row, approvers } = await services.store.read(async (reads) => {
        const open = await reads.openDraft();
        return { row: open, approvers: await approversOf(reads, open, askerOf(request).name) };
      });
      return {
        serverTimeMs: services.now(),
        draft: row === null ? null : draftView(row),
        canSign: services.catalogueSigner !== undefined,
        approvers,
      };
    },
  });
  app.route({
    method: 'GET',
    url: '/office/catalogue/draft/check',
    ...officeRoute({
      summary: 'What is wrong with the draft, and what it changes of what is in force, in words',
      reply: DraftCheckReply,
    }),
    handler: async (_request, reply) => {
      const row = await openDraft();
      if (row === null) return refuse(reply, NO_DRAFT);
      return { serverTimeMs: services.now(), ...reviewDraft(row, services.catalogue.catalogue) };
    },
  });
  app.route({
    method: 'POST',
    url: '/office/catalogue/draft/quote',
    ...officeRoute({
      summary: 'What a desk would charge by the draft',
      body: DraftQuote,
      reply: DraftQuoteReply,
    }),
    handler: async (request, reply) => {
      const row = await openDraft();
      if (row === null) return refuse(reply, NO_DRAFT);
      const { minutes, quantity, person, listFen, ...asked } = request.body;
      const result = quoteOf(catalogueOfDraft(row), {
        ...asked,
        ...(minutes === undefined ? {} : { minutes }),
        ...(quantity === undefined ? {} : { quantity }),
        ...(person === undefined ? {} : { person }),
        ...(listFen === undefined ? {} : { listFen }),
      });
      const serverTimeMs = services.now();
      if ('error' in result) return { serverTimeMs, quote: null, error: result.error };
      return { serverTimeMs, quote: { ...result }, error: null };
    },
  });
};

const draftSteps: Routes = async (app, { services }) => {
  app.route({
    method: 'POST',
    url: '/office/catalogue/draft/begin',
    ...officeRoute({
      summary: 'Begin a draft from the catalogue in force, or from a version that the district has had',
      body: DraftBegin,
      reply: DraftOutcome,
    }),
    handler: async (request) =>
      beginDraft(services, { by: askerOf(request).person, fromVersion: request.body.fromVersion ?? null }),
  });
  app.route({
    method: 'POST',
    url: '/office/catalogue/draft/save',
    ...officeRoute(
      {
        summary: 'Save the whole draft over the revision that it was made from',
        body: DraftSave,
        reply: DraftOutcome,
      },
      { bodyLimit: DRAFT_BYTES_MAX },
    ),
    handler: async (request) => saveDraft(services, { by: askerOf(request).person, ...request.body }),
  });
  app.route({
    method: 'POST',
    url: '/office/catalogue/draft/return',
    ...officeRoute({
      summary: 'Give the draft back to its authors, with the reason',
      body: DraftReturn,
      reply: DraftOutcome,
    }),
    handler: async (request) => returnDraft(services, { by: askerOf(request).person, ...request.body }),
  });
  const steps = [
    ['submit', submitDraft, 'Hand in a draft without errors, for somebody else to approve'],
    ['approve', approveDraft, 'Approve the draft, to the letter; whoever had a hand in it may not'],
    ['drop', dropDraft, 'Give the draft up'],
  ] as const;
  for (const [step, take, summary] of steps) {
    app.route({
      method: 'POST',
      url: `/office/catalogue/draft/${step}`,
      ...officeRoute({ summary, body: DraftStep, reply: DraftOutcome }),
      handler: async (request) => take(services, { by: askerOf(request).person, ...request.body }),
    });
  }
  app.route({
    method: 'POST',
    url: '/office/catalogue/draft/sign',
    ...officeRoute({
      summary: 'In a demo: sign the approved draft with the public development key, and publish it',
      body: DraftStep,
      reply: DraftSigned,
    }),
    handler: async (request) => signDraft(services, { by: askerOf(request).person, ...request.body }),
  });
};

const publicationRoutes: Routes = async (app, { services }) => {
  app.route({
    method: 'GET',
    url: '/office/catalogue/publications',
    ...officeRoute({
      summary: 'The catalogues that the district has had, the newest first',
      reply: PublicationsReply,
    }),
    handler: async () => ({
      serverTimeMs: services.now(),
      publications: [...(await listPublications(services))],
    }),
  });
  app.route({
    method: 'POST',
    url: '/office/catalogue/publications/:version/withdraw',
    ...officeRoute({
      summary: 'Take a catalogue back before its day',
      params: z.strictObject({ version: z.coerce.number().int().min(1) }),
      body: Withdrawal,
      reply: WithdrawalReply,
    }),
    handler: async (request) =>
      withdrawPublication(services, {
        version: request.params.version,
        by: askerOf(request).person,
        reason: request.body.reason,
      }),
  });
};
