import { type ScryptOptions, scrypt } from 'node:crypto';

/** RFC 7914. The salt is hexadecimal digits. */
export interface ScryptParameters {
  readonly saltHex: string;
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelization: number;
  /** The length of the key. */
  readonly bytes: number;
}

/** Turns a secret that a person types into a key. It takes memory and time, beside the main thread. */
export function scryptKey(secret: string, parameters: ScryptParameters): Promise<Buffer> {
  const { saltHex, cost, blockSize, parallelization, bytes } = parameters;
  const options: ScryptOptions = {
    cost,
    blockSize,
    parallelization,
    // This is twice what RFC 7914 needs: Node's own bound is too low.
    maxmem: 256 * cost * blockSize,
  };
  return new Promise((resolve, reject) => {
    scrypt(secret, Buffer.from(saltHex, 'hex'), bytes, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
