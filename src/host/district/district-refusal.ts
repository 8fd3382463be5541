import { unreachable } from '../../domain/base/unreachable.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import type { WireErrorKind } from '../../protocol/wire.ts';

/** What the district's refusal means to the desk. */
export function refusalOf(kind: WireErrorKind): LineFault['kind'] {
  switch (kind) {
    case 'code-unknown':
    case 'code-expired':
    case 'code-used':
    case 'too-many-tries':
    case 'device-revoked':
    case 'fork':
    case 'bad-request':
    case 'too-large':
      return kind;
    // The district does not know this device's key: it has to be enrolled again.
    case 'unauthorized':
      return 'not-enrolled';
    // The office alone is answered so.
    case 'totp-needed':
    case 'wrong-password':
    case 'forbidden':
    case 'confirm-needed':
    case 'bad-entry':
    case 'gap':
    case 'not-found':
    case 'internal':
    // Even the nonce that came with this very answer was not good: nothing that a clerk can mend.
    case 'stale-nonce':
      return 'refused';
    default:
      return unreachable(kind);
  }
}
