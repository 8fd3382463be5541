import type { IncomingMessage, ServerResponse } from 'node:http';
import { BlockList, isIP, isIPv4, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How long a connection may do nothing, and how many there may be. */
export interface ConnectionLimits {
  /** A request that has not arrived whole by then is cut off, and a close waits for none longer. */
  readonly requestMsMax: number;
  /** The head of a request must have arrived by then. */
  readonly headMsMax: number;
  /** A connection on which nothing moves is closed; longer than any answer takes. */
  readonly idleMsMax: number;
  /** Between two requests. A load balancer must give up first, or it sends into a closed connection. */
  readonly keepAliveMsMax: number;
  /** Counts one address; a trusted proxy speaks for many, and is not counted. */
  readonly perSourceMax: number;
  readonly connectionsMax: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  requestMsMax: 30_000,
  headMsMax: 15_000,
  idleMsMax: 35_000,
  keepAliveMsMax: 65_000,
  perSourceMax: 128,
  connectionsMax: 4_096,
};

/** Closes a connection beyond what one source, or all of them, may have. */
export function boundConnections(
  app: FastifyInstance,
  limits: Pick<ConnectionLimits, 'perSourceMax' | 'connectionsMax'>,
  isProxy: (address: string) => boolean,
): void {
  const open = new Map<string, number>();
  app.server.maxConnections = limits.connectionsMax;
  app.server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    if (isProxy(address)) return;
    const count = (open.get(address) ?? 0) + 1;
    if (count > limits.perSourceMax) {
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}

/**
 * Closes a connection on which no further request begins in time, whatever else comes over it: Node waits again after
 * each byte, and skips ends of lines before a request forever.
 */
export function endWithoutRequest(
  app: FastifyInstance,
  { keepAliveMsMax, headMsMax }: Pick<ConnectionLimits, 'keepAliveMsMax' | 'headMsMax'>,
): void {
  /** Requests that are not answered yet, and what ends the connection once there are none. */
  const asked = new WeakMap<Socket, { open: number; end: NodeJS.Timeout | null }>();
  app.server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const held = asked.get(socket) ?? { open: 0, end: null };
    asked.set(socket, held);
    held.open += 1;
    clearTimeout(held.end ?? undefined);
    response.once('close', () => {
      held.open -= 1;
      if (held.open > 0 || socket.destroyed) return;
      // What begins at the last moment has the time of a head.
      held.end = setTimeout(() => socket.destroy(), keepAliveMsMax + headMsMax).unref();
    });
  });
}

/** An IP address, or a network as `10.0.0.0/8`. */
export function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  if (prefix === undefined) return true;
  return /^[0-9]{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128);
}

/** True for the addresses of these networks, also where they come as IPv4 in IPv6. */
export function networksOf(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=[0-9.]+$)/i, '');
    return isIP(plain) !== 0 && list.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6');
  };
}
