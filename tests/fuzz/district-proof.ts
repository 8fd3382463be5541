import type { TestKiosk } from '../district/test-kiosk.ts';
import type { HostileTarget } from './district-hostility.ts';

/** How an enrolled kiosk proves its requests: the one place of the hostile requests that changes with it. */
export function proofOf(kiosk: TestKiosk): HostileTarget['proveKiosk'] {
  return async ({ method, path, body }) =>
    kiosk.sign({ method, path, body: Buffer.from(body ?? '') }, await kiosk.nonce());
}
