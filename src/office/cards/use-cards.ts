import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { CardImportsReply, CardReply, CardsReply } from '../../protocol/wire-cards.ts';
import { call } from '../api/call.ts';

export const CARDS_KEY = ['cards'] as const;
/** How many cards a search shows at most; the rest is found by a narrower one. */
export const CARDS_SHOWN_MAX = 1_000;

export function useCards(search: string) {
  return useQuery({
    queryKey: [...CARDS_KEY, 'list', search],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call({ path: 'cards', query: { search, limit: CARDS_SHOWN_MAX }, reply: CardsReply, signal }),
  });
}

export function useCard(cardNumber: string) {
  return useQuery({
    queryKey: [...CARDS_KEY, 'one', cardNumber],
    queryFn: ({ signal }) =>
      call({ path: `cards/${encodeURIComponent(cardNumber)}`, reply: CardReply, signal }),
  });
}

export function useImports() {
  return useQuery({
    queryKey: [...CARDS_KEY, 'imports'],
    queryFn: ({ signal }) => call({ path: 'cards/imports', reply: CardImportsReply, signal }),
  });
}
