import { z } from 'zod';
import { Text } from '../base/text.ts';
import { AgreementPackage, teamNameOf } from '../journal/agreement-body.ts';
import { CatalogueId } from './catalogue-rule.ts';

const TEAMS_MAX = 300;

/** The terms of a package of the family doctor agreement (guide 8.4). */
export const AgreementTerms = z.strictObject({
  package: AgreementPackage,
  /** The teams of each centre. A clerk may also type a team that is not here. */
  teams: z
    .array(
      z.strictObject({
        siteId: CatalogueId,
        name: Text.refine(({ zh }) => teamNameOf(zh) === zh, 'no name of a team'),
      }),
    )
    .max(TEAMS_MAX),
  /** The yearly share of an insured holder (个人自付) that the centre advances; absent if it is not entered or is nothing. */
  waivedFen: z.int().min(1).max(100_000_000).optional(),
  /** The paragraphs of the sheet that both sides sign. */
  sheet: z.array(Text).min(1).max(12),
});
export type AgreementTerms = z.infer<typeof AgreementTerms>;
