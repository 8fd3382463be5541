import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Services } from '../services.ts';
import { messageOf, StartFault } from '../start-fault.ts';
import { refusalOf, refuse, wireErrorOf } from './answer.ts';
import { acceptJson } from './body.ts';
import { documentApi } from './openapi.ts';
import { routes } from './routes.ts';
import { readSignatures } from './signed-routes.ts';

/** A request that has not arrived whole by then is cut off. */
const REQUEST_MS_MAX = 30_000;

/** The district's HTTP server, not listening yet. Every failure it answers is a `WireError`. */
export async function createServer(
  services: Services,
  requestMsMax: number = REQUEST_MS_MAX,
): Promise<FastifyInstance> {
  const app = Fastify({
    requestTimeout: requestMsMax,
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
  endConnections(app, requestMsMax);
  acceptJson(app);
  readSignatures(app);
  await documentApi(app);
  await app.register(routes, { services });
  return app;
}

/**
 * Closing waits for every connection: one that is answered meanwhile would else be kept for another request. Node
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
