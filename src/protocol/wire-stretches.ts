import { z } from 'zod';
import { WallDate, WallMinute } from '../domain/base/wall-time.ts';
import { CatalogueId } from '../domain/catalogue/catalogue-rule.ts';
import { COURT_MAX } from '../domain/catalogue/resource.ts';
import { RecordId } from '../domain/records/record-id.ts';
import { Epoch } from './wire.ts';

const STRETCHES_MAX = 4_000;
const WANTS_MAX = 8;
const WANT_MINUTES_MAX = 1_440;
/** Serials are counted one by one: a district never comes near. */
const SERIAL_MAX = 1_000_000_000_000;
const MINUTE_MAX = 1_440;

const Serial = z.int().min(0).max(SERIAL_MAX);
const Court = z.int().min(1).max(COURT_MAX);
/** `from` is in, `to` is out, in minutes after midnight. */
const DayStretch = z.object({
  siteId: CatalogueId,
  resourceId: CatalogueId,
  date: WallDate,
  from: z.int().min(0).max(MINUTE_MAX),
  to: z.int().min(0).max(MINUTE_MAX),
});
const CourtStretch = DayStretch.extend({ court: Court });

/**
 * `POST /v1/journals/{journalId}/stretches`: what this journal holds of the courts, tables and rooms at its desk, and
 * what it would like. What the district has granted up to `seen` and is not in `held` was given back: the kiosk has
 * dropped it before it asks, so an answer that is lost, late or doubled gives no stretch twice. A kiosk of a release
 * before resources asks `leases` instead.
 */
export const StretchRequest = z.strictObject({
  siteId: CatalogueId,
  /** The last entry of this journal: nothing is taken for given back before the district has them all. */
  headSeq: z.int().min(0),
  /** From the last reply; null before the first one. */
  epoch: Epoch.nullable(),
  /** `serial` of the last reply; 0 before the first one. */
  seen: Serial,
  held: z.array(z.strictObject({ ...CourtStretch.shape, serial: Serial })).max(STRETCHES_MAX),
  /** Times for which a clerk asks for a court, now. */
  wants: z
    .array(
      z.strictObject({
        itemId: CatalogueId,
        start: WallMinute,
        minutes: z.int().min(1).max(WANT_MINUTES_MAX),
        /** The clerk has read the warning and takes over the stretch of a kiosk that was not heard for ten minutes. */
        takeOver: z.boolean(),
      }),
    )
    .max(WANTS_MAX),
});
export type StretchRequest = z.infer<typeof StretchRequest>;
export const StretchReply = z.object({
  epoch: Epoch,
  serverTimeMs: z.int(),
  serial: Serial,
  /** All that this journal holds from today on, as the district has it. */
  leases: z.array(CourtStretch.extend({ serial: Serial, recalled: z.boolean() })).max(STRETCHES_MAX),
  /** What other kiosks hold at this desk. */
  elsewhere: z
    .array(
      CourtStretch.extend({
        /** When its holder was last heard, if that is so long ago that a clerk may take it over. */
        silentSinceMs: z.int().nullable(),
      }),
    )
    .max(STRETCHES_MAX),
  /** What the venue has given to the public, from today on; what was given back is named, too. */
  toPublic: z
    .array(
      DayStretch.extend({
        takenId: RecordId,
        courts: z.array(Court).min(1).max(COURT_MAX),
        /** One of `PUBLIC_USES`; a newer district may know more. */
        use: z.string().min(1).max(40),
        isFreed: z.boolean(),
      }),
    )
    .max(STRETCHES_MAX),
});
export type StretchReply = z.infer<typeof StretchReply>;
