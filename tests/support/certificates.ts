import { randomBytes, webcrypto } from 'node:crypto';
import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

cryptoProvider.set(webcrypto as Crypto);

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60 * 1000;

export interface Issued {
  readonly certificatePem: string;
  readonly keyPem: string;
}

export interface Authority extends Issued {
  readonly certificate: X509Certificate;
  readonly keys: CryptoKeyPair;
}

export interface CertificateWish {
  /** Days from now. */
  readonly fromDay?: number;
  readonly untilDay?: number;
  readonly host?: string;
  /** Signs itself where there is none. */
  readonly authority?: Authority;
}

/** An authority of this test alone, a root unless another one vouches for it; its key is thrown away with it. */
export async function newAuthority(above?: Authority): Promise<Authority> {
  const keys = await newKeys();
  const name = `CN=District authority of a test, OU=${above === undefined ? 'root' : 'below'}`;
  const common = {
    serialNumber: randomBytes(8).toString('hex'),
    notBefore: dayFromNow(-30),
    notAfter: dayFromNow(365),
    signingAlgorithm: ALGORITHM,
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  };
  const certificate =
    above === undefined
      ? await X509CertificateGenerator.createSelfSigned({ ...common, name, keys })
      : await X509CertificateGenerator.create({
          ...common,
          subject: name,
          issuer: above.certificate.subject,
          publicKey: keys.publicKey,
          signingKey: above.keys.privateKey,
        });
  return { certificate, keys, certificatePem: certificate.toString('pem'), keyPem: await keyPemOf(keys) };
}

/** A certificate for a server on this machine, unless something else is wished. */
export async function newCertificate(wish: CertificateWish = {}): Promise<Issued> {
  const { fromDay = -1, untilDay = 30, host = '127.0.0.1', authority } = wish;
  const keys = await newKeys();
  const common = {
    serialNumber: randomBytes(8).toString('hex'),
    notBefore: dayFromNow(fromDay),
    notAfter: dayFromNow(untilDay),
    signingAlgorithm: ALGORITHM,
    extensions: [
      new SubjectAlternativeNameExtension([{ type: /^[0-9.]+$/.test(host) ? 'ip' : 'dns', value: host }]),
    ],
  };
  const certificate =
    authority === undefined
      ? await X509CertificateGenerator.createSelfSigned({ ...common, name: `CN=${host}`, keys })
      : await X509CertificateGenerator.create({
          ...common,
          subject: `CN=${host}`,
          issuer: authority.certificate.subject,
          publicKey: keys.publicKey,
          signingKey: authority.keys.privateKey,
        });
  return { certificatePem: certificate.toString('pem'), keyPem: await keyPemOf(keys) };
}

function newKeys(): Promise<CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<CryptoKeyPair>;
}

async function keyPemOf({ privateKey }: CryptoKeyPair): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey));
  return `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`;
}

function dayFromNow(days: number): Date {
  return new Date(Date.now() + days * DAY_MS);
}
