import type { TFunction } from 'i18next';
import type { BegunOutcome } from '../../../desk/left-behind.ts';

type Reason = Extract<BegunOutcome, { kind: 'not-recorded' }>['reason'];

/**
 * Faults of this machine. Until a technician has come, the clerk sells without the card, and free items are given as
 * usual.
 */
const OF_MACHINE: readonly Reason[] = ['disk-full', 'read-only', 'not-permitted', 'storage-gone', 'io'];

/** Why nothing was recorded, and what to do with the customer now: a sale that failed, or a void that did. */
export function faultWords(
  t: TFunction,
  { reason, isVoid, isFree }: { readonly reason: Reason; readonly isVoid: boolean; readonly isFree: boolean },
): string {
  if (reason === 'host') return t(isVoid ? 'fault.hostVoid' : 'fault.host');
  if (!OF_MACHINE.includes(reason)) return t(`fault.${reason}`);
  return `${t(`fault.${reason}`)} ${t(isVoid ? 'fault.voidNext' : isFree ? 'fault.freeNext' : 'fault.saleNext')}`;
}
