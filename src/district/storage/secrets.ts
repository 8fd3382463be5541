import { createHash, randomBytes, randomInt, randomUUID, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/** Where everything unpredictable comes from: a simulation brings a source that it can repeat. */
export interface Secrets {
  uuid(): string;
  /** Text that nobody guesses: the office's bearer token, or the key of a MAC. */
  token(): string;
  /** A one-time code of that many digits. */
  code(digits: number): string;
  /** Slow on purpose: a plain hash of 8 digits is guessed in a second by whoever copies the database. */
  hashOfCode(code: string, saltHex: string): Promise<string>;
}

const TOKEN_BYTES = 32;
const HASH_BYTES = 32;
const scryptAsync = promisify<string, Buffer, number, Buffer>(scrypt);

export const systemSecrets: Secrets = {
  uuid: randomUUID,
  token: () => randomBytes(TOKEN_BYTES).toString('base64url'),
  code: (digits) =>
    randomInt(10 ** digits)
      .toString()
      .padStart(digits, '0'),
  async hashOfCode(code, saltHex) {
    const hash = await scryptAsync(code, Buffer.from(saltHex, 'hex'), HASH_BYTES);
    return hash.toString('hex');
  },
};

/** What the database has of a cookie, an access token or a link: nobody guesses 256 bits, so a fast hash will do. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
