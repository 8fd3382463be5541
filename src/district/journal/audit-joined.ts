import type { CardRef } from '../../domain/card/card-ref.ts';
import { limitedItemsOf } from '../../domain/decision/limited-items.ts';
import type { Services } from '../services.ts';
import type { DistrictWrites } from '../storage/store.ts';
import type { CountedUse } from '../storage/store-rows.ts';
import { openDiscrepancy } from './finding.ts';
import { limitMatters } from './limit-matters.ts';

/**
 * Holds the uses of cards that have just become one holder's against the limits: each card may have kept them, and all
 * together may not. Nothing is refused and nobody is billed by machine. What one card alone was given too much is known.
 */
export async function auditJoined(
  writes: DistrictWrites,
  services: Pick<Services, 'catalogue' | 'secrets' | 'now'>,
  cards: readonly CardRef[],
): Promise<void> {
  const items = limitedItemsOf(services.catalogue.catalogue);
  const uses = await writes.usesOfCards(cards);
  const cardOf = new Map(uses.map((use) => [keyOf(use), use.cardRef]));
  for (const use of uses) {
    const item = items.get(use.itemId);
    if (item === undefined) continue;
    const start = `${use.date}T00:00`;
    for (const matter of await limitMatters(writes, item, { use, span: { start, minutes: null } })) {
      const involved = new Set(matter.entries.map((entry) => cardOf.get(keyOf(entry))));
      if (involved.size > 1) await openDiscrepancy(writes, services, matter);
    }
  }
}

function keyOf({ journalId, seq }: Pick<CountedUse, 'journalId' | 'seq'>): string {
  return `${journalId}/${seq}`;
}
