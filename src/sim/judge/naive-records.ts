import { type NaiveAgreement, naiveAgreement } from './naive-agreements.ts';
import { type NaiveErrand, naiveErrand } from './naive-errands.ts';
import { type NaiveMatter, type NaiveStep, naiveMatter } from './naive-matters.ts';
import type { UseEntry } from './standing-uses.ts';

/** What a record is by a count of the judge's own. */
export interface NaiveRecord {
  readonly status: string;
  /** The judge's own state of the matter; null if the record is no matter. */
  readonly matter: NaiveMatter | null;
  /** The judge's own state of the agreement; null if the record is none. */
  readonly agreement: NaiveAgreement | null;
  /** The judge's own state of what a desk follows; null if the record is none. */
  readonly errand: NaiveErrand | null;
  /** The fields of the opening, or of the last move that stands. */
  readonly given: UseEntry['body'];
  /** The steps that changed nothing, since another one came first. */
  readonly misfits: readonly string[];
}

/** Which status a step may follow, and which one it makes. */
const NEXT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'booking-moved': { open: 'open' },
  'booking-cancelled': { open: 'cancelled' },
  'booking-attended': { open: 'attended', missed: 'attended' },
  'booking-missed': { open: 'missed' },
  'pass-paused': { valid: 'paused' },
  'pass-resumed': { paused: 'valid' },
  'pass-returned': { valid: 'returned', paused: 'returned' },
};

/** Null if no opening is among the steps. */
export function naiveRecord(kind: string, steps: readonly NaiveStep[]): NaiveRecord | null {
  const opening = steps.find(({ body }) => OPENINGS.has(body.kind));
  if (opening === undefined) return null;
  const statusOf = statusBy(kind, opening);
  let standing: readonly NaiveStep[] = [];
  let isTakenBack = false;
  let last = nameOf(opening);
  const misfits = new Set<string>();
  for (const step of steps) {
    if (step === opening) continue;
    const { body } = step;
    const named = takenBackBy(step);
    const follows = body['after'] === undefined || nameOf(body['after'] as NaiveStep) === last;
    const target = standing.find((one) => nameOf(one) === named);
    const isOpener = named === nameOf(opening);
    const fits =
      !OPENINGS.has(body.kind) &&
      follows &&
      (named === null
        ? !isTakenBack && statusOf([...standing, step]) !== null
        : isOpener
          ? !isTakenBack
          : target !== undefined);
    if (!fits) {
      misfits.add(nameOf(step));
      continue;
    }
    last = nameOf(step);
    if (isOpener) isTakenBack = true;
    else if (named === null) standing = [...standing, step];
    else standing = withoutStep(statusOf, standing, { target, misfits });
  }
  const moves = [opening, ...standing].filter(({ body }) => 'start' in body);
  return {
    status: isTakenBack ? 'taken-back' : (statusOf(standing) ?? 'none'),
    matter: kind === 'matter' ? naiveMatter(opening.body, standing) : null,
    agreement: kind === 'agreement' ? naiveAgreement(opening.body, standing) : null,
    errand: kind === 'errand' ? naiveErrand(opening.body, standing) : null,
    // A move that names no court takes any one, and keeps none of those before.
    given: {
      ...opening.body,
      ...(moves.length > 0 && { courts: undefined }),
      ...moves.at(-1)?.body,
    } as unknown as UseEntry['body'],
    misfits: [...misfits],
  };
}

const OPENINGS: ReadonlySet<string> = new Set([
  'use',
  'booking-opened',
  'pass-sold',
  'matter-opened',
  'agreement-signed',
  'errand-opened',
]);

/** What only made sense after the step that is taken back goes with it. */
function withoutStep(
  statusOf: StatusOf,
  standing: readonly NaiveStep[],
  { target, misfits }: { readonly target: NaiveStep | undefined; readonly misfits: Set<string> },
): readonly NaiveStep[] {
  let left: readonly NaiveStep[] = [];
  for (const step of standing) {
    if (step === target) continue;
    if (statusOf([...left, step]) === null) misfits.add(nameOf(step));
    else left = [...left, step];
  }
  return left;
}

/** Null if a step may not follow the ones before. */
type StatusOf = (steps: readonly NaiveStep[]) => string | null;

function statusBy(kind: string, { body }: NaiveStep): StatusOf {
  if (kind === 'matter') return (steps) => naiveMatter(body, steps)?.status ?? null;
  if (kind === 'agreement') return (steps) => naiveAgreement(body, steps)?.status ?? null;
  if (kind === 'errand') return (steps) => naiveErrand(body, steps)?.status ?? null;
  const first = kind === 'pass' ? 'valid' : 'open';
  return (steps) =>
    steps.reduce<string | null>(
      (status, step) => (status === null ? null : (NEXT[step.body.kind]?.[status] ?? null)),
      first,
    );
}

function takenBackBy({ journalId, body }: NaiveStep): string | null {
  if (body.kind === 'void') return `${journalId}/${body['voidsSeq']}`;
  return body.kind === 'step-taken-back' ? nameOf(body['step'] as NaiveStep) : null;
}

function nameOf({ journalId, seq }: { readonly journalId: string; readonly seq: number }): string {
  return `${journalId}/${seq}`;
}
