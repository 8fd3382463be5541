import { z } from 'zod';
import { Replacement } from '../domain/card/replacement.ts';
import { feedQuery, isOfItsEpoch, OTHER_EPOCH, PAGE_HEAD, PAGE_TAIL } from './feed-page.ts';

export const REPLACED_PAGE_MAX = 1_000;

/**
 * `GET /v1/replaced?cursor=&limit=`: cards that took the place of others, in the order of the roster's commits. It is a
 * feed beside the roster's pages, since kiosks of the releases before read these strictly and would take none with a new
 * field. A district of a release before has no such route.
 */
export const ReplacedQuery = feedQuery(REPLACED_PAGE_MAX);
export const ReplacedPage = z
  .object({
    ...PAGE_HEAD,
    replaced: z.array(Replacement).max(REPLACED_PAGE_MAX),
    /** On the last page `cursor` stands where the roster stood: its positions are the roster's. */
    ...PAGE_TAIL,
  })
  .refine(isOfItsEpoch, OTHER_EPOCH);
export type ReplacedPage = z.infer<typeof ReplacedPage>;
