import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { WireError } from '../../protocol/wire.ts';
import {
  CardChangeReply,
  CardChangeRequest,
  CardImportsReply,
  CardReply,
  CardsQuery,
  CardsReply,
  NewCardRequest,
  ReplaceRequest,
} from '../../protocol/wire-cards.ts';
import { addCard, type CardOutcome, changeCard } from '../cardholders/change-card.ts';
import { findCards, showCard } from '../cardholders/look-up.ts';
import { replaceCard } from '../cardholders/replace-card.ts';
import { cardReplyOf, importViewOf, officeCardOf } from '../cardholders/wire-views.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { OFFICE_BYTES_MAX } from './body.ts';
import { cardJobRoutes } from './card-job-routes.ts';
import { OFFICE_TOKEN } from './openapi.ts';
import { limitedTo, PER_MINUTE } from './request-source.ts';

const IMPORTS_MAX = 100;
const CardParams = z.strictObject({ cardNumber: z.string().min(1).max(64) });

/** Cardholders: what the office asks and changes; registered where the office was admitted. */
export const cardRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (
  app,
  { services },
) => {
  await app.register(cardJobRoutes, { services });
  await app.register(changeRoutes, { services });
  app.route({
    method: 'GET',
    url: '/office/cards',
    config: limitedTo(PER_MINUTE.office),
    schema: {
      summary: 'Cards whose number or name contains a text, in the order of their numbers',
      security: OFFICE_TOKEN,
      querystring: CardsQuery,
      response: { 200: CardsReply, default: WireError },
    },
    handler: async (request) => {
      const { search, after, limit } = request.query;
      const cards = await findCards(services, { text: search, after, limit });
      return { serverTimeMs: services.now(), cards: cards.map(officeCardOf) };
    },
  });
  app.route({
    method: 'GET',
    url: '/office/cards/imports',
    config: limitedTo(PER_MINUTE.office),
    schema: {
      summary: 'Files of cardholders that were taken, the newest first',
      security: OFFICE_TOKEN,
      response: { 200: CardImportsReply, default: WireError },
    },
    handler: async () => {
      const rows = await services.store.read((reads) => reads.cardImports(IMPORTS_MAX));
      return { serverTimeMs: services.now(), imports: rows.map(importViewOf) };
    },
  });
  app.route({
    method: 'GET',
    url: '/office/cards/:cardNumber',
    config: limitedTo(PER_MINUTE.office),
    schema: {
      summary: 'A card with its family, its history and its uses',
      security: OFFICE_TOKEN,
      params: CardParams,
      response: { 200: CardReply, default: WireError },
    },
    handler: async (request, reply) => {
      const detail = await showCard(services, request.params.cardNumber);
      if (detail === null) return refuse(reply, { kind: 'not-found', message: 'no such card' });
      return cardReplyOf(detail, services.now());
    },
  });
};

/** What the office changes of a card. */
const changeRoutes: FastifyPluginAsyncZod<{ readonly services: Services }> = async (app, { services }) => {
  app.route({
    method: 'POST',
    url: '/office/cards',
    config: limitedTo(PER_MINUTE.office),
    bodyLimit: OFFICE_BYTES_MAX,
    schema: {
      summary: 'Put a new card on the roster',
      security: OFFICE_TOKEN,
      body: NewCardRequest,
      response: { 200: CardChangeReply, default: WireError },
    },
    handler: async (request, reply) => {
      const { cardNumber, officer, ...texts } = request.body;
      const outcome = changed(services, await addCard(services, { cardNumber, officer, texts }));
      return outcome.ok ? outcome.value : refuse(reply, outcome.refusal);
    },
  });
  app.route({
    method: 'POST',
    url: '/office/cards/:cardNumber',
    config: limitedTo(PER_MINUTE.office),
    bodyLimit: OFFICE_BYTES_MAX,
    schema: {
      summary: 'Change, renew, suspend, report lost or revoke a card; what is not there stays as it is',
      security: OFFICE_TOKEN,
      params: CardParams,
      body: CardChangeRequest,
      response: { 200: CardChangeReply, default: WireError },
    },
    handler: async (request, reply) => {
      const { officer, ...texts } = request.body;
      const order = { cardNumber: request.params.cardNumber, officer, texts };
      const outcome = changed(services, await changeCard(services, order));
      return outcome.ok ? outcome.value : refuse(reply, outcome.refusal);
    },
  });
  app.route({
    method: 'POST',
    url: '/office/cards/:cardNumber/replace',
    config: limitedTo(PER_MINUTE.office),
    bodyLimit: OFFICE_BYTES_MAX,
    schema: {
      summary:
        'Give the holder another card, the next number or the one named; the old card is refused from then on, and its uses count',
      security: OFFICE_TOKEN,
      params: CardParams,
      body: ReplaceRequest,
      response: { 200: CardChangeReply, default: WireError },
    },
    handler: async (request, reply) => {
      const outcome = changed(services, await replaceCard(services, { ...request.params, ...request.body }));
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
