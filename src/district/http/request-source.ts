import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { sourceOf } from '../kiosks/enrolment.ts';

/** Requests of one source a minute that nobody has signed; the database counts the codes and tokens in them. */
export const PER_MINUTE = { enrol: 120, signIn: 120, office: 600, health: 600 } as const;

/** Where a request comes from: what a trusted proxy says, where that is an address at all. */
export function addressOf({ ip, socket }: FastifyRequest): string {
  return isIP(ip) === 0 ? (socket.remoteAddress ?? 'unknown') : ip;
}

export function sourceOfRequest(request: FastifyRequest): string {
  return sourceOf(addressOf(request));
}

/** For a route's `config`. */
export function limitedTo(max: number) {
  return { rateLimit: { max, timeWindow: '1 minute' } };
}
