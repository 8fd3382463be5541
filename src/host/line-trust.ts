import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { replaceFile } from './atomic-file.ts';
import type { Disk } from './disk.ts';
import { readProfileFile } from './profile-file.ts';

const LINE_TRUST_FILE = 'district-line.json';
/** A certificate takes some 2 KiB. */
const AUTHORITY_BYTES_MAX = 64 * 1024;

/** What a technician has settled for the address of one district, and for no other address. */
export const LineTrust = z.strictObject({
  format: z.literal(1),
  /** `https://host:port` */
  origin: z.string().min(1).max(300),
  /** An authority beside those that every machine knows; null for none. */
  authorityPem: z.string().max(AUTHORITY_BYTES_MAX).nullable(),
  /** This address may be asked without TLS. */
  allowsHttp: z.boolean(),
});
export type LineTrust = z.infer<typeof LineTrust>;

/** Null where nothing was settled. A file that cannot be read is moved aside, and nothing is settled by it. */
export async function readLineTrust(disk: Disk): Promise<LineTrust | null> {
  const read = await readProfileFile(disk, LINE_TRUST_FILE, LineTrust);
  return read.kind === 'read' ? read.value : null;
}

/** Replaces it whole. Throws on disk errors. */
export function writeLineTrust(disk: Disk, trust: LineTrust): Promise<void> {
  return replaceFile(disk, LINE_TRUST_FILE, Buffer.from(JSON.stringify(trust)));
}

/** What holds for this address: nothing of what was settled for another one. */
export function trustAt(trust: LineTrust | null, url: string): LineTrust | null {
  return trust !== null && URL.canParse(url) && new URL(url).origin === trust.origin ? trust : null;
}

/** The certificate in a file, PEM or DER, as PEM; null where there is not exactly one in it. */
export function authorityIn(bytes: Uint8Array): string | null {
  if (bytes.length > AUTHORITY_BYTES_MAX) return null;
  const text = Buffer.from(bytes).toString('latin1');
  if ((text.match(/-----BEGIN CERTIFICATE-----/g) ?? []).length > 1) return null;
  try {
    return new X509Certificate(bytes).toString();
  } catch {
    return null;
  }
}

/** SHA-256 over the certificate, as technicians compare it: `AB:CD:…`. */
export function fingerprintOf(authorityPem: string): string {
  return new X509Certificate(authorityPem).fingerprint256;
}
