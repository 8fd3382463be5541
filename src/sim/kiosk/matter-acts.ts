import type { MatterDone, RecordAct } from '../../app/record/step-record.ts';
import { dateOfMinute, plusDays, type WallMinute } from '../../domain/base/wall-time.ts';
import type { Item } from '../../domain/catalogue/catalogue.ts';
import { lackingOf, type MatterState } from '../../domain/records/matter.ts';
import type { StepKind } from '../../domain/records/possible-steps.ts';
import type { Random } from '../world/random.ts';

/** These steps are rare, so that most matters come to their end. */
const RARE: ReadonlySet<StepKind> = new Set(['reject', 'stop', 'withdraw', 'take-back', 'assign']);
const RARE_SHARE = 0.15;
const HANDED_SHARE = 0.6;

interface Ground {
  readonly random: Random;
  readonly now: WallMinute;
  readonly state: MatterState;
  readonly item: Item | undefined;
}

/** The act by which a simulated clerk makes this step of a matter; null if the customer does not need the step now. */
export function matterActOf(kind: StepKind, ground: Ground): RecordAct | null {
  if (RARE.has(kind) && !ground.random.chance(RARE_SHARE)) return null;
  if (kind === 'take-back') return { kind };
  const done = doneOf(kind, ground);
  return done === null ? null : { kind: 'matter', done };
}

function doneOf(kind: StepKind, { random, now, state, item }: Ground): MatterDone | null {
  const on = dateOfMinute(now);
  switch (kind) {
    case 'number':
      return { kind: 'matter-numbered', number: `4401-${1000 + random.below(9000)}` };
    case 'receive':
      return receivedOf(random, item);
    case 'supply':
      return suppliedOf(random, state);
    case 'notice':
      return {
        kind: 'matter-noticed',
        until: plusDays(on, 5),
        again: state.notices === 0 ? null : 'overlooked',
      };
    case 'accept': {
      const supplyBy = state.missing.length > 0 && random.chance(0.5) ? plusDays(on, 10) : null;
      return { kind: 'matter-accepted', on, workdays: 5, supplyBy, isDone: random.chance(0.2) };
    }
    case 'handle':
      return { kind: 'matter-handled' };
    case 'finish':
      return { kind: 'matter-finished', on, result: random.chance(0.8) ? 'granted' : 'denied' };
    case 'tell':
      return { kind: 'matter-told', answer: random.chance(0.5) ? 'reached' : 'no-answer' };
    case 'collect':
      return { kind: 'matter-collected', way: state.delivery };
    case 'deliver':
      return { kind: 'matter-delivery', way: random.pick(['window', 'post', 'electronic']) };
    case 'assign':
      return { kind: 'matter-assigned', member: null };
    case 'reject':
      return { kind: 'matter-rejected', reason: 'other' };
    case 'stop':
      return { kind: 'matter-ended', reason: 'late' };
    case 'withdraw':
      return { kind: 'matter-withdrawn' };
    default:
      return null;
  }
}

/** Some of the papers have been left at home. */
function receivedOf(random: Random, item: Item | undefined): MatterDone {
  const materials = (item?.matter?.materials ?? []).map((one) => ({
    ...one,
    isHere: random.chance(HANDED_SHARE),
  }));
  const idsOf = (some: typeof materials) => some.map(({ id }) => id);
  return {
    kind: 'matter-received',
    handed: idsOf(materials.filter(({ isHere }) => isHere)),
    missing: idsOf(materials.filter(({ isHere, main }) => !isHere && !main)),
    missingMain: idsOf(materials.filter(({ isHere, main }) => !isHere && main)),
  };
}

function suppliedOf(random: Random, state: MatterState): MatterDone {
  const lacking = lackingOf(state);
  const handed = lacking.filter(() => random.chance(HANDED_SHARE));
  return { kind: 'matter-supplied', handed: handed.length > 0 ? handed : [...lacking] };
}
