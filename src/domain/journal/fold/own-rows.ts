import type { Instant } from '../../base/wall-time.ts';
import type { GivenBody, LaterBody, PassAdmitted } from '../entry-body.ts';

/** What was given by an entry of the own journal, and which later entry took it back. */
export interface OwnUse {
  readonly seq: number;
  readonly siteId: string;
  readonly recordedAt: Instant;
  readonly body: GivenBody;
  readonly voidedBySeq: number | null;
}

/** A later step of a record, or an admission, as this kiosk wrote it. */
export interface OwnStep {
  readonly seq: number;
  readonly siteId: string;
  readonly recordedAt: Instant;
  readonly body: LaterBody | PassAdmitted;
}
