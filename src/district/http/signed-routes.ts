import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { NEXT_NONCE } from '../../protocol/message-signature.ts';
import { WireError } from '../../protocol/wire.ts';
import type { Kiosk } from '../kiosks/kiosk.ts';
import { checkBody, checkHead, checkStanding, type SignedRequest } from '../kiosks/signed-request.ts';
import type { Services } from '../services.ts';
import { refuse } from './answer.ts';
import { DEVICE_SIGNATURE } from './openapi.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, on routes that only a kiosk may ask. */
    signed: SignedRequest | null;
    /** The body as it came over the line; null for none. */
    sentBody: Uint8Array | null;
    /** This request gave the kiosk the last page of the roster. */
    hasRoster: boolean;
  }
}

const NO_BODY = new Uint8Array();

/** Makes `requireKiosk` and `requireDevice` usable on this instance's routes. */
export function readSignatures(app: FastifyInstance): void {
  app.decorateRequest('signed', null);
  app.decorateRequest('sentBody', null);
  app.decorateRequest('hasRoster', false);
  app.decorateRequest('refusedFor', null);
}

/** Hooks of a route for kiosks that are in service. */
export function requireKiosk(services: Services) {
  return { onRequest: requireSigned(services, checkStanding), preValidation: requireSignedBody };
}

/** Hooks of the one route that a revoked kiosk may use as well. */
export function requireDevice(services: Services) {
  return {
    onRequest: requireSigned(services, (_services, { kiosk }) => ({ ok: true, value: kiosk })),
    preValidation: requireSignedBody,
  };
}

/** The head of a route that kiosks sign: whom it lets in, and what it takes and gives. */
export function signedRoute<Shape extends { readonly summary: string; readonly reply: z.ZodType }>(
  hooks: ReturnType<typeof requireKiosk>,
  { reply, ...shape }: Shape,
) {
  return {
    ...hooks,
    schema: {
      ...shape,
      security: DEVICE_SIGNATURE,
      response: { 200: reply as Shape['reply'], default: WireError },
    },
  };
}

/** Refuses who has not signed the request before a byte of the body is read. */
function requireSigned(services: Services, standingOf: typeof checkStanding) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const { method, url: target, headers } = request;
    const { outcome, nextNonce } = await checkHead(services, { method, target, headers });
    if (nextNonce !== null) reply.header(NEXT_NONCE, nextNonce);
    if (!outcome.ok) return refuse(reply.header('www-authenticate', 'Signature'), outcome.refusal);
    const standing = standingOf(services, outcome.value);
    if (!standing.ok) return refuse(reply, standing.refusal);
    request.signed = outcome.value;
    return undefined;
  };
}

async function requireSignedBody(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const body = checkBody(signedOf(request), request.sentBody ?? NO_BODY);
  return body.ok ? undefined : refuse(reply, body.refusal);
}

/** The kiosk that the route's hooks have let in. */
export function kioskOf(request: FastifyRequest): Kiosk {
  return signedOf(request).kiosk;
}

/** The request that the route's hooks have let in. */
function signedOf({ signed, url }: FastifyRequest): SignedRequest {
  if (signed === null) throw new Error(`${url} does not require a kiosk`);
  return signed;
}
