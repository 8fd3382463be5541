import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { DiscrepanciesReply, Discrepancy, type DiscrepancyHow } from '../../protocol/wire-limits.ts';
import { EntryReply } from '../../protocol/wire-overview.ts';
import { QuarantinedReply, QuarantineReply, QuarantineSettled } from '../../protocol/wire-quarantine.ts';
import { call } from '../api/call.ts';
import { useWords } from '../shell/i18n.ts';
import { OVERVIEW_KEY } from '../today/use-today.ts';

/** Below `/v1/office/`. */
const PATH = 'discrepancies';
const KEY = ['discrepancies'] as const;

/** What an officer does with one: `accept` and `dismiss` are for what a revoked kiosk brought. */
export type How = Exclude<DiscrepancyHow, 'merge'>;

interface Order {
  readonly discrepancyId: string;
  readonly how: How;
  readonly note: string;
  /** The person who is asked to find out. Given with a comment only. */
  readonly asked: string | null;
}

export function useDiscrepancies(isOpen: boolean) {
  return useQuery({
    queryKey: [...KEY, 'list', isOpen],
    queryFn: ({ signal }) =>
      call({ path: PATH, query: { open: String(isOpen) }, reply: DiscrepanciesReply, signal }),
    select: ({ discrepancies }) =>
      isOpen ? discrepancies : discrepancies.filter(({ closedAtMs }) => closedAtMs !== null),
  });
}

export function useHandling(onDone: () => void) {
  const { t } = useWords();
  const refresh = useRefresh();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: ({ discrepancyId, how, note, asked }: Order) =>
      call({
        method: 'POST',
        path: `${PATH}/${discrepancyId}/${how}`,
        body: how === 'comment' ? { note, asked } : { note },
        reply: Discrepancy,
      }),
    onSuccess: (_reply, { how }) => {
      refresh();
      void message.success(t(how === 'comment' ? 'discrepancies.commented' : 'discrepancies.done'));
      onDone();
    },
  });
}

export function useQuarantine() {
  return useQuery({
    queryKey: [...KEY, 'quarantine'],
    queryFn: ({ signal }) => call({ path: 'quarantine', reply: QuarantineReply, signal }),
  });
}

export function useQuarantined(journalId: string) {
  return useQuery({
    queryKey: [...KEY, 'quarantine', journalId],
    queryFn: ({ signal }) => call({ path: `quarantine/${journalId}`, reply: QuarantinedReply, signal }),
  });
}

export function useQuarantineSettling(onDone: () => void) {
  const { t } = useWords();
  const refresh = useRefresh();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: (order: {
      readonly journalId: string;
      readonly how: 'merge' | 'dismiss';
      readonly note: string;
      /** The entries that are meant; absent for all that wait. */
      readonly hashes?: readonly string[] | undefined;
    }) =>
      call({
        method: 'POST',
        path: `quarantine/${order.journalId}/${order.how}`,
        body: { note: order.note, ...(order.hashes === undefined ? {} : { hashes: order.hashes }) },
        reply: QuarantineSettled,
      }),
    onSuccess: ({ entries }) => {
      refresh();
      void message.success(t('discrepancies.mergeDone', { count: entries }));
      onDone();
    },
  });
}

/** One entry of a journal; null if the journal does not have it. */
export function useEntry({ journalId, seq }: { readonly journalId: string; readonly seq: number }) {
  return useQuery({
    queryKey: ['entry', journalId, seq],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => call({ path: `entries/${journalId}/${seq}`, reply: EntryReply, signal }),
  });
}

function useRefresh(): () => void {
  const queries = useQueryClient();
  return () => {
    void queries.invalidateQueries({ queryKey: KEY });
    void queries.invalidateQueries({ queryKey: OVERVIEW_KEY });
  };
}
