import type { LineTrouble } from '../../app/line-status.ts';

/** What a trouble of the line is called on screen: the keys of `status.fault`. */
export type TroubleWord = ReturnType<typeof troubleWordOf>;

export function troubleWordOf(kind: LineTrouble['kind']) {
  switch (kind) {
    case 'unreachable':
    case 'timeout':
    case 'nonsense':
    case 'refused':
    case 'fork':
    case 'not-enrolled':
    case 'device-revoked':
    case 'name-unknown':
    case 'connection-refused':
    case 'connection-cut':
    case 'proxy-login':
    case 'proxy-failed':
    case 'address-unusable':
    case 'address-credentials':
    case 'http-not-allowed':
    case 'https-wanted':
    case 'tls-self-signed':
    case 'tls-unknown-authority':
    case 'tls-not-yet-valid':
    case 'tls-expired':
    case 'tls-wrong-name':
    case 'tls-not-spoken':
    case 'tls-too-old':
    case 'tls-failed':
    case 'too-large':
    case 'revoked-unproved':
    case 'host-fault':
      return kind;
    case 'bad-request':
      return 'refused';
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
