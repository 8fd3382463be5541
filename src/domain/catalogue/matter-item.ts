import { z } from 'zod';
import { Text } from '../base/text.ts';
import { MATERIALS_MAX } from '../journal/matter-body.ts';
import { CatalogueId } from './catalogue-rule.ts';

/** One of the materials that a 事项 asks for. */
const Material = z.strictObject({
  id: CatalogueId,
  name: Text,
  /** 主件: without it nothing is accepted. Any other may come later (容缺材料). */
  main: z.boolean(),
  /** 原件, 复印件, 电子件 */
  form: z.enum(['original', 'copy', 'electronic']),
  copies: z.int().min(1).max(20),
  /** Who makes it out. */
  issuer: Text,
});

/** What the office has set for a 事项 of the service hall; the name and the 承诺时限 are the item's. */
export const MatterTerms = z.strictObject({
  /** 事项编码 */
  code: z.string().regex(/^[0-9A-Z-]{2,40}$/),
  /** 即办: done at once if all is there. */
  atOnce: z.boolean(),
  materials: z.array(Material).min(1).max(MATERIALS_MAX),
  /** Where what is missing is handed in, and whom to call. */
  place: Text,
  contact: z.string().regex(/^[0-9-]{5,20}$/),
});
export type MatterTerms = z.infer<typeof MatterTerms>;
