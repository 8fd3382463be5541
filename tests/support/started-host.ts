import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/host/clock/clock-source.ts';
import type { HostOptions, KioskHost } from '../../src/host/host-options.ts';
import { createHost } from '../../src/host/kiosk-host.ts';
import { openProfile } from '../../src/host/profile/profile.ts';
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

/** The profile of a host that a test puts together by itself, opened by the machine's clock. */
export async function openedProfile(options: HostOptions) {
  const clock = systemClock();
  const opening = await openProfile(options.profileFolder, { secrets: options.secretStore, clock });
  if (opening.kind !== 'open') throw new Error(opening.kind);
  return { profile: opening.profile, clock };
}
