import type { Socket } from 'node:net';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { messageOf } from '../../domain/base/message-of.ts';
import type { Services } from '../services.ts';
import { StartFault } from '../start-fault.ts';
import { refusalOf, refuse, wireErrorOf } from './answer.ts';
import { acceptJson } from './body.ts';
import {
  boundConnections,
  CONNECTION_LIMITS,
  type ConnectionLimits,
  endWithoutRequest,
  networksOf,
} from './connections.ts';
import { serveOfficePage } from './office-page.ts';
import { documentApi } from './openapi.ts';
import { sourceOfRequest } from './request-source.ts';
import { routes } from './routes.ts';
import { readSignatures } from './signed-routes.ts';

/** How often Node looks for requests that take too long. */
const CHECK_MS = 5_000;
/** An answer is data for a program: whoever shows one as a page shows nothing. */
const NOTHING = {
  defaultSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

export interface ServerOptions {
  readonly limits?: Partial<ConnectionLimits> | undefined;
  /** Proxies whose `X-Forwarded-For` is believed: addresses and networks. */
  readonly trustProxy?: readonly string[] | undefined;
  /** Serves the API's documentation as well. */
  readonly docs?: boolean | undefined;
  /** Where the built console of the office is; without it, none is served. */
  readonly officeFolder?: string | undefined;
}

/** The district's HTTP server, not listening yet. Every failure it answers is a `WireError`. */
export async function createServer(
  services: Services,
  { limits: changed = {}, trustProxy = [], docs = false, officeFolder }: ServerOptions = {},
): Promise<FastifyInstance> {
  const limits = { ...CONNECTION_LIMITS, ...changed };
  const { requestMsMax } = limits;
  const app = Fastify({
    requestTimeout: requestMsMax,
    // A socket that never sends anything has no request that could time out.
    connectionTimeout: limits.idleMsMax,
    keepAliveTimeout: limits.keepAliveMsMax,
    http: {
      headersTimeout: Math.min(limits.headMsMax, requestMsMax),
      connectionsCheckingInterval: Math.min(CHECK_MS, limits.headMsMax, requestMsMax),
    },
    trustProxy: trustProxy.length === 0 ? false : [...trustProxy],
    return503OnClosing: false,
    clientErrorHandler: answerBadHttp,
    frameworkErrors: (error, _request, reply) => refuse(reply, refusalOf(error)),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((thrown, request, reply) => {
    const refusal = refusalOf(thrown);
    if (refusal.kind === 'internal') {
      services.log({
        kind: 'request-failed',
        request: `${request.method} ${request.routeOptions.url}`,
        thrown,
      });
    }
    return refuse(reply, refusal);
  });
  app.setNotFoundHandler((_request, reply) => refuse(reply, { kind: 'not-found', message: 'no such route' }));
  boundConnections(app, limits, networksOf(trustProxy));
  endWithoutRequest(app, limits);
  endConnections(app, requestMsMax);
  acceptJson(app);
  readSignatures(app);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: NOTHING },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  await app.register(rateLimit, { global: false, keyGenerator: sourceOfRequest, hook: 'onRequest' });
  if (docs) await documentApi(app);
  if (officeFolder !== undefined) await serveOfficePage(app, officeFolder);
  await app.register(routes, { services });
  return app;
}

/**
 * Closing waits for every connection: one that is answered meanwhile would otherwise be kept for another request. Node
 * times no request any more once it closes, so that one that never arrives whole is cut off here.
 */
function endConnections(app: FastifyInstance, requestMsMax: number): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
    setTimeout(() => app.server.closeAllConnections(), requestMsMax).unref();
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
  });
}

/** Starts to listen and answers the address; throws `StartFault`. */
export async function listen(
  app: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (thrown) {
    const isTaken = thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE';
    const reason = isTaken ? 'another program is using it' : messageOf(thrown);
    throw new StartFault('port-unavailable', `port ${port} of ${host} cannot be opened: ${reason}`, thrown);
  }
}

/** What is no HTTP at all reaches no route. */
function answerBadHttp(_error: Error, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(wireErrorOf({ kind: 'bad-request', message: 'no proper HTTP request' }));
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
