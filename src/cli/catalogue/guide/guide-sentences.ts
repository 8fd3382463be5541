import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Text } from '../../../domain/base/text.ts';
import { CatalogueId, Clause } from '../../../domain/catalogue/catalogue-rule.ts';

/** An item of the catalogue: its id, and behind `@` its site where two sites have an item of that id. */
const ItemName = z.string().regex(/^[a-z0-9-]+(@[a-z0-9-]+)?$/);

/** One sentence of the guide that gives, requires or limits something, and what the kiosk does about it. */
const Sentence = z.strictObject({
  clause: Clause,
  kind: z.enum(['gives', 'requires', 'limits']),
  /** The guide's own words, and what they say in English. The cells of a table are joined. */
  text: Text,
  items: z.array(ItemName).min(1),
  /** `part`: something of it is missing. `not-yet`: the desk tells it, and nothing else is done about it. */
  state: z.enum(['done', 'part', 'not-yet']),
  /** What there is today and what is missing; for what is done an explanation, or nothing. */
  today: z.string(),
  /** Test files, each of which names the clause or one of the items. */
  tests: z.array(z.string().regex(/^tests\/[\w./-]+$/)).min(1),
});
export type Sentence = z.infer<typeof Sentence>;

export const Guide = z.strictObject({
  sections: z.array(z.strictObject({ clause: Clause, title: Text })).min(1),
  /** What the catalogue has and the guide does not, by its id, and why it is there. */
  examples: z.array(z.strictObject({ id: CatalogueId, why: z.string().min(1) })),
  sentences: z.array(Sentence).min(1),
});
export type Guide = z.infer<typeof Guide>;

/** The service guide as `resources/guide.json` holds it. A broken one is a bug of the release. */
export function shippedGuide(): Guide {
  const file = readFileSync(new URL('../../../../resources/guide.json', import.meta.url), 'utf8');
  return Guide.parse(JSON.parse(file));
}
