import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { OfficeNotice, OfficeNotices } from '../../protocol/wire-notices.ts';
import { call } from '../api/call.ts';

const AGAIN_MS = 60_000;
const NOTICES_KEY = ['notices'] as const;

export function useNotices() {
  return useQuery({
    queryKey: NOTICES_KEY,
    refetchInterval: AGAIN_MS,
    queryFn: ({ signal }) => call({ path: 'notices', reply: OfficeNotices, signal }),
  });
}

/** Sends a change, and reads the list anew. */
export function useNoticeChange<Given>(
  orderOf: (given: Given) => { readonly path: string; readonly body: object },
  onDone: () => void,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: Given) => call({ method: 'POST', ...orderOf(given), reply: OfficeNotice }),
    onSuccess() {
      void queries.invalidateQueries({ queryKey: NOTICES_KEY });
      onDone();
    },
  });
}

export type NoticeState = 'shown' | 'waiting' | 'over' | 'withdrawn';

export function stateOf(
  { withdrawnAtMs, from, until }: Pick<OfficeNotice, 'withdrawnAtMs' | 'from' | 'until'>,
  today: string,
): NoticeState {
  if (withdrawnAtMs !== null) return 'withdrawn';
  if (until < today) return 'over';
  return from > today ? 'waiting' : 'shown';
}
