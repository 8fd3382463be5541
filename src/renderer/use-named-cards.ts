import { useEffect, useState } from 'react';
import type { NamedCard } from '../app/check/named-cards.ts';
import type { CardRef } from '../domain/card/card-ref.ts';
import { useKiosk } from './kiosk-context.ts';
import { useNamesView } from './trust/use-trust.ts';

/** The cards behind these pseudonyms, named as far as names may be shown now. */
export function useNamedCards(refs: readonly CardRef[]): ReadonlyMap<string, NamedCard> {
  const { namedCards } = useKiosk();
  const { kind } = useNamesView();
  const [cards, setCards] = useState<ReadonlyMap<string, NamedCard>>(new Map());
  // The list is a new one at each render, though its content is the same.
  const asked = refs.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what names may be shown depends on their key
  useEffect(() => {
    let isOver = false;
    namedCards.of(asked === '' ? [] : asked.split(',')).then(
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
  }, [namedCards, asked, kind]);
  return cards;
}
