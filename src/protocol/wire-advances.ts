import { z } from 'zod';
import { CatalogueId } from '../domain/catalogue/catalogue-rule.ts';

/** A centre signs a few hundred agreements a month. */
export const ADVANCES_MAX = 5_000;

/** `GET /v1/office/reports/advances?month=2026-11&siteId=`: what health centres advance for agreements that begin then. */
export const AdvancesQuery = z.strictObject({
  month: z.string().regex(/^[0-9]{4}-(0[1-9]|1[0-2])$/),
  siteId: CatalogueId.optional(),
});

/** One agreement of the basic package. It names no holder. */
const Advance = z.object({
  siteId: z.string(),
  /** The first day. */
  date: z.string(),
  number: z.string(),
  /** The last characters of the card's number; null if the district does not have the card. */
  cardTail: z.string().nullable(),
  itemId: z.string(),
  insurance: z.string(),
  /** The holder's own share (个人自付) that the centre advances; null if it is to be settled. */
  waivedFen: z.int().nullable(),
  /** The day from which the agreement was dissolved; null if it was not. */
  dissolvedOn: z.string().nullable(),
});
export type Advance = z.infer<typeof Advance>;

export const AdvancesReport = z.object({
  serverTimeMs: z.int(),
  month: z.string(),
  advances: z.array(Advance),
  /** The sum of the amounts that are known. */
  totalFen: z.int(),
  /** How many amounts are to be settled. */
  unsettled: z.int(),
  isCut: z.boolean(),
});
export type AdvancesReport = z.infer<typeof AdvancesReport>;
