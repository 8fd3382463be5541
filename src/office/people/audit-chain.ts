import type { AuditReply, AuditRow } from '../../protocol/wire-office.ts';

const PAGES_MAX = 200;

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
