import { positionCursorOf, positionOfCursor } from '../../protocol/position-cursor.ts';
import { feedCheckOf } from '../../protocol/reply-check.ts';
import type { Cursor } from '../../protocol/wire.ts';
import type { ReplacedPage } from '../../protocol/wire-replaced.ts';
import { type Outcome, refused } from '../refusal.ts';
import type { Services } from '../services.ts';

/**
 * One page of the cards that took the place of others, in the order of the roster's commits: both are given the same
 * positions, so that a kiosk sees whether it knows all that its roster needs. Without a cursor, or with one of another
 * epoch, from the beginning. `bad-request` for a cursor that no district has given.
 */
export async function readReplaced(
  { store }: Pick<Services, 'store'>,
  { cursor, limit }: { readonly cursor: Cursor | undefined; readonly limit: number },
): Promise<Outcome<Omit<ReplacedPage, 'serverTimeMs'>>> {
  const given = cursor === undefined ? undefined : positionOfCursor(cursor);
  if (given === null) return refused({ kind: 'bad-request', message: 'no cursor of this district' });
  return store.read(async (reads) => {
    const { epoch } = await reads.identity();
    // The head is read before the rows. All rows up to it are committed, so a page that is not full reaches it at
    // least.
    const head = await reads.rosterHead();
    // If the cursor is beyond the head, this server has lost the rows that it was given with.
    const from = given?.epoch === epoch && given.position <= head ? given.position : 0;
    const rows = await reads.replacementsAfter(from, limit + 1);
    const taken = rows.slice(0, limit);
    const more = rows.length > limit;
    const last = taken.at(-1)?.position ?? from;
    const position = more ? last : Math.max(last, head);
    const page = {
      epoch,
      replaced: taken.map(({ cardRef, replaces }) => ({ cardRef, replaces: [...replaces] })),
      cursor: positionCursorOf({ epoch, position }),
      more,
    };
    return { ok: true, value: { ...page, check: feedCheckOf(cursor ?? null, page) } };
  });
}
