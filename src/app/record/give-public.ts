import type { Text } from '../../domain/base/text.ts';
import { dateOfMinute, type WallMinute } from '../../domain/base/wall-time.ts';
import { rulebookOf } from '../../domain/catalogue/rulebook.ts';
import { givenOf } from '../../domain/decision/courts-in-use.ts';
import { type PublicGiving, publicGiving } from '../../domain/decision/public-giving.ts';
import type { PublicBody } from '../../domain/journal/entry-body.ts';
import { publicStretchOf } from '../../domain/journal/fold/recorded-uses.ts';
import { daysOfSpan } from '../../domain/shared/minutes.ts';
import { mergedStretches, type PublicUse } from '../../domain/shared/public-stretch.ts';
import type { KioskCourts, KioskHoldings, OwnStretch, SharedLimits } from './holdings.ts';
import { type RecordPorts, type RecordResult, record } from './record.ts';

/** The venue gives courts to the public for a stretch of time, or takes them back. */
export type PublicChange =
  | {
      readonly kind: 'take';
      /** An item that is booked on these courts. */
      readonly itemId: string;
      readonly start: WallMinute;
      /** No longer than to midnight. */
      readonly minutes: number;
      /** Numbers of courts. If it is absent, all courts are meant. */
      readonly courts?: readonly number[] | undefined;
      readonly use: PublicUse;
      /** True once the clerk has read which of it is booked. */
      readonly isSure?: boolean | undefined;
    }
  | { readonly kind: 'free'; readonly takenId: string };

interface PublicPorts extends RecordPorts {
  readonly shared: Pick<SharedLimits, 'catalogue'> & {
    readonly holdings: Pick<KioskHoldings, 'courts' | 'replaceCourts' | 'exclusively'>;
  };
  /** 128 random bits as hexadecimal digits. */
  readonly newTakenId: () => string;
  readonly now: () => WallMinute;
}

/** Nothing was recorded, and the words say why, or what is asked. */
export type PublicAnswer = Exclude<PublicGiving, { readonly kind: 'free' }>;
export type PublicResult = RecordResult | PublicAnswer;

/**
 * Records it whether this kiosk or another one holds the courts, since the venue may always do so. From then on this desk
 * gives them to no card. Other kiosks hear of it from the district. What cannot be is refused, and what is booked is asked
 * about first.
 */
export function givePublic(ports: PublicPorts, siteId: string, change: PublicChange): Promise<PublicResult> {
  const { holdings } = ports.shared;
  return holdings.exclusively(async () => {
    const body = change.kind === 'free' ? freed(ports, siteId, change) : await taken(ports, siteId, change);
    if ('text' in body) return body;
    const before = holdings.courts();
    const stretch = publicStretchOf(siteId, body);
    const { headSeq } = await ports.journal.status();
    // The courts are marked before the entry is written. If the process ends in between, they stay taken until the next round.
    await holdings.replaceCourts(withOwn(before, { afterSeq: headSeq, stretch }));
    const result = await record(ports, { siteId, body });
    if (result.kind === 'fault') await holdings.replaceCourts(before);
    if (result.kind === 'recorded') {
      await holdings.replaceCourts(withOwn(before, { afterSeq: result.entry.seq - 1, stretch }));
    }
    return result;
  });
}

type Take = Extract<PublicChange, { kind: 'take' }>;
type Free = Extract<PublicChange, { kind: 'free' }>;

function freed({ shared }: PublicPorts, siteId: string, { takenId }: Free): PublicBody | PublicAnswer {
  const known = (shared.holdings.courts().taken ?? []).filter((one) => one.siteId === siteId);
  const found = known.find((one) => one.takenId === takenId);
  if (found === undefined) return { kind: 'refused', text: NOT_GIVEN };
  if (found.isFreed) return { kind: 'same', text: FREED };
  const { isFreed: _, siteId: __, courts, ...stretch } = found;
  return { kind: 'courts-freed', ...stretch, courts: [...courts] };
}

const NOT_GIVEN: Text = {
  zh: '这里没有这条登记，或它的日期已过、早已收回',
  en: 'Nothing is recorded here under that id; or its day is over, or it was taken back long ago',
};
const FREED: Text = {
  zh: '已经收回，没有再登记一次',
  en: 'Taken back already, so nothing was recorded again',
};
const NO_COURTS: Text = {
  zh: '本台没有这个项目，或这个项目不按场地号订',
  en: 'This desk has no such item, or the item is not booked by court',
};

async function taken(
  { shared, uses, newTakenId, now }: PublicPorts,
  siteId: string,
  { itemId, start, minutes, use, courts: wanted, isSure = false }: Take,
): Promise<PublicBody | PublicAnswer> {
  const catalogue = shared.catalogue.current();
  const entries = catalogue === null ? [] : (rulebookOf(catalogue).itemsBySite.get(siteId) ?? []);
  const entry = entries.find(({ item }) => item.id === itemId);
  const resource = entry?.resource ?? null;
  if (entry === undefined || resource === null) return { kind: 'refused', text: NO_COURTS };
  const all = Array.from({ length: resource.count }, (_, index) => index + 1);
  const courts = [...new Set(wanted ?? all)];
  const date = dateOfMinute(start);
  const counters = await uses.countersFor([], siteId, date);
  const answer = publicGiving(
    { ...entry, resource },
    { start, minutes, courts, use },
    {
      now: now(),
      given: givenOf(counters, shared.holdings.courts()),
      namesOf: (id) => entries.find(({ item }) => item.id === id)?.item.name ?? { zh: id, en: id },
    },
  );
  if (answer.kind !== 'free' && !(answer.kind === 'sold' && isSure)) return answer;
  const [day] = daysOfSpan({ start, minutes });
  if (day === undefined) throw new Error('a stretch that was not refused lies on one day');
  const { from, to } = day;
  return {
    ...{ kind: 'courts-taken', takenId: newTakenId(), resourceId: resource.id },
    ...{ date, from, to, courts, use },
  };
}

function withOwn(courts: KioskCourts, own: OwnStretch): KioskCourts {
  const { ownTaken = [], taken = [] } = courts;
  return { ...courts, ownTaken: [...ownTaken, own], taken: mergedStretches([taken, [own.stretch]]) };
}
