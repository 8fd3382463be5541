import type { NaiveStep } from './naive-matters.ts';

/** The judge's own state of a family doctor agreement, made from its steps alone and without the code of the domain. */
export interface NaiveAgreement {
  readonly status: string;
  readonly number: string;
  readonly package: string;
  /** The last day, by the judge's own count. */
  readonly until: string;
  readonly dissolvedOn: string | null;
}

type Body = NaiveStep['body'];

/** Null if one of the steps may not follow those before it. */
export function naiveAgreement(opening: Body, steps: readonly NaiveStep[]): NaiveAgreement | null {
  const opened: NaiveAgreement = {
    ...{ status: 'signed', number: String(opening['number']), package: String(opening['package']) },
    ...{ until: yearAfter(String(opening['start']).slice(0, 10)), dissolvedOn: null },
  };
  const [step, ...more] = steps;
  if (step === undefined) return opened;
  const on = String(step.body['on']);
  const isRight = step.body.kind === 'agreement-dissolved' && on <= opened.until && more.length === 0;
  return isRight ? { ...opened, status: 'dissolved', dissolvedOn: on } : null;
}

/** The last day of a year that begins then: the day before the same date, and 28 February for 29 February. */
function yearAfter(from: string): string {
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number);
  if (month === 2 && day === 29) return `${year + 1}-02-28`;
  return new Date(Date.UTC(year + 1, month - 1, day) - 86_400_000).toISOString().slice(0, 10);
}
