import { unreachable } from '../../domain/base/unreachable.ts';
import { authorityIn, fingerprintOf, type LineTrust } from '../../host/district/line-trust.ts';
import { bothOf } from './file-words.ts';
import { readInputFile } from './input-file.ts';

const CA_WITHOUT_TLS =
  '--ca 只用于 https:// 的地址 --ca is for an https:// address: without TLS there is no certificate to check';

interface LineSettings {
  /** Null if no district was named. */
  readonly districtUrl: string | null;
  readonly authorityFile: string | null;
  readonly allowsHttp: boolean;
}

/** What `--ca` and `--allow-http` allow for the district at that address; null if neither was given, a message if they are wrong. */
export function lineTrustOf({
  districtUrl,
  authorityFile,
  allowsHttp,
}: LineSettings): LineTrust | string | null {
  if (districtUrl === null || (authorityFile === null && !allowsHttp)) return null;
  const { origin, protocol } = new URL(districtUrl);
  if (authorityFile !== null && protocol === 'http:') return CA_WITHOUT_TLS;
  if (authorityFile === null) return { format: 1, origin, authorityPem: null, allowsHttp };
  const authority = authorityAt(authorityFile);
  return authority.ok
    ? { format: 1, origin, authorityPem: authority.pem, allowsHttp }
    : `--ca ${authorityFile}: ${authority.reason}`;
}

/** What a technician compares before he goes on; null if no certificate was given. */
export function authorityWords({ origin, authorityPem }: LineTrust): string | null {
  if (authorityPem === null) return null;
  return `另外信任的证书，只用于 a further certificate is believed, for ${origin} alone (SHA-256):\n  ${fingerprintOf(authorityPem)}`;
}

type Authority =
  | { readonly ok: true; readonly pem: string }
  | { readonly ok: false; readonly reason: string };

function authorityAt(file: string): Authority {
  const read = readInputFile(file);
  if (!read.ok) return { ok: false, reason: `读不了 cannot be read: ${bothOf(read.why)}` };
  const found = authorityIn(read.bytes);
  switch (found.kind) {
    case 'one':
      return { ok: true, pem: found.pem };
    case 'several':
      return {
        ok: false,
        reason:
          '里面有几张证书，请只留一张（签发机构的那张）there are several certificates in it; leave the one of the authority',
      };
    case 'none':
      return {
        ok: false,
        reason:
          '里面没有证书，应为一张证书（PEM 或 DER），不是私钥或申请 there is no certificate in it; one is needed, PEM or DER, and no key or request',
      };
    default:
      return unreachable(found);
  }
}
