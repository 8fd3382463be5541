import { createHmac, timingSafeEqual } from 'node:crypto';
import { MINUTE_MS } from '../../domain/base/duration.ts';
import type { Secrets } from '../storage/secrets.ts';

/** Good for one signed request of one kiosk each. */
export interface Nonces {
  issue(kioskId: string): string;
  /** True once for each nonce that was issued to this kiosk and is still in force. */
  spend(kioskId: string, nonce: string): boolean;
}

/** A nonce is valid for at least this long, and for at most twice as long. */
const GENERATION_MS = 10 * MINUTE_MS;
/** Bounds the memory that spent nonces take: the generation then ends before its time. */
const SPENT_MAX = 50_000;
const NONCE = /^([0-9a-z]{1,12})\.([0-9a-z]{1,12})\.([A-Za-z0-9_-]{43})$/;
const RADIX = 36;

interface Generation {
  readonly name: string;
  readonly secret: string;
  readonly begunMs: number;
  readonly spent: Set<string>;
}

/**
 * Nonces that nobody has to store: each is a serial number under a MAC of the kiosk's id with a secret of this process.
 * Only spent ones are kept, for as long as their secret is: what the clock of the server does, and however many there
 * are, none can be spent twice. A server that has started again knows no nonce, and each kiosk asks it once more; so
 * does a kiosk that meets another process on the same database.
 */
export function createNonces({
  secrets,
  now,
}: {
  readonly secrets: Pick<Secrets, 'token'>;
  readonly now: () => number;
}): Nonces {
  let generations = 0;
  let serial = 0;
  let current = newGeneration();
  let previous: Generation | null = null;

  function newGeneration(): Generation {
    generations += 1;
    return {
      name: generations.toString(RADIX),
      secret: secrets.token(),
      begunMs: now(),
      spent: new Set(),
    };
  }

  function turn(): void {
    const ageMs = now() - current.begunMs;
    // A clock that was set back says nothing of how old a nonce is.
    if (ageMs >= 0 && ageMs < GENERATION_MS && current.spent.size < SPENT_MAX) return;
    previous = ageMs >= 0 && ageMs < 2 * GENERATION_MS ? current : null;
    current = newGeneration();
  }

  return {
    issue(kioskId) {
      turn();
      serial += 1;
      const number = serial.toString(RADIX);
      return `${current.name}.${number}.${macOf(current, kioskId, number)}`;
    },
    spend(kioskId, nonce) {
      turn();
      const [, name, number, mac] = NONCE.exec(nonce) ?? [];
      if (number === undefined || mac === undefined) return false;
      const generation = [current, previous].find((held) => held?.name === name);
      if (!generation || !isEqual(mac, macOf(generation, kioskId, number))) return false;
      if (generation.spent.has(number) || generation.spent.size >= SPENT_MAX) return false;
      generation.spent.add(number);
      return true;
    },
  };
}

function macOf({ secret, name }: Generation, kioskId: string, number: string): string {
  return createHmac('sha256', secret).update(`${name}.${number}.${kioskId}`).digest('base64url');
}

function isEqual(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
