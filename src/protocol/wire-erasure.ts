import { z } from 'zod';
import { WallDate } from '../domain/base/wall-time.ts';

/** The erasure of cardholders whose cards ended long ago: what the office and its district say to each other. */

/** So many of the cards that are due are shown. */
export const DUE_SHOWN_MAX = 200;
export const ERASURES_MAX = 200;

/** Why a holder whose card ended stays: another card goes on, or a booking or a pass does. */
const Kept = z.object({ newerCard: z.int().min(0), openRecord: z.int().min(0) });

/** What a run would erase now. */
const DueErasure = z.object({
  /** Cards whose last day is before this one. */
  endedBefore: WallDate,
  cards: z.int().min(0),
  holders: z.int().min(0),
  /** Cards that ended as early, and stay. */
  kept: Kept,
  /** One run takes so many; another one takes the rest. */
  isCut: z.boolean(),
  /** The first ones, for who may see cardholders; empty for others. */
  first: z
    .array(z.object({ cardNumber: z.string(), name: z.string(), validUntil: WallDate }))
    .max(DUE_SHOWN_MAX),
});
export type DueErasure = z.infer<typeof DueErasure>;

/** What a run has erased. It names nobody. */
const ErasureCertificate = z.object({
  erasureId: z.uuid(),
  atMs: z.int(),
  officer: z.string(),
  endedBefore: WallDate,
  cards: z.int().min(1),
  holders: z.int().min(1),
  kept: Kept,
  /** SHA-256 of the card numbers in their order, each with a line feed after it. */
  sha256: z.string(),
});
export type ErasureCertificate = z.infer<typeof ErasureCertificate>;

/** `GET /v1/office/cards/erasures`: what is due, and the certificates, the newest first. */
export const ErasuresQuery = z.strictObject({
  /** By default the latest day that is allowed. */
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
  /** How many cards the officer was told: another number is refused, so that nobody erases what was not shown. */
  cards: z.int().min(1),
});
export const ErasureReply = z.object({ serverTimeMs: z.int(), certificate: ErasureCertificate });
export type ErasureReply = z.infer<typeof ErasureReply>;
