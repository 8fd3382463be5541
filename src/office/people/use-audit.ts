import { useInfiniteQuery } from '@tanstack/react-query';
import { instantOf, plusDays } from '../../domain/base/wall-time.ts';
import { AUDIT_PAGE_MAX, AuditReply, type AuditRow } from '../../protocol/wire-office.ts';
import { call } from '../api/call.ts';

const PAGE = 500;
const PAGES_MAX = 200;

/** The rows from a day to a day, with both; of one person by the whole name, or of all if it is empty. */
export interface AuditAsked {
  readonly from: string;
  readonly last: string;
  readonly who: string;
}

/** The newest rows first, page by page. */
export function useAuditPages(asked: AuditAsked) {
  return useInfiniteQuery({
    queryKey: ['audit', asked],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) =>
      call({
        path: 'audit',
        query: {
          order: 'newest',
          limit: PAGE,
          ...boundsOf(asked),
          ...(pageParam === null ? {} : { before: pageParam }),
        },
        reply: AuditReply,
        signal,
      }),
    getNextPageParam: ({ rows, more }) => (more ? rows.at(-1)?.seq : undefined),
  });
}

/** A page of rows in the order of the chain. */
export function auditAfter(asked: AuditAsked, after: number): Promise<AuditReply> {
  const query = { after, limit: AUDIT_PAGE_MAX, ...boundsOf(asked) };
  return call({ path: 'audit', query, reply: AuditReply });
}

/**
 * Every row that was asked for, in the order of the chain. Null if there are more than one export holds: a file that was
 * cut would look like a whole one.
 */
export async function chainOf(
  readPage: (after: number) => Promise<AuditReply>,
): Promise<readonly AuditRow[] | null> {
  const chain: AuditRow[] = [];
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { rows, more } = await readPage(chain.at(-1)?.seq ?? 0);
    chain.push(...rows);
    if (!more) return chain;
  }
  return null;
}

function boundsOf({ from, last, who }: AuditAsked) {
  return {
    fromMs: instantOf(`${from}T00:00`),
    toMs: instantOf(`${plusDays(last, 1)}T00:00`),
    ...(who === '' ? {} : { officer: who }),
  };
}
