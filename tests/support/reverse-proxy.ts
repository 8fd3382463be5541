import { createServer, type IncomingMessage, request as requestOf } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';

export interface ReverseProxy {
  /** Where the district is to be found behind it. */
  readonly url: string;
  /** Bodies, in bytes, in the order of arrival; those that were refused too. */
  readonly bodies: number[];
}

export interface ProxyHabits {
  /** Taken off before the district sees it. */
  readonly prefix?: string;
  /** What is larger is answered with 413 and a page; `cut`: the connection is closed instead. */
  readonly bodyBytesMax?: number;
  readonly refusesBy?: 'page' | 'cut';
  /** Unpacks what is packed, as some firewalls do to look into it. */
  readonly unpacks?: boolean;
}

/** A reverse proxy that buffers, adds headers and does what it is told; gone when the test ends. */
export async function reverseProxy(upstream: string, habits: ProxyHabits = {}): Promise<ReverseProxy> {
  const {
    prefix = '',
    bodyBytesMax = Number.POSITIVE_INFINITY,
    refusesBy = 'page',
    unpacks = false,
  } = habits;
  const bodies: number[] = [];
  const server = createServer(async (request, response) => {
    const sent = await bodyOf(request);
    bodies.push(sent.length);
    if (!request.url?.startsWith(`${prefix}/`))
      return void response.writeHead(404).end('<html>nothing here</html>');
    if (sent.length > bodyBytesMax) {
      if (refusesBy === 'cut') return void response.destroy();
      return void response.writeHead(413, { 'content-type': 'text/html' }).end('<html>413 too large</html>');
    }
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
    const isPacked = headers['content-encoding'] === 'gzip';
    if (unpacks) delete headers['content-encoding'];
    const body = unpacks && isPacked ? gunzipSync(sent) : sent;
    const forwarded = requestOf(`${upstream}${request.url.slice(prefix.length)}`, {
      method: request.method ?? 'GET',
      headers: {
        ...headers,
        'content-length': body.length,
        'x-forwarded-for': '10.0.0.7',
        'x-forwarded-proto': 'https',
        via: '1.1 proxy',
      },
    });
    forwarded.on('error', () => response.destroy());
    forwarded.on('response', async (answer) => {
      // Buffered and sent on in chunks, as proxies do.
      const whole = await bodyOf(answer);
      const {
        'content-length': _answerLength,
        connection: _answerConnection,
        ...answerHeaders
      } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, { ...answerHeaders, 'x-served-by': 'proxy' });
      response.write(whole.subarray(0, whole.length / 2));
      response.end(whole.subarray(whole.length / 2));
    });
    forwarded.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}${prefix}`, bodies };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
