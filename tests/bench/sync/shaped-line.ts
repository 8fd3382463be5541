import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** How a line is shaped, each way. */
export interface LineShape {
  readonly delayMs: number;
  readonly bytesPerSecond: number;
}

/** 1 Mbit/s each way, and 200 ms there and back. */
export const SLOW_LINE: LineShape = { delayMs: 100, bytesPerSecond: 125_000 };

/** Bytes of TCP both ways, and how many HTTP requests went up. */
export interface LineTraffic {
  readonly upBytes: number;
  readonly downBytes: number;
  readonly requests: number;
}

/** A line on loopback to a server, with what has gone over it so far. */
export interface ShapedLine {
  readonly url: string;
  traffic(): LineTraffic;
  close(): Promise<void>;
}

/** What one direction may hold before its sender has to wait: a router's buffer of half a second. */
const BACKLOG_MS_MAX = 500;

/** Nobody here sends a second request before the first one's answer: each begins a chunk. */
const REQUEST_LINE = /^(?:GET|HEAD|POST|PUT|DELETE) \//;
const REQUEST_LINE_BYTES = 8;

/**
 * A TCP proxy before the server at `targetUrl`. All connections share one line: bytes of one direction leave one
 * after the other at its rate and arrive after its delay; a connection's first bytes wait for the handshake as
 * well. Null shapes nothing and only counts. Headers below TCP and its slow start are not modelled.
 */
export async function shapedLine(targetUrl: string, shape: LineShape | null): Promise<ShapedLine> {
  const target = new URL(targetUrl);
  const up = direction(shape);
  const down = direction(shape);
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ host: target.hostname, port: Number(target.port), allowHalfOpen: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('close', () => sockets.delete(socket));
      // Whoever is cut off says so himself.
      socket.on('error', () => {
        near.destroy();
        far.destroy();
      });
    }
    up.carry({ from: near, to: far, handshakeMs: shape === null ? 0 : 2 * shape.delayMs });
    down.carry({ from: far, to: near, handshakeMs: 0 });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    traffic: () => ({ upBytes: up.bytes(), downBytes: down.bytes(), requests: up.requests() }),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Carriage {
  readonly from: Socket;
  readonly to: Socket;
  readonly handshakeMs: number;
}

/** One direction: what is handed in first comes out first, on whichever connection. */
function direction(shape: LineShape | null) {
  const underway: { readonly dueMs: number; readonly arrive: () => void }[] = [];
  let bytes = 0;
  let requests = 0;
  /** When the last byte that was handed in has left. */
  let freeAtMs = 0;
  let isAwaited = false;

  function wake(afterMs: number): void {
    isAwaited = true;
    setTimeout(deliver, Math.ceil(afterMs));
  }

  function deliver(): void {
    isAwaited = false;
    for (let next = underway[0]; next !== undefined; next = underway[0]) {
      const missingMs = next.dueMs - performance.now();
      if (missingMs > 0) {
        wake(missingMs);
        return;
      }
      underway.shift();
      next.arrive();
    }
  }

  function carry({ from, to, handshakeMs }: Carriage): void {
    /** Answers how long the line will be busy with it and with what is before it. */
    function send(length: number, arrive: () => void): number {
      if (shape === null) {
        arrive();
        return 0;
      }
      const nowMs = performance.now();
      freeAtMs = Math.max(nowMs, freeAtMs) + (length / shape.bytesPerSecond) * 1_000;
      underway.push({ dueMs: freeAtMs + shape.delayMs, arrive });
      if (!isAwaited) wake(shape.delayMs);
      return freeAtMs - nowMs;
    }

    from.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (REQUEST_LINE.test(chunk.toString('latin1', 0, REQUEST_LINE_BYTES))) requests += 1;
      const busyMs = send(chunk.length, () => to.write(chunk));
      if (busyMs <= BACKLOG_MS_MAX) return;
      from.pause();
      setTimeout(() => from.resume(), busyMs - BACKLOG_MS_MAX);
    });
    from.on('end', () => send(0, () => to.end()));
    if (handshakeMs === 0) return;
    from.pause();
    setTimeout(() => from.resume(), handshakeMs);
  }

  return { carry, bytes: () => bytes, requests: () => requests };
}
