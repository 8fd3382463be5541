import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import {
  QUESTIONS_FIELD,
  SESSION_HEADER,
  SESSION_PATH,
  TOKEN_FRAGMENT,
  WINDOW_PATH,
} from '../../host-api/bridge.ts';
import type { Host } from '../../host-api/host-api.ts';
import { SECURITY_HEADERS, securePage } from '../content-security.ts';
import { answerCall } from '../host-methods.ts';
import { type Admission, admission } from './admission.ts';

const ADDRESS = '127.0.0.1';
/** The settings with a list price for every item are the second largest call. */
const BODY_BYTES_MAX = 256 * 1024;
/** The largest call saves a frame of the camera for a technician. */
const FRAME_BYTES_MAX = 8 * 1024 * 1024;
/** More than a start has to ask. */
const QUESTIONS_MAX = 32;
const ASSETS_FOLDER = 'assets';
const KEPT_FOR_GOOD = 'max-age=31536000, immutable';
/** Where another process of the same user asks for a one-time address (`open-door.ts`). */
export const ADDRESS_PATH = '/address';

export interface LoopbackOptions {
  readonly host: Host;
  /** The built renderer: `out/renderer`. */
  readonly rendererFolder: string;
  /**
   * The port is the same at every start, since the browser's database belongs to the origin. Tests use 0, which takes
   * any port.
   */
  readonly port: number;
}

export type LoopbackStart =
  | {
      readonly kind: 'listening';
      /** This address opens the kiosk once, since it has a one-time token. */
      readonly url: string;
      readonly origin: string;
      /** Gives a one-time address to whoever shows it; for a process of the same user. */
      readonly doorSecret: string;
      /** A fresh one-time address, for instance after the window was closed. */
      issueUrl(): string;
      close(): Promise<void>;
    }
  | { readonly kind: 'port-busy'; readonly port: number };

/**
 * Serves the renderer on 127.0.0.1, and its host to whoever was given a one-time address, and nobody else. The files
 * of the app hold no secret; every call names the session in a header. A cookie would go to each server of this
 * machine, whatever its port.
 */
export async function startLoopback(options: LoopbackOptions): Promise<LoopbackStart> {
  const admitted = admission();
  const door = admission();
  const server = Fastify({ bodyLimit: BODY_BYTES_MAX, forceCloseConnections: true });
  // A form of a foreign page can send text/plain; our own page sends JSON alone.
  server.removeContentTypeParser('text/plain');
  let origin = '';
  guard(server, admitted, () => origin);
  const issueUrl = () => `${origin}/#${TOKEN_FRAGMENT}${admitted.issueToken()}`;
  serveHost(server, options.host);
  serveWindows(server, options.host, admitted);
  server.post(ADDRESS_PATH, (request, reply) =>
    door.isSession(textIn(request.body, 'secret'))
      ? unstored(reply).send({ address: issueUrl() })
      : refuse(reply, 401),
  );
  server.get('/', async (_request, reply) => {
    const page = securePage(await readFile(join(options.rendererFolder, 'index.html'), 'utf8'));
    return reply.headers(page.headers).type('text/html').send(page.html);
  });
  await serveFiles(server, options.rendererFolder);
  try {
    origin = await server.listen({ host: ADDRESS, port: options.port });
  } catch (error) {
    await server.close();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return { kind: 'port-busy', port: options.port };
  }
  const doorSecret = door.exchange(door.issueToken()) ?? '';
  const close = () => server.close();
  return { kind: 'listening', url: issueUrl(), origin, doorSecret, issueUrl, close };
}

/** The build names each file of `assets` by its content: a later start need not ask whether it is still the same. */
async function serveFiles(server: FastifyInstance, rendererFolder: string): Promise<void> {
  const assets = join(rendererFolder, ASSETS_FOLDER);
  await server.register(fastifyStatic, {
    ...{ root: rendererFolder, cacheControl: false, index: false },
    setHeaders(reply, path) {
      if (path.startsWith(assets + sep)) reply.header('cache-control', KEPT_FOR_GOOD);
    },
  });
}

/**
 * Lets pages in, and makes one of them the window. Whoever becomes the window has its first questions answered in the same
 * answer: on an old machine each request takes its time.
 */
function serveWindows(server: FastifyInstance, host: Host, admitted: Admission): void {
  const answersTo = (questions: readonly unknown[]) =>
    Promise.all(
      questions
        .slice(0, QUESTIONS_MAX)
        .map((one) => answerCall(host, fieldIn(one, 'method'), fieldIn(one, 'input'))),
    );
  server.post(SESSION_PATH, async (request, reply) => {
    const session = admitted.exchange(textIn(request.body, 'token'));
    if (session === null) return refuse(reply, 401);
    const questions = fieldIn(request.body, QUESTIONS_FIELD);
    if (!Array.isArray(questions)) return unstored(reply).send({ session });
    admitted.takeWindow(session);
    return unstored(reply).send({ session, answers: await answersTo(questions) });
  });
  server.post(WINDOW_PATH, async (request, reply) => {
    admitted.takeWindow(String(request.headers[SESSION_HEADER]));
    const questions = fieldIn(request.body, QUESTIONS_FIELD);
    return unstored(reply).send({ answers: await answersTo(Array.isArray(questions) ? questions : []) });
  });
}

function serveHost(server: FastifyInstance, host: Host): void {
  const answer = async (method: string, body: unknown, reply: FastifyReply) => {
    const answered = await answerCall(host, method, body);
    const status = answered.ok ? 200 : answered.error === 'bad-call' ? 400 : 500;
    return unstored(reply.code(status)).send(answered);
  };
  server.post<{ Params: { method: string } }>('/host/:method', (request, reply) =>
    answer(request.params.method, request.body, reply),
  );
  server.post('/host/scanner.saveFrame', { bodyLimit: FRAME_BYTES_MAX }, (request, reply) =>
    answer('scanner.saveFrame', request.body, reply),
  );
}

/** Every request passes here first: its shape, where it comes from, then its right to be answered at all. */
function guard(server: FastifyInstance, admitted: Admission, originOf: () => string): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    const origin = originOf();
    if (!isPlain(request)) return refuse(reply, 400);
    // A name that an attacker's DNS points at 127.0.0.1 arrives under that name.
    if (`http://${request.headers.host}` !== origin) return refuse(reply, 421);
    if (!isOwnRequest(request, origin)) return refuse(reply, 403);
    if (request.method === 'GET' || request.method === 'HEAD') return undefined;
    if (request.url === SESSION_PATH || request.url === ADDRESS_PATH) return undefined;
    const session = request.headers[SESSION_HEADER];
    return typeof session === 'string' && admitted.isSession(session) ? undefined : refuse(reply, 401);
  });
}

/** One `Host`, and a path of this server: `//name/` or a whole address would be another's. */
function isPlain({ url, raw }: FastifyRequest): boolean {
  const hosts = raw.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host');
  return hosts.length === 1 && url.startsWith('/') && !url.startsWith('//');
}

/** Calls come from our own page; pages and their parts may also be asked for from the address bar. */
function isOwnRequest(request: FastifyRequest, origin: string): boolean {
  if (request.headers.origin !== undefined) return request.headers.origin === origin;
  return request.method === 'GET' || request.method === 'HEAD';
}

function fieldIn(body: unknown, field: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, field) : null;
}

function textIn(body: unknown, field: string): string {
  const value = fieldIn(body, field);
  return typeof value === 'string' ? value : '';
}

function unstored(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store');
}

function refuse(reply: FastifyReply, status: number): FastifyReply {
  return unstored(reply.code(status)).type('text/html').send(NO_SESSION_PAGE);
}

/** The page for a browser that did not come by a one-time address. It is plain HTML without style and script. */
const NO_SESSION_PAGE = `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>英才卡前台 · Talent card kiosk</title></head>
<body>
<p>这个地址只能打开一次。请在命令行窗口按提示取得新的地址，或重新运行 npm start，再打开它显示的地址。</p>
<p lang="en">This address opens the kiosk only once. Run npm start again and open the address that it prints.</p>
</body>
</html>
`;
