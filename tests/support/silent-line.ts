import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that may fall silent, as in a failover or behind a firewall: nobody is told, nothing is closed. */
export interface SilentLine {
  /** The server's URL, by way of this line. */
  readonly url: string;
  /** From now on every byte is swallowed, either way; new connections are taken and hear nothing. */
  silence(): void;
  /** The same from the first bytes to the server on that hold this text. */
  silenceAt(text: string): void;
  /** New connections pass again; what was silent once stays so. */
  speak(): void;
  stop(): Promise<void>;
}

export async function startSilentLine(serverUrl: string): Promise<SilentLine> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let isSilent = false;
  let silencing: string | null = null;
  const silence = (): void => {
    isSilent = true;
  };
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    let isDead = false;
    const passes = (): boolean => {
      isDead ||= isSilent;
      return !isDead;
    };
    near.on('data', (bytes) => {
      if (silencing !== null && bytes.includes(silencing)) silence();
      if (passes()) far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (passes()) near.write(bytes);
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => {}); // its close follows
      one.on('end', () => passes() && other.end());
      one.on('close', () => passes() && other.destroy());
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(serverUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    silence,
    silenceAt: (text) => {
      silencing = text;
    },
    speak: () => {
      isSilent = false;
      silencing = null;
    },
    stop: async () => {
      const closed = once(server.close(), 'close');
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
