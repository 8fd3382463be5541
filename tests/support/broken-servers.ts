import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';

/** What a server, or whatever stands in its place, does with a request once its first bytes are there. */
type Misbehaviour = (socket: Socket) => void;

const HTML = '<html><body>请先登录网络</body></html>';
const BOMB = gzipSync(Buffer.alloc(2_000_000, 'a'));

/** Servers as they break in use, each with the kinds of fault that a kiosk may make of them. */
export const MISBEHAVIOURS: Readonly<
  Record<string, readonly [does: Misbehaviour, kinds: readonly string[]]>
> = {
  'accepts and never answers': [() => {}, ['timeout']],
  'answers with a head and hangs': [
    (socket) =>
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n'),
    ['timeout'],
  ],
  'trickles its head': [(socket) => trickle(socket, 'HTTP/1.1 200 OK\r\n'), ['timeout']],
  'trickles its body': [
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{');
      trickle(socket, ' '.repeat(900));
    },
    ['timeout'],
  ],
  'resets in the middle of the body': [
    (socket) =>
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{"epoch"', () => socket.resetAndDestroy()),
    ['nonsense', 'connection-cut'],
  ],
  'resets at once': [(socket) => socket.resetAndDestroy(), ['connection-cut']],
  'closes at once': [(socket) => socket.destroy(), ['connection-cut']],
  'speaks another protocol': [(socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'), ['nonsense']],
  'sends a head without end': [
    (socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}`),
    ['nonsense'],
  ],
  'is a captive portal': [answering('200 OK', HTML, 'content-type: text/html'), ['nonsense']],
  'sends to a captive portal': [answering('302 Found', '', 'location: http://127.0.0.1:9/'), ['nonsense']],
  'has moved for good': [answering('308 Permanent Redirect', '', 'location: /v2'), ['nonsense']],
  'answers with JSON of another shape': [answering('200 OK', '{"status":"ok"}'), ['nonsense']],
  'answers with JSON that is no object': [answering('200 OK', 'null'), ['nonsense']],
  'answers with the wrong type of content': [
    answering('200 OK', '\u0000\u0001', 'content-type: image/png'),
    ['nonsense'],
  ],
  'answers 200 without a body': [answering('200 OK', ''), ['nonsense']],
  'answers 204': [answering('204 No Content', ''), ['nonsense']],
  'answers 404 of a proxy': [answering('404 Not Found', HTML), ['nonsense']],
  'answers 500': [answering('500 Internal Server Error', 'oops'), ['refused']],
  'answers 502 of a proxy': [answering('502 Bad Gateway', HTML), ['refused']],
  'answers 503 and asks for patience': [
    answering('503 Service Unavailable', '', 'retry-after: 120'),
    ['refused'],
  ],
  'answers an error of another service': [answering('401 Unauthorized', '{"error":"no"}'), ['nonsense']],
  'unpacks to more than any reply': [
    (socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${BOMB.length}\r\n\r\n`);
      socket.end(BOMB);
    },
    ['nonsense'],
  ],
  'claims to be packed': [answering('200 OK', 'not gzip', 'content-encoding: gzip'), ['nonsense']],
  'sends more than any reply': [
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2000000\r\n\r\n');
      socket.write(Buffer.alloc(2_000_000, ' '));
    },
    ['nonsense'],
  ],
  'switches protocols': [answering('101 Switching Protocols', ''), ['nonsense']],
  'wants to be asked with TLS': [
    answering('400 Bad Request', HTML, 'content-type: text/html'),
    ['https-wanted'],
  ],
  'sends to itself with TLS': [
    answering('301 Moved Permanently', '', 'location: https://127.0.0.1/'),
    ['https-wanted'],
  ],
  'is a proxy that wants a login': [
    answering('407 Proxy Authentication Required', HTML, 'proxy-authenticate: Basic'),
    ['proxy-login'],
  ],
};

function answering(status: string, body: string, header = 'content-type: application/json'): Misbehaviour {
  const length = Buffer.byteLength(body);
  return (socket) =>
    void socket.end(`HTTP/1.1 ${status}\r\n${header}\r\ncontent-length: ${length}\r\n\r\n${body}`);
}

function trickle(socket: Socket, text: string): void {
  let sent = 0;
  const timer = setInterval(() => {
    socket.write(text[sent % text.length] ?? ' ');
    sent += 1;
  }, 20);
  socket.on('close', () => clearInterval(timer));
}

export interface BrokenServer {
  readonly url: string;
  /** From the next request on. */
  misbehave(does: Misbehaviour): void;
}

/** A real TCP server on 127.0.0.1; gone when the test ends. */
export async function brokenServer(first: Misbehaviour): Promise<BrokenServer> {
  let does = first;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}); // its close follows
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', () => does(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    misbehave(next) {
      does = next;
    },
  };
}
