import type { Secrets } from '../../district/storage/secrets.ts';
import type { Random } from '../world/random.ts';

/** The district's secrets, as its seed says. */
export function secretsOf(random: Random): Secrets {
  const hex = (bytes: number) => Buffer.from(random.bytes(bytes)).toString('hex');
  return {
    uuid: () => uuidOf(random),
    token: () => hex(32),
    code: (digits) => String(random.below(10 ** digits)).padStart(digits, '0'),
    // A slow hash guards a database that nobody copies here.
    hashOfCode: async (code, salt) => `${salt}/${code}`,
  };
}

/** A version 4 UUID (RFC 9562). */
export function uuidOf(random: Random): string {
  const hex = Buffer.from(random.bytes(16)).toString('hex');
  const variant = '89ab'.charAt(random.below(4));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
