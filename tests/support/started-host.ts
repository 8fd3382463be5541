import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { HostOptions, KioskHost } from '../../src/host/host-options.ts';
import { createHost } from '../../src/host/kiosk-host.ts';
import { fileSecretStore } from '../../src/host/profile/secret-store.ts';
import { developmentTrust } from './development-trust.ts';
import { temporaryFolder } from './temporary-folder.ts';

export function hostOptions(changes: Partial<HostOptions> = {}): HostOptions {
  const folder = temporaryFolder();
  return {
    profileFolder: join(folder, 'profile'),
    appVersion: '0.0.0-test',
    binding: 'loopback',
    pinnedTrust: developmentTrust(),
    secretStore: fileSecretStore(join(folder, 'key')),
    ...changes,
  };
}

/** A host that must come up; closed when the test ends, if the test did not. */
export async function startedHost(options: HostOptions): Promise<KioskHost> {
  const start = await createHost(options);
  if (start.kind !== 'ready') throw new Error(`the host did not start: ${JSON.stringify(start)}`);
  let closed = false;
  const close = async () => {
    if (!closed) await start.host.close();
    closed = true;
  };
  onTestFinished(close);
  return { call: start.host.call, close };
}
