import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ErasureReply, ErasuresReply } from '../../../protocol/wire-erasure.ts';
import { call } from '../../api/call.ts';
import { OVERVIEW_KEY } from '../../today/use-today.ts';
import { CARDS_KEY } from '../use-cards.ts';

/** Asks for cards that ended before a day. If `before` is absent, the district takes the latest day that is allowed. */
export function useErasures(before: string | undefined) {
  return useQuery({
    queryKey: [...CARDS_KEY, 'erasures', before],
    queryFn: ({ signal }) =>
      call({ path: 'cards/erasures', query: { endedBefore: before }, reply: ErasuresReply, signal }),
  });
}

/** Erases as many cards as were shown, or none. */
export function useErasing(onDone: (reply: ErasureReply) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (order: { readonly endedBefore: string; readonly cards: number }) =>
      call({ method: 'POST', path: 'cards/erasures', body: order, reply: ErasureReply }),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: CARDS_KEY });
      void queries.invalidateQueries({ queryKey: OVERVIEW_KEY });
    },
    onSuccess: onDone,
  });
}
