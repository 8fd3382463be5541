import type { ErrandDone, RecordAct } from '../../app/record/step-record.ts';
import { dateOfMinute, plusDays, type WallDate, type WallMinute } from '../../domain/base/wall-time.ts';
import type { ErrandTerms } from '../../domain/catalogue/errand-item.ts';
import { isErrandStep, type StepKind } from '../../domain/records/possible-steps.ts';
import type { Random } from '../world/random.ts';

const DAYS_AHEAD_MAX = 20;

/** What a simulated clerk does with what a desk follows; null for a step that it does not make. */
export function errandActOf(
  kind: StepKind,
  {
    random,
    now,
    terms,
  }: { readonly random: Random; readonly now: WallMinute; readonly terms: ErrandTerms | undefined },
): RecordAct | null {
  if (kind === 'take-back') return { kind };
  if (!isErrandStep(kind) || terms === undefined) return null;
  const done = doneOf(kind, { random, on: dateOfMinute(now), terms });
  return done === null ? null : { kind: 'errand', done };
}

function doneOf(
  kind: StepKind,
  { random, on, terms }: { readonly random: Random; readonly on: WallDate; readonly terms: ErrandTerms },
): ErrandDone | null {
  const later = plusDays(on, random.below(DAYS_AHEAD_MAX));
  const oneOf = (options: readonly { readonly id: string }[] | undefined) =>
    options === undefined || options.length === 0 ? null : random.pick(options).id;
  switch (kind) {
    case 'errand-describe':
      return {
        kind: 'errand-described',
        details: (terms.questions ?? []).map(({ options }) => random.pick(options).id),
      };
    case 'errand-complete':
      return { kind: 'errand-completed', on, workdays: random.pick([1, 2]) };
    case 'errand-assign': {
      const unit = oneOf(terms.units?.options);
      return unit === null ? null : { kind: 'errand-assigned', unit, by: later };
    }
    case 'errand-urge':
      return { kind: 'errand-urged', on, by: random.chance(0.5) ? later : null };
    case 'errand-book':
      return { kind: 'errand-booked', on: later, slot: oneOf(terms.appointment?.options) };
    case 'errand-call': {
      const answer = random.pick(['reached', 'no-answer', 'declined'] as const);
      return { kind: 'errand-called', on, answer, again: random.chance(0.4) ? later : null };
    }
    case 'errand-answer': {
      const answer = oneOf(terms.answers?.options);
      return answer === null ? null : { kind: 'errand-answered', on, answer };
    }
    case 'errand-number':
      return { kind: 'errand-numbered', number: `GD-${1000 + random.below(9000)}` };
    case 'errand-finish':
      return { kind: 'errand-finished', on, result: random.pick(terms.results).id };
    default:
      return null;
  }
}
