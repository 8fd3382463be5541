import type { FastifyReply, FastifyRequest } from 'fastify';
import { WIRE_VERSION } from '../../protocol/wire.ts';

const NAME = 'office_session';
const PATH = `/${WIRE_VERSION}/office`;

/** Null where the browser sent none. */
export function sessionTokenOf({ cookies }: FastifyRequest): string | null {
  return cookies[NAME] ?? null;
}

/** No script reads it, no other site sends it, and it ends with the browser. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(NAME, token, optionsFor(request));
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(NAME, optionsFor(request));
}

function optionsFor({ protocol }: FastifyRequest) {
  return { path: PATH, httpOnly: true, sameSite: 'strict', secure: protocol === 'https' } as const;
}
