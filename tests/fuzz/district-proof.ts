import type { EnrolReply } from '../../src/protocol/wire.ts';
import type { HostileTarget } from './district-hostility.ts';

/** How an enrolled kiosk proves its requests: the one place of the hostile requests that changes with it. */
export function proofOf({ token }: EnrolReply): HostileTarget['proveKiosk'] {
  return async () => ({ authorization: `Bearer ${token}` });
}
