import type { LineTrouble } from '../../../app/sync/line-status.ts';
import { isConnectionFault } from '../../../host-api/connection-words.ts';

/** What a trouble of the line is called on screen: the keys of `status.fault`. */
export type TroubleWord = ReturnType<typeof troubleWordOf>;

export function troubleWordOf(kind: LineTrouble['kind']) {
  if (isConnectionFault(kind)) return kind;
  switch (kind) {
    case 'unreachable':
    case 'timeout':
    case 'nonsense':
    case 'refused':
    case 'bad-request':
    case 'fork':
    case 'not-enrolled':
    case 'device-revoked':
    case 'too-large':
    case 'revoked-unproved':
    case 'host-fault':
    case 'unexpected':
      return kind;
    case 'not-json':
    case 'bad-shape':
    case 'unknown-key':
    case 'wrong-purpose':
    case 'key-not-in-force':
    case 'unsupported-algorithm':
    case 'bad-signature':
    case 'catalogue-older':
    case 'catalogue-leap':
      return 'catalogue';
    case 'roster-refused':
    case 'roster-older':
      return 'roster';
    case 'keys-refused':
    case 'denied-refused':
      return 'lists';
    case 'quota':
    case 'storage':
      return 'storage';
    default:
      return 'other';
  }
}
