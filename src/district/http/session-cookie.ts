import type { FastifyReply, FastifyRequest } from 'fastify';
import { WIRE_VERSION } from '../../protocol/wire.ts';

const NAME = 'office_session';
const PATH = `/${WIRE_VERSION}/office`;

/** Null if the browser sent none. */
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

/**
 * True if a page of the district itself sends the request: no form and no link of another site can set the header, and
 * a browser tells where a request begins.
 */
export function isSameSite({ headers, host }: Pick<FastifyRequest, 'headers' | 'host'>): boolean {
  if (headers['x-office'] !== '1') return false;
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  if (origin === undefined && site === undefined) return false;
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined || isOriginOf(origin, host);
}

/** A scheme's own port may stand there or not. */
function isOriginOf(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: from } = new URL(origin);
  const own = `${protocol}//${host}`;
  return URL.canParse(own) && new URL(own).host === from;
}
