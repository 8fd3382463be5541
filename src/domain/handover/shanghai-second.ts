import { MINUTE_MS, SECOND_MS } from '../base/duration.ts';
import { type Instant, wallMinuteOf } from '../base/wall-time.ts';

/** `2026-11-30T22:15:07+08:00` */
export function shanghaiSecondOf(instant: Instant): string {
  const second = Math.floor((((instant % MINUTE_MS) + MINUTE_MS) % MINUTE_MS) / SECOND_MS);
  return `${wallMinuteOf(instant)}:${String(second).padStart(2, '0')}+08:00`;
}

/** `20261130221507+0800`, as HL7 writes it. */
export function hl7SecondOf(instant: Instant): string {
  return shanghaiSecondOf(instant).replace(/[-:T]/g, '');
}
