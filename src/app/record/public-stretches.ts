import { dateOfMinute, type WallDate, type WallMinute } from '../../domain/base/wall-time.ts';
import { resourceOf } from '../../domain/catalogue/rulebook.ts';
import type { PublicBody } from '../../domain/journal/entry-body.ts';
import { effectOf, publicStretchOf } from '../../domain/journal/fold/recorded-uses.ts';
import { daysOfSpan } from '../../domain/shared/minutes.ts';
import { mergedStretches, type PublicStretch, type PublicUse } from '../../domain/shared/public-stretch.ts';
import type { KioskCourts, KioskHoldings, OwnStretch, SharedLimits } from './holdings.ts';
import { type RecordPorts, type RecordResult, record } from './record.ts';

/** The most entries that the host gives at once. */
const ENTRIES_AT_ONCE = 500;

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
    }
  | { readonly kind: 'free'; readonly takenId: string };

interface PublicPorts extends RecordPorts {
  readonly shared: Pick<SharedLimits, 'catalogue'> & {
    readonly holdings: Pick<KioskHoldings, 'courts' | 'replaceCourts' | 'exclusively'>;
  };
  /** 128 random bits as hexadecimal digits. */
  readonly newTakenId: () => string;
}

/**
 * Records it whether this kiosk or another one holds the courts, since the venue may always do so. From then on this desk
 * gives them to no card. Other kiosks hear of it from the district. Null if it names no courts of this desk.
 */
export function givePublic(
  ports: PublicPorts,
  siteId: string,
  change: PublicChange,
): Promise<RecordResult | null> {
  const { holdings } = ports.shared;
  return holdings.exclusively(async () => {
    const body = bodyOf(ports, siteId, change);
    if (body === null) return null;
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

function bodyOf(
  { shared, newTakenId }: PublicPorts,
  siteId: string,
  change: PublicChange,
): PublicBody | null {
  if (change.kind === 'free') {
    const taken = takenAt(shared.holdings.courts(), siteId).find(({ takenId }) => takenId === change.takenId);
    if (taken === undefined) return null;
    const { isFreed: _, siteId: __, courts, ...stretch } = taken;
    return { kind: 'courts-freed', ...stretch, courts: [...courts] };
  }
  const catalogue = shared.catalogue.current();
  const { itemId, start, minutes, use } = change;
  const resource = catalogue === null ? null : resourceOf(catalogue, { siteId, itemId });
  const [day, next] = daysOfSpan({ start, minutes });
  if (resource === null || day === undefined || next !== undefined) return null;
  const all = Array.from({ length: resource.count }, (_, index) => index + 1);
  const courts = [...new Set(change.courts ?? all)];
  if (courts.length === 0 || !courts.every((court) => all.includes(court))) return null;
  const { from, to } = day;
  return {
    ...{ kind: 'courts-taken', takenId: newTakenId(), resourceId: resource.id },
    ...{ date: dateOfMinute(start), from, to, courts, use },
  };
}

/** What this kiosk has recorded of the public for today and later, read from its journal where the cache has lost it. */
export async function ownStretchesIn(
  journal: Pick<RecordPorts['journal'], 'read'>,
  today: WallDate,
): Promise<readonly OwnStretch[]> {
  const own: OwnStretch[] = [];
  for (let from = 1; ; ) {
    const entries = await journal.read(from, ENTRIES_AT_ONCE);
    const last = entries.at(-1);
    if (last === undefined) return own;
    for (const entry of entries) {
      const effect = effectOf(entry);
      if (effect.kind !== 'public' || effect.stretch.date < today) continue;
      own.push({ afterSeq: entry.seq - 1, stretch: effect.stretch });
    }
    from = last.seq + 1;
  }
}

function withOwn(courts: KioskCourts, own: OwnStretch): KioskCourts {
  const { ownTaken = [], taken = [] } = courts;
  return { ...courts, ownTaken: [...ownTaken, own], taken: mergedStretches([taken, [own.stretch]]) };
}

/** The stretches that are given to the public at a desk, as far as this kiosk knows. */
export function takenAt({ taken = [] }: KioskCourts, siteId: string): readonly PublicStretch[] {
  return taken.filter((one) => one.siteId === siteId && !one.isFreed);
}

/**
 * The stretches that are taken after an answer of the district: those of the answer, and those that this kiosk has
 * recorded and the district had not acknowledged when it was asked. A district of the release before knows of none: then
 * all stretches stay until their day is over.
 */
export function takenAfter(
  { taken = [], ownTaken = [] }: KioskCourts,
  told: readonly PublicStretch[] | null,
  { acknowledgedSeq, today }: { readonly acknowledgedSeq: number; readonly today: WallDate },
): Pick<KioskCourts, 'taken' | 'ownTaken'> {
  const waiting = ownTaken.filter(
    ({ afterSeq, stretch }) => stretch.date >= today && (told === null || acknowledgedSeq <= afterSeq),
  );
  const before = told ?? taken.filter(({ date }) => date >= today);
  return { taken: mergedStretches([before, waiting.map(({ stretch }) => stretch)]), ownTaken: waiting };
}
