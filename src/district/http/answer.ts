import type { FastifyReply } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { WireError, WireErrorKind } from '../../protocol/wire.ts';
import type { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

const STATUS_OF: Readonly<Record<WireErrorKind, number>> = {
  'bad-request': 400,
  unauthorized: 401,
  'totp-needed': 401,
  'wrong-password': 403,
  forbidden: 403,
  'confirm-needed': 403,
  'stale-nonce': 401,
  'device-revoked': 403,
  'not-found': 404,
  'code-unknown': 404,
  'code-used': 409,
  'code-expired': 410,
  gap: 409,
  fork: 409,
  'too-large': 413,
  'bad-entry': 422,
  'too-many-tries': 429,
  internal: 500,
};

const MESSAGE_LENGTH_MAX = 300;

/** Answers a `WireError` with the status of its kind. */
export function refuse(reply: FastifyReply, refusal: Refusal): FastifyReply {
  reply.request.refusedFor = refusal.kind;
  if (refusal.retryAfterS !== undefined) reply.header('retry-after', String(refusal.retryAfterS));
  // RFC 9110 wants a scheme with each 401; a route of kiosks has named its own.
  if (refusal.kind === 'unauthorized' && !reply.hasHeader('www-authenticate')) {
    reply.header('www-authenticate', 'Bearer');
  }
  return reply.code(statusOfKind(refusal.kind)).send(wireErrorOf(refusal));
}

/** Why a request that names these sites is refused; null if the catalogue in force has all of them. */
export function unknownSite(
  { catalogue }: Pick<Services, 'catalogue'>,
  siteIds: readonly string[],
): Refusal | null {
  const unknown = siteIds.find((siteId) => !catalogue.catalogue.sites.some((site) => site.id === siteId));
  return unknown === undefined
    ? null
    : { kind: 'not-found', message: `没有这个服务点 no such site: ${unknown}` };
}

/** The status that an error of this kind goes out with. */
export function statusOfKind(kind: WireErrorKind): number {
  return STATUS_OF[kind];
}

export function wireErrorOf({ kind, message, seq, epoch, taken, unfit, proof }: Refusal): WireError {
  return {
    error: {
      kind,
      message,
      ...(seq === undefined ? {} : { seq }),
      ...(epoch === undefined ? {} : { epoch }),
      ...(taken === undefined ? {} : { taken }),
      ...(unfit === undefined ? {} : { unfit }),
      ...(proof === undefined ? {} : { proof }),
    },
  };
}

/** What was wrong with a request that never reached its handler; `internal` for everything unforeseen. */
export function refusalOf(thrown: unknown): Refusal {
  if (hasZodFastifySchemaValidationErrors(thrown)) {
    const [issue] = thrown.validation;
    const place = `${thrown.validationContext ?? 'request'}${issue?.instancePath ?? ''}`;
    return badRequest(`${place}: ${issue?.message ?? 'wrong shape'}`);
  }
  const status = statusOf(thrown);
  const message = thrown instanceof Error ? thrown.message : '';
  if (status === STATUS_OF['too-large']) return { kind: 'too-large', message: 'the body is too large' };
  if (status === STATUS_OF['too-many-tries']) return { kind: 'too-many-tries', message: 'too many requests' };
  if (status >= 400 && status < 500) return badRequest(message);
  return { kind: 'internal', message: 'the district could not do this; its log says why' };
}

function badRequest(message: string): Refusal {
  return { kind: 'bad-request', message: message.slice(0, MESSAGE_LENGTH_MAX) };
}

/** Fastify marks what is the client's fault with a status of 4xx. */
function statusOf(thrown: unknown): number {
  if (typeof thrown !== 'object' || thrown === null || !('statusCode' in thrown)) return 500;
  return typeof thrown.statusCode === 'number' ? thrown.statusCode : 500;
}
