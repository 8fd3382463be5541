import type { RecordAct } from '../../app/record/step-record.ts';
import { dateOfMinute, plusDays, type WallDate, type WallMinute } from '../../domain/base/wall-time.ts';
import type { GivenChoice } from '../../domain/decision/decision.ts';
import type { Random } from '../world/random.ts';

/** It is so small that most agreements are in force when the next holder comes. */
const DISSOLVED_SHARE = 0.4;
const LATER_SHARE = 0.3;
const DAYS_AHEAD_MAX = 31;

/** The choices of a simulated clerk for an agreement. */
export function agreementChoice(random: Random, today: WallDate): GivenChoice {
  const later = random.chance(LATER_SHARE) ? plusDays(today, 1 + random.below(DAYS_AHEAD_MAX)) : null;
  return {
    number: `JY-${1000 + random.below(9000)}`,
    team: random.pick(['第一团队', '第二团队']),
    insurance: random.pick(['local', 'none', 'elsewhere'] as const),
    personal: random.chance(0.2),
    ...(later === null ? {} : { start: `${later}T00:00` }),
  };
}

/** Dissolves an agreement; null if the holder keeps it. */
export function dissolveAct(random: Random, now: WallMinute): RecordAct | null {
  if (!random.chance(DISSOLVED_SHARE)) return null;
  return {
    kind: 'dissolve',
    on: dateOfMinute(now),
    reason: random.pick(['holder', 'moved', 'team', 'other'] as const),
  };
}
