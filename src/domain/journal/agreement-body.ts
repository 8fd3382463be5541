import { z } from 'zod';
import { WallDate } from '../base/wall-time.ts';
import { OwnNumber } from './own-number.ts';

export const TEAM_LENGTH_MAX = 20;

/** The name of a team is words alone. Four digits in a row may be a part of a telephone number or of a card. */
const TEAM = /^(?=.{2,20}$)(?!.*[0-9]{4})[\p{Script=Han}A-Za-z0-9（）()·. -]+$/u;
const TeamName = z
  .string()
  .regex(TEAM)
  .refine((name) => name.trim() === name);

/** The name of a family doctor team as it was typed; null if the text cannot be one. */
export function teamNameOf(typed: string): string | null {
  const name = typed.trim();
  return TeamName.safeParse(name).success ? name : null;
}

/** Guide 8.4: one of these at a time. A personal package may stand beside it. */
export const AgreementPackage = z.enum(['free', 'basic']);
export type AgreementPackage = z.infer<typeof AgreementPackage>;

/** 参保方式: insured in the city, not insured, or insured elsewhere. */
export const Insurance = z.enum(['local', 'none', 'elsewhere']);
export type Insurance = z.infer<typeof Insurance>;

/** Why an agreement ends before its time. */
export const DissolveReason = z.enum(['holder', 'moved', 'team', 'other']);
export type DissolveReason = z.infer<typeof DissolveReason>;

/** The terms of a family doctor agreement. */
export const AGREEMENT_TERMS = {
  /** The last day. */
  until: WallDate,
  /** The centre's own 协议编号. */
  number: OwnNumber,
  /** The team as the catalogue names it in Chinese, or as it was typed. */
  team: TeamName,
  package: AgreementPackage,
  /** True if a personal package is signed beside it. */
  personal: z.boolean(),
  insurance: Insurance,
  /**
   * The holder's own share (个人自付) that the centre advances. Null if nothing is waived, or if the catalogue does not say
   * how much.
   */
  waivedFen: z.int().min(0).max(100_000_000).nullable(),
};

/** 解约: the agreement is no longer in force from the day `on`. `step` has the fields of every step. */
export function agreementSteps<Step extends z.core.$ZodLooseShape>(step: Step) {
  return [
    z.strictObject({ kind: z.literal('agreement-dissolved'), ...step, on: WallDate, reason: DissolveReason }),
  ] as const;
}
