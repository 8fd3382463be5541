import type { CardNumber } from '../../domain/card/card-number.ts';
import type { CardRef } from '../../domain/card/card-ref.ts';
import { readBlocks } from './roster-disk.ts';
import { NUMBER_BYTES } from './roster-hash.ts';
import type { SealedDatabase } from './roster-pointer.ts';
import { FACT_BYTES, isRemoved } from './roster-row.ts';
import { readPointed } from './roster-served.ts';

/** A pseudonym costs some microseconds: a roster of more cards than these is not walked. */
const CARDS_WALKED_MAX = 50_000;

/**
 * Finds the card numbers behind pseudonyms, for cards on the roster. A number cannot be computed from a pseudonym, so
 * the cards are read one by one until all wanted ones are found. What is not found is not in the answer.
 */
export async function numbersBehind(
  database: SealedDatabase,
  wanted: ReadonlySet<CardRef>,
  cardRefOf: (cardNumber: CardNumber) => CardRef,
): Promise<ReadonlyMap<CardRef, CardNumber>> {
  const numbers = new Map<CardRef, CardNumber>();
  const { held } = await readPointed(database, null);
  let walked = 0;
  for (const layer of held?.layers ?? []) {
    for (let index = 0; index < layer.firsts.length; index += 1) {
      if (held === null || numbers.size === wanted.size || walked > CARDS_WALKED_MAX) return numbers;
      const [block] =
        (await readBlocks(database, held.generation, { layer, from: index, until: index + 1 })) ?? [];
      if (block === undefined) continue;
      walked += block.count;
      for (let row = 0; row < block.count; row += 1) {
        const offset = row * FACT_BYTES;
        if (isRemoved(block.facts, offset)) continue;
        const cardNumber = numberAt(block.facts, offset);
        const ref = cardRefOf(cardNumber);
        if (wanted.has(ref)) numbers.set(ref, cardNumber);
      }
    }
  }
  return numbers;
}

/** Reads ASCII up to the first zero byte. */
function numberAt(facts: Uint8Array, offset: number): CardNumber {
  let text = '';
  for (let at = offset; at < offset + NUMBER_BYTES && facts[at] !== 0; at += 1) {
    text += String.fromCharCode(facts[at] ?? 0);
  }
  return text as CardNumber;
}
