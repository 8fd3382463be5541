import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Issued } from './certificates.ts';

/** A server with TLS on this machine that answers `{}`; gone when the test ends. */
export async function tlsServer(
  { certificatePem, keyPem }: Issued,
  options: ServerOptions = {},
): Promise<string> {
  const server = createServer(
    { ...options, cert: certificatePem, key: keyPem },
    (_request, response) => void response.end('{}'),
  );
  return `https://127.0.0.1:${await listening(server)}/`;
}

/** The port; the server is gone when the test ends. */
export async function listening(server: Server & { closeAllConnections(): void }): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return (server.address() as AddressInfo).port;
}
