import { wallDateOf } from '../../domain/base/wall-time.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import { comesBefore } from '../../protocol/position-cursor.ts';
import { NOTICES_READ_MAX, type WireNotice } from '../../protocol/wire-notices.ts';
import type { NoticesLine, NoticesPort } from '../notices/notices-port.ts';
import type { ClockPort, StoreFault } from '../ports.ts';

/** Ten thousand notices; an office writes some hundreds a year. */
const PAGES_MAX = 100;

export interface PullNoticesPorts {
  readonly notices: Pick<NoticesPort, 'cursor' | 'put' | 'untold' | 'markTold'>;
  readonly line: NoticesLine;
}

/** `none`: the district is of a release that tells its desks nothing. */
export type NoticesOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'pulled'; readonly changes: number }
  | { readonly kind: 'fault'; readonly fault: LineFault }
  | { readonly kind: 'store-fault'; readonly fault: StoreFault };

/** Brings what the office tells this kiosk, page by page, and then tells the district what was read here. */
export async function pullNotices(
  { notices, line, clock }: PullNoticesPorts & { readonly clock: ClockPort },
  signal: AbortSignal,
): Promise<NoticesOutcome> {
  let cursor = await notices.cursor();
  let changes = 0;
  for (let pages = 0; pages < PAGES_MAX && !signal.aborted; pages += 1) {
    const page = await line.notices(cursor);
    if (!page.ok) return { kind: 'fault', fault: page.fault };
    if (page.value === null) return { kind: 'none' };
    if (cursor !== null && comesBefore(page.value.cursor, cursor)) {
      // A district that has lost its tail, or an old answer played again: either way what is kept begins anew.
      cursor = null;
      continue;
    }
    // A restored district has another epoch, and a kiosk with other sites another scope: what is kept begins anew.
    const anew = cursor === null || !continues(page.value.cursor, cursor);
    const fault = await notices.put(splitOf(page.value.notices), {
      cursor: page.value.cursor,
      anew,
      today: wallDateOf(clock.now()),
    });
    if (fault !== null) return { kind: 'store-fault', fault };
    changes += page.value.notices.length;
    cursor = page.value.cursor;
    if (!page.value.more) break;
  }
  return (await tellRead({ notices, line })) ?? { kind: 'pulled', changes };
}

/** Null if the district knows all that was read here, or there was nothing to tell. */
async function tellRead({ notices, line }: PullNoticesPorts): Promise<NoticesOutcome | null> {
  const untold = await notices.untold(NOTICES_READ_MAX);
  if (untold.length === 0) return null;
  const told = await line.noticesRead(untold);
  if (!told.ok) return { kind: 'fault', fault: told.fault };
  const fault = await notices.markTold(untold);
  return fault === null ? null : { kind: 'store-fault', fault };
}

/** True if both cursors are of one epoch and one reader: all but the position is the same. */
function continues(next: string, before: string): boolean {
  const [epoch, , ...scope] = next.split('.');
  const [epochBefore, , ...scopeBefore] = before.split('.');
  return epoch === epochBefore && scope.join('.') === scopeBefore.join('.');
}

function splitOf(notices: readonly WireNotice[]) {
  return {
    notices: notices.filter(({ isWithdrawn }) => !isWithdrawn).map(({ isWithdrawn: _, ...notice }) => notice),
    withdrawn: notices.filter(({ isWithdrawn }) => isWithdrawn).map(({ noticeId }) => noticeId),
  };
}
