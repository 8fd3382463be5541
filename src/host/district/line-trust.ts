import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { decodedText } from '../../domain/card/decoded-text.ts';
import { replaceFile } from '../disk/atomic-file.ts';
import type { Disk } from '../disk/disk.ts';
import { jsonIn } from '../disk/json-file.ts';
import { type ProfileFile, readProfileFile } from '../profile/profile-file.ts';

const LINE_TRUST_FILE = 'district-line.json';
/** A certificate takes some 2 KiB. */
const AUTHORITY_BYTES_MAX = 64 * 1024;

/** What a technician has allowed for the address of one district, and for no other address. */
export const LineTrust = z.strictObject({
  format: z.literal(1),
  /** `https://host:port` */
  origin: z
    .string()
    .max(300)
    .refine((text) => URL.canParse(text))
    .transform((text) => new URL(text).origin),
  /** An authority beside those that every machine knows; null for none. */
  authorityPem: z
    .string()
    .refine((text) => authorityIn(Buffer.from(text)).kind === 'one')
    .nullable(),
  /** This address may be asked without TLS. */
  allowsHttp: z.boolean(),
});
export type LineTrust = z.infer<typeof LineTrust>;

/** A broken file is moved aside and allows nothing. Throws on disk errors. */
export function readLineTrust(disk: Disk): Promise<ProfileFile<LineTrust>> {
  return readProfileFile(disk, LINE_TRUST_FILE, LineTrust);
}

/** Reads the same from a profile that nobody has open, and changes nothing; null if nothing was allowed. */
export function lineTrustIn(profileFolder: string): LineTrust | null {
  // The start itself says if it cannot be read.
  return jsonIn(join(profileFolder, LINE_TRUST_FILE), LineTrust);
}

/** Replaces the whole file. Throws on disk errors. */
export function writeLineTrust(disk: Disk, lineTrust: LineTrust): Promise<void> {
  return replaceFile(disk, LINE_TRUST_FILE, Buffer.from(JSON.stringify(lineTrust)));
}

/** The line trust that counts for this address; null if it was given for another address. */
export function lineTrustAt(lineTrust: LineTrust | null, url: string): LineTrust | null {
  return lineTrust !== null && URL.canParse(url) && new URL(url).origin === lineTrust.origin
    ? lineTrust
    : null;
}

export type AuthorityFile =
  | { readonly kind: 'one'; readonly pem: string }
  | { readonly kind: 'several' }
  /** The file is empty, or a key, or a request, or no certificate of any kind. */
  | { readonly kind: 'none' };

/** The certificate in a file: DER, or PEM in UTF-8 or UTF-16. */
export function authorityIn(bytes: Uint8Array): AuthorityFile {
  if (bytes.length > AUTHORITY_BYTES_MAX) return { kind: 'none' };
  const decoded = decodedText(bytes);
  const text = decoded.kind === 'text' ? decoded.text : '';
  const blocks = text.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/g) ?? [];
  if (blocks.length > 1) return { kind: 'several' };
  try {
    return { kind: 'one', pem: new X509Certificate(blocks.length === 1 ? text : bytes).toString() };
  } catch {
    return { kind: 'none' };
  }
}

/** SHA-256 over the certificate, as technicians compare it: `AB:CD:…`. */
export function fingerprintOf(authorityPem: string): string {
  return new X509Certificate(authorityPem).fingerprint256;
}
