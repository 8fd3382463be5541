import { wallDateOf } from '../../domain/base/wall-time.ts';
import { isOfOneReader } from '../../protocol/position-cursor.ts';
import { NOTICES_READ_MAX, type WireNotice } from '../../protocol/wire-notices.ts';
import type { NoticesLine, NoticesPort } from '../notices/notices-port.ts';
import type { ClockPort } from '../ports.ts';
import { type PagesOutcome, pullPages } from './pull-pages.ts';

/** Together ten thousand notices; an office writes some hundreds a year. */
const PAGES_MAX = 100;

export interface PullNoticesPorts {
  readonly notices: Pick<NoticesPort, 'cursor' | 'put' | 'untold' | 'markTold'>;
  readonly line: NoticesLine;
}

/** Brings what the office tells this kiosk, page by page, and then tells the district what was read here. */
export async function pullNotices(
  { notices, line, clock }: PullNoticesPorts & { readonly clock: ClockPort },
  signal: AbortSignal,
): Promise<PagesOutcome> {
  let held = await notices.cursor();
  const outcome = await pullPages(
    {
      pagesMax: PAGES_MAX,
      cursor: async () => held,
      ask: (cursor) => line.notices(cursor),
      keep: (page, { cursor, anew }) => {
        // A kiosk with other sites has another scope: its copy starts again, as after another epoch.
        const isAnother = held !== null && !isOfOneReader(cursor, held);
        held = cursor;
        const today = wallDateOf(clock.now());
        return notices.put(splitOf(page.notices), { cursor, anew: anew || isAnother, today });
      },
      changesIn: (page) => page.notices.length,
    },
    signal,
  );
  return outcome.kind === 'pulled' ? ((await tellRead({ notices, line })) ?? outcome) : outcome;
}

/** Null if the district knows all that was read here, or there was nothing to tell. */
async function tellRead({ notices, line }: PullNoticesPorts): Promise<PagesOutcome | null> {
  const untold = await notices.untold(NOTICES_READ_MAX);
  if (untold.length === 0) return null;
  const told = await line.noticesRead(untold);
  if (!told.ok) return { kind: 'fault', fault: told.fault };
  const fault = await notices.markTold(untold);
  return fault === null ? null : { kind: 'store-fault', fault };
}

function splitOf(notices: readonly WireNotice[]) {
  return {
    notices: notices.filter(({ isWithdrawn }) => !isWithdrawn).map(({ isWithdrawn: _, ...notice }) => notice),
    withdrawn: notices.filter(({ isWithdrawn }) => isWithdrawn).map(({ noticeId }) => noticeId),
  };
}
