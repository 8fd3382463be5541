import { type Expression, type SqlBool, sql } from 'kysely';
import type { RecordKind } from '../../domain/records/record.ts';
import {
  type DaySpan,
  type RecordCase,
  type RecordStatus,
  soonUntil,
} from '../../domain/records/record-standing.ts';
import type { RecordFilter } from '../storage/record-store.ts';
import type { DistrictReads } from '../storage/store.ts';
import type { Database } from './database.ts';
import { recordOf } from './sql-records.ts';

/** The queries of the office's list of records. */
export function recordListReads(database: Database) {
  return {
    async countRecords(filter) {
      const rows = await database
        .selectFrom('record')
        .select(['site_id', 'kind'])
        .select(STATUS.as('status'))
        .select(spanIn(filter).as('span'))
        .select((select) => select.fn.countAll().as('count'))
        .where(isAmong(filter))
        .groupBy(['site_id', 'kind', sql`3`, sql`4`])
        .execute();
      return rows.map((row) => ({
        siteId: row.site_id,
        kind: row.kind,
        status: row.status,
        span: row.span,
        count: Number(row.count),
      }));
    },
    async listRecords(filter, { cases, limit, isBackwards }) {
      const rows = await database
        .selectFrom('record')
        .selectAll()
        .where(isAmong(filter))
        .where(isCase(cases, filter))
        .orderBy(DAY, (order) => (isBackwards ? order.desc() : order.asc()).nullsLast())
        .orderBy('record_id')
        .limit(limit)
        .execute();
      return rows.map(recordOf);
    },
    async agreementsBegun({ from, before, siteIds, limit }) {
      const rows = await database
        .selectFrom('record')
        .selectAll()
        .where('kind', '=', 'agreement')
        .where(sql<SqlBool>`state ->> 'from' >= ${from} and state ->> 'from' < ${before}`)
        .$if(siteIds !== null, (query) => query.where(oneOf('site_id', siteIds ?? [])))
        .orderBy(sql`state ->> 'from'`)
        .orderBy(sql`state ->> 'number' collate "C"`)
        .orderBy('record_id')
        .limit(limit)
        .execute();
      return rows.map(recordOf);
    },
  } satisfies Partial<DistrictReads>;
}

/** A matter that goes on has no last day, but perhaps a deadline. */
const DAY = sql<string | null>`coalesce(due_on, ends_on)`;
const STATUS = sql<RecordStatus>`(state->>'status')`;

function spanIn({ today }: Pick<RecordFilter, 'today'>) {
  return sql<DaySpan>`(case
    when ${DAY} is null then 'none'
    when ${DAY} < ${today} then 'past'
    when ${DAY} = ${today} then 'today'
    when ${DAY} <= ${soonUntil(today)} then 'soon'
    else 'later' end)`;
}

function isAmong(filter: RecordFilter): Expression<SqlBool> {
  const { siteIds, kind, itemId, cardRefs, from, before } = filter;
  const parts = [
    before === null ? sql<SqlBool>`(ends_on is null or ends_on >= ${from})` : isListedBetween(from, before),
    ...(siteIds === null ? [] : [oneOf('site_id', siteIds)]),
    ...(kind === null ? [] : [sql<SqlBool>`kind = ${kind}`]),
    ...(itemId === null ? [] : [sql<SqlBool>`item_id = ${itemId}`]),
    ...(cardRefs === null ? [] : [oneOf('card_ref', cardRefs)]),
  ];
  return sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
}

/** In the days by which records are listed, in words that the indexes of both columns can answer. */
function isListedBetween(from: string, before: string) {
  return sql<SqlBool>`((due_on is null and ends_on >= ${from} and ends_on < ${before})
    or (due_on >= ${from} and due_on < ${before}))`;
}

function oneOf(column: string, values: readonly string[]) {
  return sql<SqlBool>`${sql.ref(column)} = any(${sql.val([...values])}::text[])`;
}

/** There are few cases, so the database compares each record with a list of them. */
function isCase(cases: readonly RecordCase[], filter: RecordFilter) {
  const keyOf = (kind: RecordKind, status: RecordStatus, span: DaySpan) => `${kind}/${status}/${span}`;
  const keys = cases.map(({ kind, status, span }) => keyOf(kind, status, span));
  return sql<SqlBool>`kind || '/' || ${STATUS} || '/' || ${spanIn(filter)} = any(${sql.val(keys)}::text[])`;
}
