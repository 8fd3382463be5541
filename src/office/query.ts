import { QueryClient } from '@tanstack/react-query';
import { OfficeFault } from './api/fault.ts';

const TRIES_MAX = 2;
const FRESH_MS = 15_000;

/** A request is repeated if the line was cut for a moment, but not if the district refused it. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (failures, thrown) =>
        failures < TRIES_MAX && thrown instanceof OfficeFault && thrown.kind === 'no-line',
    },
    mutations: { retry: false },
  },
});
