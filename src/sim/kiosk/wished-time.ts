import { plusDays, type WallDate, type WallMinute } from '../../domain/base/wall-time.ts';
import type { Catalogue, Item } from '../../domain/catalogue/catalogue.ts';
import { slotCourtsOf } from '../../domain/catalogue/resource.ts';
import { rulebookOf } from '../../domain/catalogue/rulebook.ts';
import type { Random } from '../world/random.ts';

/** The share of customers who want the next Saturday, as most do. */
const SATURDAY_SHARE = 0.6;
/** The share of the other customers who want today or tomorrow. */
const SOON_SHARE = 0.5;
const DAYS_AHEAD_MAX = 9;
const SATURDAY = 6;
const WEEK_DAYS = 7;
/** Times are close together, so that bookings often want the same court. */
const COURTS_WANTED = 2;
const EVENINGS = ['20:30', '21:00', '21:00', '21:30'] as const;
const LENGTHS = [30, 60, 90] as const;

export interface WishedTime {
  readonly start: WallMinute;
  readonly minutes: number;
  readonly court: number;
}

/** A time and a court that somebody else may want, too. `day` is set if the customer can come on that day only. */
export function wishedTime(
  random: Random,
  { catalogue, siteId }: { readonly catalogue: Catalogue; readonly siteId: string },
  wanted: { readonly itemId: string; readonly today: WallDate; readonly day?: WallDate },
): WishedTime {
  const date = wanted.day ?? dayOf(random, wanted.today);
  const entries = rulebookOf(catalogue).itemsBySite.get(siteId) ?? [];
  const item = entries.find((entry) => entry.item.id === wanted.itemId)?.item;
  // A slot begins when its price does. Any other court is wanted in the evening.
  const slots = item === undefined || slotCourtsOf(item) === null ? [] : startsOf(item);
  const time = random.pick(slots.length > 0 ? slots : EVENINGS);
  return {
    start: `${date}T${time}`,
    minutes: random.pick(LENGTHS),
    court: 1 + random.below(COURTS_WANTED),
  };
}

function startsOf({ rules }: Item): readonly string[] {
  return rules.flatMap((rule) => (rule.kind === 'price' ? [rule.start] : []));
}

function dayOf(random: Random, today: WallDate): WallDate {
  if (random.chance(SATURDAY_SHARE)) return saturdayFrom(today);
  return plusDays(today, random.below(random.chance(SOON_SHARE) ? 2 : DAYS_AHEAD_MAX));
}

/** The day itself if it is a Saturday, else the next one. */
function saturdayFrom(date: WallDate): WallDate {
  const weekday = new Date(`${date}T00:00Z`).getUTCDay();
  return plusDays(date, (SATURDAY - weekday + WEEK_DAYS) % WEEK_DAYS);
}
