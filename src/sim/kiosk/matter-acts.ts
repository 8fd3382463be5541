import type { RecordAct } from '../../app/record/step-record.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import { dateOfMinute, type WallMinute } from '../../domain/base/wall-time.ts';
import type { MatterStep } from '../../domain/records/possible-steps.ts';

/** What a simulated clerk does with a matter: its papers are all there. Null for what such a matter does not need. */
export function matterActOf(kind: MatterStep, now: WallMinute): RecordAct | null {
  const done = doneOf(kind, dateOfMinute(now));
  return done === null ? null : { kind: 'matter', done };
}

function doneOf(
  kind: MatterStep,
  on: string,
): Extract<RecordAct, { readonly kind: 'matter' }>['done'] | null {
  switch (kind) {
    case 'receive':
      return { kind: 'matter-received', handed: ['form'], missing: [], missingMain: [] };
    case 'accept':
      return { kind: 'matter-accepted', on, workdays: 5, supplyBy: null, isDone: false };
    case 'handle':
      return { kind: 'matter-handled' };
    case 'finish':
      return { kind: 'matter-finished', on, result: 'granted' };
    case 'tell':
      return { kind: 'matter-told', answer: 'reached' };
    case 'collect':
      return { kind: 'matter-collected', way: 'post' };
    case 'deliver':
      return { kind: 'matter-delivery', way: 'post' };
    case 'assign':
      return { kind: 'matter-assigned', member: null };
    case 'reject':
      return { kind: 'matter-rejected', reason: 'other' };
    case 'stop':
      return { kind: 'matter-ended', reason: 'other' };
    case 'withdraw':
      return { kind: 'matter-withdrawn' };
    case 'number':
    case 'supply':
    case 'notice':
      return null;
    default:
      return unreachable(kind);
  }
}
