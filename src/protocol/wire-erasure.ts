import { z } from 'zod';
import { WallDate } from '../domain/base/wall-time.ts';

/** The office and its district exchange these to erase cardholders whose cards ended long ago. */

/** At most this many of the cards that are due are shown. */
export const DUE_SHOWN_MAX = 200;
export const ERASURES_MAX = 200;

/** How many cards stay although they ended: another card of the holder goes on, or a booking, a pass or a matter does. */
const Kept = z.object({ newerCard: z.int().min(0), openRecord: z.int().min(0) });

/** The cards that a run would erase now. */
const DueErasure = z.object({
  /** A run takes cards whose last day is before this one. */
  endedBefore: WallDate,
  cards: z.int().min(0),
  holders: z.int().min(0),
  kept: Kept,
  /** True if one run does not take all: another run takes the rest. */
  isCut: z.boolean(),
  /** The first of these cards; empty if the asker may not see cardholders. */
  first: z
    .array(z.object({ cardNumber: z.string(), name: z.string(), validUntil: WallDate }))
    .max(DUE_SHOWN_MAX),
});
export type DueErasure = z.infer<typeof DueErasure>;

/** The certificate of a run. It names nobody. */
const ErasureCertificate = z.object({
  erasureId: z.uuid(),
  atMs: z.int(),
  officer: z.string(),
  endedBefore: WallDate,
  cards: z.int().min(1),
  holders: z.int().min(1),
  kept: Kept,
  /** The SHA-256 of the sorted card numbers, each with a line feed after it. */
  sha256: z.string(),
});
export type ErasureCertificate = z.infer<typeof ErasureCertificate>;

/** `GET /v1/office/cards/erasures` answers which cards are due, and the certificates, the newest first. */
export const ErasuresQuery = z.strictObject({
  /** If it is absent, the latest day that is allowed is taken. */
  endedBefore: WallDate.optional(),
});
export const ErasuresReply = z.object({
  serverTimeMs: z.int(),
  /** No card that ended on this day or later may be erased yet. */
  latest: WallDate,
  due: DueErasure,
  erasures: z.array(ErasureCertificate).max(ERASURES_MAX),
});
export type ErasuresReply = z.infer<typeof ErasuresReply>;

/** `POST /v1/office/cards/erasures` */
export const ErasureRequest = z.strictObject({
  endedBefore: WallDate,
  /** The number of cards that the officer was told. Another number is refused, so that nobody erases cards unseen. */
  cards: z.int().min(1),
});
export const ErasureReply = z.object({ serverTimeMs: z.int(), certificate: ErasureCertificate });
export type ErasureReply = z.infer<typeof ErasureReply>;
