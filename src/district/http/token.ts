import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Kiosk, kioskOfHeader } from '../kiosk.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, on routes that need a token. */
    kiosk: Kiosk | null;
  }
}

/** Makes `requireKiosk` usable on this instance's routes. */
export function readTokens(app: FastifyInstance): void {
  app.decorateRequest('kiosk', null);
}

/** Refuses who has no valid token before a byte of the body is read. */
export function requireKiosk(services: Services) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const outcome = await kioskOfHeader(services, request.headers.authorization);
    if (!outcome.ok) return refuse(reply, outcome.refusal);
    request.kiosk = outcome.value;
    return undefined;
  };
}

/** The kiosk that `requireKiosk` has let in. */
export function kioskOf(request: FastifyRequest): Kiosk {
  if (request.kiosk === null) throw new Error(`${request.url} does not require a kiosk`);
  return request.kiosk;
}
