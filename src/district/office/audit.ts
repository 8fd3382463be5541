import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AuditRow } from '../../protocol/wire-office.ts';
import type { DistrictReads, DistrictStore, DistrictWrites } from '../storage/store.ts';

/** What a row tells, before it has its place in the chain. */
export type AuditFact = Omit<AuditRow, 'seq' | 'parent' | 'hash'>;

const AUDIT_GENESIS = '0'.repeat(64);
const ROWS_PER_READ = 1_000;
const TEXT_LENGTH_MAX = 200;

/** Adds a row within the caller's transaction; those after it wait until the commit. */
export async function appendAudit(writes: DistrictWrites, fact: AuditFact): Promise<void> {
  const head = await writes.lockAuditHead();
  const row = {
    ...fact,
    subject: storable(fact.subject),
    detail: storable(fact.detail),
    seq: (head?.seq ?? 0) + 1,
    parent: head?.hash ?? AUDIT_GENESIS,
  };
  await writes.appendAudit({ ...row, hash: hashOfRow(row) });
}

export function writeAudit(store: DistrictStore, fact: AuditFact): Promise<void> {
  return store.transaction((writes) => appendAudit(writes, fact));
}

function hashOfRow({ hash: _, ...row }: Omit<AuditRow, 'hash'> & { readonly hash?: string }): string {
  return createHash('sha256')
    .update(canonicalize(row) ?? '')
    .digest('hex');
}

function storable(text: string): string {
  return text.replaceAll('\0', '').slice(0, TEXT_LENGTH_MAX).toWellFormed();
}

/** All rows in the order of the chain, page by page. */
export async function* auditRows(
  reads: DistrictReads,
  bounds: { readonly fromMs?: number | undefined; readonly toMs?: number | undefined } = {},
): AsyncGenerator<AuditRow> {
  let after = 0;
  for (;;) {
    const rows = await reads.auditAfter({ after, limit: ROWS_PER_READ, ...bounds });
    yield* rows;
    after = rows.at(-1)?.seq ?? after;
    if (rows.length < ROWS_PER_READ) return;
  }
}

/** A row that does not follow from the one before, or was changed. */
export interface AuditFault {
  readonly seq: number;
  readonly detail: 'missing' | 'parent' | 'hash';
}

/** Checks row after row; what it answers first is where the log was touched. */
export function auditChain() {
  let last = { seq: 0, hash: AUDIT_GENESIS };
  return (row: AuditRow): AuditFault | null => {
    const { seq, parent, hash } = row;
    const before = last;
    last = { seq, hash };
    if (seq !== before.seq + 1) return { seq, detail: 'missing' };
    if (parent !== before.hash) return { seq, detail: 'parent' };
    return hash === hashOfRow(row) ? null : { seq, detail: 'hash' };
  };
}
