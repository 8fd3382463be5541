import { useQuery } from '@tanstack/react-query';
import { OverviewReply } from '../../protocol/wire-overview.ts';
import { call } from '../api/call.ts';

const AGAIN_MS = 60_000;

export const OVERVIEW_KEY = ['overview'] as const;

/** How much there is, and what waits: asked again each minute while somebody looks. */
export function useOverview() {
  return useQuery({
    queryKey: OVERVIEW_KEY,
    refetchInterval: AGAIN_MS,
    queryFn: ({ signal }) => call({ path: 'overview', reply: OverviewReply, signal }),
  });
}
