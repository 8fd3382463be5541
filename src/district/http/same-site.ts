import type { FastifyRequest } from 'fastify';

/**
 * True where a page of the district itself sends the request: no form and no link of another site can set the header, and
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
