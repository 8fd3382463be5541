import { useEffect, useState } from 'react';
import type { NamedCard } from '../app/named-cards.ts';
import type { RecordedUse } from '../app/ports.ts';
import { useKiosk } from './kiosk-context.ts';
import { useNamesView } from './trust/use-trust.ts';

/** The cards of recorded uses by pseudonym, named as far as names may be shown now. */
export function useNamedCards(uses: readonly RecordedUse[]): ReadonlyMap<string, NamedCard> {
  const { namedCards } = useKiosk();
  const { kind } = useNamesView();
  const [cards, setCards] = useState<ReadonlyMap<string, NamedCard>>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: what names may be shown depends on their key
  useEffect(() => {
    let isOver = false;
    const refs = uses.map((use) => use.body.cardRef);
    namedCards.of(refs).then(
      (found) => {
        if (!isOver) setCards(found);
      },
      // A cache that cannot be read names nobody; the desk says so elsewhere.
      () => undefined,
    );
    return () => {
      isOver = true;
      setCards(new Map());
    };
  }, [namedCards, uses, kind]);
  return cards;
}
