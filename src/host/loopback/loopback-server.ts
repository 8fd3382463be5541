import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyCookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Host } from '../../host-api/host-api.ts';
import { SECURITY_HEADERS, securePage } from '../content-security.ts';
import { answerCall } from '../host-binding.ts';
import { type Admission, admission } from './admission.ts';
import { NO_SESSION_PAGE } from './no-session-page.ts';

const ADDRESS = '127.0.0.1';
/** The largest call but one is the settings with a list price for every item. */
const BODY_BYTES_MAX = 256 * 1024;
/** A frame that a technician keeps. */
const FRAME_BYTES_MAX = 8 * 1024 * 1024;

export interface LoopbackOptions {
  readonly host: Host;
  /** The built renderer: `out/renderer`. */
  readonly rendererFolder: string;
  /** The same at every start, since the browser's database belongs to the origin; 0 takes any, for tests. */
  readonly port: number;
}

export type LoopbackStart =
  | {
      readonly kind: 'listening';
      /** Opens the kiosk once: a one-time token is in it. */
      readonly url: string;
      readonly origin: string;
      /** A fresh one-time address, for instance after the window was closed. */
      issueUrl(): string;
      close(): Promise<void>;
    }
  | { readonly kind: 'port-busy'; readonly port: number };

/** Serves the renderer and its host on 127.0.0.1 to whoever was given a one-time address, and nobody else. */
export async function startLoopback(options: LoopbackOptions): Promise<LoopbackStart> {
  const admitted = admission();
  const server = Fastify({ bodyLimit: BODY_BYTES_MAX, forceCloseConnections: true });
  // A form of a foreign page can send text/plain; our own page sends JSON alone.
  server.removeContentTypeParser('text/plain');
  let origin = '';
  await server.register(fastifyCookie);
  guard(server, admitted, () => origin);
  const answer = async (method: string, body: unknown, reply: FastifyReply) => {
    const answered = await answerCall(options.host, method, body);
    const status = answered.ok ? 200 : answered.error === 'bad-call' ? 400 : 500;
    return reply.code(status).header('cache-control', 'no-store').send(answered);
  };
  server.post<{ Params: { method: string } }>('/host/:method', (request, reply) =>
    answer(request.params.method, request.body, reply),
  );
  server.post('/host/scanner.saveFrame', { bodyLimit: FRAME_BYTES_MAX }, (request, reply) =>
    answer('scanner.saveFrame', request.body, reply),
  );
  server.get('/', async (_request, reply) => {
    const page = securePage(await readFile(join(options.rendererFolder, 'index.html'), 'utf8'));
    return reply.headers(page.headers).type('text/html').send(page.html);
  });
  await server.register(fastifyStatic, { root: options.rendererFolder, cacheControl: false, index: false });
  try {
    origin = await server.listen({ host: ADDRESS, port: options.port });
  } catch (error) {
    await server.close();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return { kind: 'port-busy', port: options.port };
  }
  const issueUrl = () => `${origin}/?token=${admitted.issueToken()}`;
  return { kind: 'listening', url: issueUrl(), origin, issueUrl, close: () => server.close() };
}

/** Every request passes here first: its headers, then its right to be answered at all. */
function guard(server: FastifyInstance, admitted: Admission, originOf: () => string): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    const origin = originOf();
    // A name that an attacker's DNS points at 127.0.0.1 arrives under that name.
    if (`http://${request.headers.host}` !== origin) return refuse(reply, 421);
    if (!isOwnRequest(request, origin)) return refuse(reply, 403);
    const cookieName = `kiosk-session-${new URL(origin).port}`;
    const session = admitted.exchange(tokenOf(request));
    if (session === null) {
      return admitted.isSession(request.cookies[cookieName]) ? undefined : refuse(reply, 401);
    }
    reply.setCookie(cookieName, session, { httpOnly: true, sameSite: 'strict', path: '/' });
    // Out of the address bar and the history with the token.
    return reply.redirect('/', 303);
  });
}

/** Calls come from our own page; pages and their parts may also be asked for from the address bar. */
function isOwnRequest(request: FastifyRequest, origin: string): boolean {
  if (request.headers.origin !== undefined) return request.headers.origin === origin;
  return request.method === 'GET' || request.method === 'HEAD';
}

function tokenOf(request: FastifyRequest): string {
  const { pathname, searchParams } = new URL(request.url, 'http://kiosk.invalid');
  return pathname === '/' ? (searchParams.get('token') ?? '') : '';
}

function refuse(reply: FastifyReply, status: number): FastifyReply {
  return reply.code(status).header('cache-control', 'no-store').type('text/html').send(NO_SESSION_PAGE);
}
