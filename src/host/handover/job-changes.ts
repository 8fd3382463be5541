import { DAY_MS } from '../../domain/base/duration.ts';
import type { HandoverLetter } from '../../host-api/handover-api.ts';
import type { Delivery } from './delivery.ts';
import type { HandoverJob } from './handover-job.ts';

/** A system that is starting may refuse some messages; one that refuses so many will not take this one. */
const REFUSALS_MAX = 5;
/** Until then the desk may take back what it recorded, and the other side must hear of it. */
const ARRIVED_STAYS_MS = 7 * DAY_MS;
/** Why a technician dismissed it can be read so long. */
const DISMISSED_STAYS_MS = 30 * DAY_MS;
const DETAIL_LENGTH_MAX = 200;
const TAIL_LENGTH = 4;

export function afterDelivery(job: HandoverJob, delivery: Delivery, nowMs: number): HandoverJob {
  switch (delivery.kind) {
    case 'arrived':
      // A message that takes it back needs no name.
      return { ...job, holder: withoutName(job.holder), state: 'arrived', trouble: null, endedMs: nowMs };
    case 'failed':
      return { ...job, trouble: troubleOf(delivery.trouble, delivery.detail) };
    case 'refused': {
      const refusals = job.refusals + 1;
      const isDead = delivery.isFinal || refusals >= REFUSALS_MAX;
      const trouble = troubleOf('refused', delivery.detail);
      return { ...job, refusals, trouble, state: isDead ? 'dead' : 'waiting' };
    }
  }
}

function troubleOf(kind: NonNullable<HandoverJob['trouble']>['kind'], detail: string) {
  return { kind, detail: detail.slice(0, DETAIL_LENGTH_MAX) };
}

export function againNow(job: HandoverJob): HandoverJob {
  return { ...job, state: 'waiting', refusals: 0 };
}

/** Who it was about is forgotten with it. */
export function dismissed(job: HandoverJob, reason: string, nowMs: number): HandoverJob {
  return { ...job, state: 'dismissed', holder: null, reason, endedMs: nowMs };
}

/** The message that takes back another one, with an id of its own. It needs no name. */
export function cancelOf(
  job: HandoverJob,
  { id, order, atMs }: Pick<HandoverJob, 'id' | 'order' | 'atMs'>,
): HandoverJob {
  return {
    ...job,
    holder: withoutName(job.holder),
    ...{ id, order, atMs, action: 'cancel', of: job.id, state: 'waiting' },
    ...{ attempts: 0, refusals: 0, trouble: null, endedMs: null, reason: null },
  };
}

function withoutName(holder: HandoverJob['holder']): HandoverJob['holder'] {
  return holder && { ...holder, name: null, isFullName: false };
}

export function isOver({ state, endedMs }: HandoverJob, nowMs: number): boolean {
  if (endedMs === null) return false;
  return nowMs - endedMs > (state === 'dismissed' ? DISMISSED_STAYS_MS : ARRIVED_STAYS_MS);
}

/** Null for a message that arrived, was dismissed, or is not certain to have an entry. */
export function letterOf(job: HandoverJob): HandoverLetter | null {
  const { id, siteId, action, atMs, entry, state, attempts, trouble, holder } = job;
  if (state !== 'waiting' && state !== 'dead') return null;
  const cardTail = holder?.cardNumber.slice(-TAIL_LENGTH) ?? '';
  return { id, siteId, action, cardTail, atMs, seq: entry?.seq ?? null, state, attempts, trouble };
}
