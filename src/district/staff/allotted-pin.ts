import { randomBytes, randomInt, type ScryptOptions, scrypt } from 'node:crypto';
import {
  checkHexOf,
  PIN_COST,
  PIN_KEY_BYTES,
  PIN_LENGTH_MIN,
  PIN_SALT_BYTES,
  type PinVerifier,
  pinFaultOf,
} from '../../domain/staff/pin.ts';

/** A PIN as the office allots it: six digits that nobody tries first. */
export function newPin(): string {
  for (;;) {
    const pin = String(randomInt(10 ** PIN_LENGTH_MIN)).padStart(PIN_LENGTH_MIN, '0');
    if (pinFaultOf(pin) === null) return pin;
  }
}

/** What a kiosk checks the PIN by. */
export async function verifierOf(pin: string): Promise<PinVerifier> {
  const salt = randomBytes(PIN_SALT_BYTES);
  const { cost, blockSize, parallelization } = PIN_COST;
  const options: ScryptOptions = { cost, blockSize, parallelization, maxmem: 256 * cost * blockSize };
  const key = await new Promise<Buffer>((resolve, reject) => {
    scrypt(pin, salt, PIN_KEY_BYTES, options, (error, made) => {
      if (error === null) resolve(made);
      else reject(error);
    });
  });
  return { saltHex: salt.toString('hex'), ...PIN_COST, checkHex: checkHexOf(key) };
}
