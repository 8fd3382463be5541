import type { RecordState } from '../../domain/records/record.ts';
import type { CardUse, CardUseState } from '../storage/store-rows.ts';

/** An opening as the office sees it: what it gave, and what became of it. */
export function cardUseOfRecord(opened: CardUse, state: RecordState): CardUse {
  // What is taken back or in quarantine says so by itself.
  const shown = opened.state === 'counts' ? STATES[state.status] : opened.state;
  if (!('place' in state)) return { ...opened, state: shown };
  const { itemId, quantity, start, totalFen } = state.place;
  return { ...opened, itemId, quantity, start, totalFen, state: shown };
}

const STATES: Readonly<Record<RecordState['status'], CardUseState>> = {
  open: 'counts',
  attended: 'counts',
  missed: 'missed',
  cancelled: 'cancelled',
  'taken-back': 'taken-back',
  valid: 'counts',
  paused: 'counts',
  returned: 'returned',
  asked: 'counts',
  received: 'counts',
  correcting: 'counts',
  accepted: 'counts',
  handling: 'counts',
  finished: 'counts',
  told: 'counts',
  collected: 'counts',
  rejected: 'counts',
  withdrawn: 'counts',
  ended: 'counts',
  signed: 'counts',
  dissolved: 'counts',
  followed: 'counts',
  waiting: 'counts',
  settled: 'counts',
};
