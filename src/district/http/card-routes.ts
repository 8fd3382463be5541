import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  CardChangeReply,
  CardChangeRequest,
  CardImportsReply,
  CardReply,
  CardsQuery,
  CardsReply,
  HolderData,
  NewCardRequest,
  ReplaceRequest,
  reasonIn,
} from '../../protocol/wire-cards.ts';
import { addCard, type CardOutcome, changeCard } from '../cardholders/change-card.ts';
import { holderData } from '../cardholders/holder-data.ts';
import { findCards, showCard } from '../cardholders/look-up.ts';
import { replaceCard } from '../cardholders/replace-card.ts';
import { cardReplyOf, importViewOf, officeCardOf } from '../cardholders/wire-views.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { cardJobRoutes } from './card-job-routes.ts';
import { erasureRoutes } from './erasure-routes.ts';
import { askerOf } from './office-guard.ts';
import { officeRoute } from './office-route.ts';

const IMPORTS_MAX = 100;
const CardParams = z.strictObject({ cardNumber: z.string().min(1).max(64) });

/** Cardholders: what the office asks and changes; registered where the office was admitted. */
export const cardRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  await app.register(cardJobRoutes, { services });
  await app.register(changeRoutes, { services });
  await app.register(dataRoute, { services });
  await app.register(erasureRoutes, { services });
  app.route({
    method: 'GET',
    url: '/office/cards',
    ...officeRoute({
      summary: 'Cards whose number or name contains a text, in the order of their numbers',
      querystring: CardsQuery,
      reply: CardsReply,
    }),
    handler: async (request) => {
      const { search, after, limit } = request.query;
      const cards = await findCards(services, { text: search, after, limit });
      return { serverTimeMs: services.now(), cards: cards.map(officeCardOf) };
    },
  });
  app.route({
    method: 'GET',
    url: '/office/cards/imports',
    ...officeRoute({
      summary: 'Files of cardholders that were taken, the newest first',
      reply: CardImportsReply,
    }),
    handler: async () => {
      const rows = await services.store.read((reads) => reads.cardImports(IMPORTS_MAX));
      return { serverTimeMs: services.now(), imports: rows.map(importViewOf) };
    },
  });
  app.route({
    method: 'GET',
    url: '/office/cards/:cardNumber',
    ...officeRoute({
      summary: 'A card with its family, its history and its uses',
      params: CardParams,
      reply: CardReply,
    }),
    handler: async (request, reply) => {
      const detail = await showCard(services, request.params.cardNumber);
      if (detail === null) return refuse(reply, { kind: 'not-found', message: 'no such card' });
      return cardReplyOf(detail, services.now());
    },
  });
};

/** What a person may ask of the district. */
const dataRoute: FastifyPluginAsyncZod<{ readonly services: Services }> = async (app, { services }) => {
  app.route({
    method: 'GET',
    url: '/office/cards/:cardNumber/data',
    ...officeRoute({
      summary: 'All that the district has of the holder of this card, for the holder who asks for it',
      params: CardParams,
      reply: HolderData,
    }),
    handler: async (request, reply) => {
      const data = await holderData(services, request.params.cardNumber);
      return data ?? refuse(reply, { kind: 'not-found', message: 'no such card' });
    },
  });
};

/** What the office changes of a card. */
const changeRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (app, { services }) => {
  app.route({
    method: 'POST',
    url: '/office/cards',
    ...officeRoute({
      summary: 'Put a new card on the roster, with the next number if none is given',
      body: NewCardRequest,
      reply: CardChangeReply,
    }),
    handler: async (request, reply) => {
      const { cardNumber = null, consentSeenOn, ...texts } = request.body;
      const officer = askerOf(request).name;
      const outcome = changed(
        services,
        await addCard(services, { cardNumber, officer, texts, consentSeenOn }),
      );
      return outcome.ok ? outcome.value : refuse(reply, outcome.refusal);
    },
  });
  app.route({
    method: 'POST',
    url: '/office/cards/:cardNumber',
    ...officeRoute({
      summary:
        'Change, renew, suspend, report lost or revoke a card; what is not there stays as it is; a status other than lost, and a shorter validity, want a reason',
      params: CardParams,
      body: CardChangeRequest,
      reply: CardChangeReply,
    }),
    handler: async (request, reply) => {
      const officer = askerOf(request).name;
      const { reason: _, reasonWords: __, consentSeenOn, ...texts } = request.body;
      const reason = reasonIn(request.body);
      const order = { cardNumber: request.params.cardNumber, officer, texts, reason, consentSeenOn };
      const outcome = changed(services, await changeCard(services, order));
      return outcome.ok ? outcome.value : refuse(reply, outcome.refusal);
    },
  });
  app.route({
    method: 'POST',
    url: '/office/cards/:cardNumber/replace',
    ...officeRoute({
      summary:
        'Give the holder another card, the next number or the one named; the old card is refused from then on, and its uses count',
      params: CardParams,
      body: ReplaceRequest,
      reply: CardChangeReply,
    }),
    handler: async (request, reply) => {
      const officer = askerOf(request).name;
      const outcome = changed(
        services,
        await replaceCard(services, {
          ...request.params,
          by: request.body.by,
          officer,
          reason: reasonIn(request.body),
        }),
      );
      return outcome.ok ? outcome.value : refuse(reply, outcome.refusal);
    },
  });
};

function changed(services: Services, outcome: CardOutcome): Outcome<z.infer<typeof CardChangeReply>> {
  switch (outcome.kind) {
    case 'done':
      return {
        ok: true,
        value: {
          serverTimeMs: services.now(),
          card: officeCardOf(outcome.holder),
          changes: [...outcome.changes],
        },
      };
    case 'no-such-card':
      return refused({ kind: 'not-found', message: '名册上没有这张卡 the card is not on the roster' });
    case 'is-there-already':
      return refused({ kind: 'bad-request', message: '名册上已有这张卡 the card is on the roster already' });
    case 'refused':
      return refused({ kind: 'bad-request', message: `${outcome.why.zh} ${outcome.why.en}` });
  }
}
