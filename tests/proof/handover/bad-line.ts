import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What the line does to one connection. */
export const LINE_FAULTS = [
  'none',
  'closed-at-once',
  'closed-in-request',
  'answer-lost',
  'answer-cut',
  'hangs',
  'answer-late',
  'answer-twice',
] as const;
export type LineFault = (typeof LINE_FAULTS)[number];

export interface BadLine {
  readonly port: number;
  close(): Promise<void>;
}

/** A TCP line to `port` that does to each connection what `next` says. `lateMs` is longer than the client waits. */
export async function badLine(port: () => number, next: () => LineFault, lateMs: number): Promise<BadLine> {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const fault = next();
    if (fault === 'closed-at-once') {
      near.destroy();
      return;
    }
    const far = connect({ port: port(), host: '127.0.0.1' });
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        // Late and lost answers are about a client that has gone.
        if (socket === far) near.destroy();
        else if (fault !== 'answer-late') far.destroy();
      });
    }
    near.on('data', (bytes) => {
      const isCut = fault === 'closed-in-request';
      far.write(isCut ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes);
      if (isCut) near.destroy();
    });
    far.on('data', (bytes) => passAnswer(fault, { near, bytes, lateMs }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

function passAnswer(
  fault: LineFault,
  { near, bytes, lateMs }: { readonly near: Socket; readonly bytes: Buffer; readonly lateMs: number },
): void {
  switch (fault) {
    case 'answer-lost':
      near.destroy();
      return;
    case 'answer-cut':
      near.end(bytes.subarray(0, Math.floor(bytes.length / 3)));
      return;
    case 'hangs':
      return;
    case 'answer-late':
      setTimeout(() => near.write(bytes), lateMs);
      return;
    case 'answer-twice':
      near.write(bytes);
      near.write(bytes);
      return;
    default:
      near.write(bytes);
  }
}
