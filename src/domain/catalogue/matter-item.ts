import { z } from 'zod';
import { Text } from '../base/text.ts';
import { MATERIALS_MAX } from '../journal/matter-body.ts';
import { CatalogueId } from './catalogue-rule.ts';

/** One of the materials that a 事项 asks for. */
const Material = z.strictObject({
  id: CatalogueId,
  name: Text,
  /** True for a 主件, without which nothing is accepted. Other materials may come later (容缺材料). */
  main: z.boolean(),
  form: z.enum(['original', 'copy', 'electronic']),
  copies: z.int().min(1).max(20),
  /** The authority that issues it. */
  issuer: Text,
});

export const FORM_WORDS: Readonly<Record<z.infer<typeof Material>['form'], Text>> = {
  original: { zh: '原件', en: 'original' },
  copy: { zh: '复印件', en: 'copy' },
  electronic: { zh: '电子件', en: 'electronic' },
};

/** The terms of a 事项 of the service hall. Its name and its 承诺时限 are fields of the item. */
export const MatterTerms = z.strictObject({
  /** 事项编码 */
  code: z.string().regex(/^[0-9A-Z-]{2,40}$/),
  /** True for 即办: the matter is finished at once if all materials are there. */
  atOnce: z.boolean(),
  materials: z.array(Material).min(1).max(MATERIALS_MAX),
  /** The place at which missing materials are handed in. */
  place: Text,
  /** The telephone number of that place. */
  contact: z.string().regex(/^[0-9-]{5,20}$/),
});
export type MatterTerms = z.infer<typeof MatterTerms>;
