import type { Instant } from '../../domain/base/wall-time.ts';
import type { ClockPort } from '../ports.ts';

/** A clock that remembers: what the age of data is told by. */
export interface MarkedClockPort extends ClockPort {
  /** It is at least this late, by the district and by all that has passed since; no clock setting takes it back. */
  highWaterMs(): Instant;
}
