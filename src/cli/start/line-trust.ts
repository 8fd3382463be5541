import { readFileSync } from 'node:fs';
import { authorityIn, type LineTrust } from '../../host/line-trust.ts';
import type { StartOptions } from './options.ts';

/** What `--ca` and `--allow-http` settle for the district of `--district`; null for nothing, a text for what is wrong. */
export function lineTrustOf({
  districtUrl,
  authorityFile,
  allowsHttp,
}: Pick<StartOptions, 'districtUrl' | 'authorityFile' | 'allowsHttp'>): LineTrust | string | null {
  if (districtUrl === null || (authorityFile === null && !allowsHttp)) return null;
  const { origin } = new URL(districtUrl);
  const authorityPem = authorityFile === null ? null : authorityAt(authorityFile);
  if (authorityFile !== null && authorityPem === null) {
    return `--ca ${authorityFile}: 应为一张证书（PEM 或 DER）one certificate, PEM or DER, is needed`;
  }
  return { format: 1, origin, authorityPem, allowsHttp };
}

function authorityAt(file: string): string | null {
  try {
    return authorityIn(readFileSync(file));
  } catch {
    return null; // the same words: there is no certificate to be read
  }
}
