import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { UsageReport } from '../../protocol/wire-reports.ts';
import { call } from '../api/call.ts';

export interface UsageOrder {
  readonly from: string;
  /** The last day is the one before. */
  readonly to: string;
  /** With commas. */
  readonly by: string;
}

/** Reads every entry of the time: a year takes the district a while, so that it is kept. */
export function useUsage(order: UsageOrder, isWanted = true) {
  return useQuery({
    queryKey: ['usage', order],
    enabled: isWanted,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call({ path: 'reports/usage', query: { ...order }, reply: UsageReport, signal }),
  });
}
