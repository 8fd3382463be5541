import { useState } from 'react';
import type { PublicAnswer } from '../../../app/record/give-public.ts';
import { plusMinutes, WallMinute, wallMinuteOf } from '../../../domain/base/wall-time.ts';
import type { Catalogue } from '../../../domain/catalogue/catalogue.ts';
import type { ReadyResource } from '../../../domain/catalogue/resource.ts';
import { MINUTES_PER_DAY, minuteOfDay, rulebookOf } from '../../../domain/catalogue/rulebook.ts';
import { PUBLIC_USES, type PublicUse } from '../../../domain/shared/public-stretch.ts';
import { useDesk, useKiosk } from '../../kiosk-context.ts';

const HOUR_MINUTES = 60;

/** A stretch as it stands in the form of the courts. */
export interface Stretch {
  readonly resource: ReadyResource | undefined;
  readonly date: string;
  readonly from: string;
  readonly until: string;
  readonly courts: readonly number[];
  readonly use: PublicUse;
}

export function minutesOf({ from, until }: Stretch): number {
  return (minuteOfDay(until) || MINUTES_PER_DAY) - minuteOfDay(from);
}

/** The arguments of the command; null while the form is not complete. */
export function changeOf(given: Stretch) {
  const { resource, date, from, until, courts, use } = given;
  const [item] = resource?.itemIds ?? [];
  const minutes = minutesOf(given);
  const start = `${date}T${from}`;
  if (
    until === '' ||
    item === undefined ||
    !WallMinute.safeParse(start).success ||
    !(minutes > 0) ||
    courts.length === 0
  )
    return null;
  return { item, start, minutes, courts, use };
}

/** What the desk has answered to just what stands in the form now; null for nothing. */
export function useAnswer(given: Stretch): PublicAnswer | null {
  const answer = useDesk((desk) => desk.courtsAnswer);
  const now = changeOf(given);
  if (answer?.change.kind !== 'take') return answer;
  const { itemId, start, minutes, courts, use } = answer.change;
  const isSame =
    now !== null &&
    now.item === itemId &&
    now.start === start &&
    now.minutes === minutes &&
    now.use === use &&
    now.courts.join() === courts?.join();
  return isSame ? answer : null;
}

export function gridOf(catalogue: Catalogue | null, resource: ReadyResource | undefined): number {
  const entries =
    catalogue === null ? [] : (rulebookOf(catalogue).itemsBySite.get(resource?.siteId ?? '') ?? []);
  return entries.find(({ item }) => resource?.itemIds.includes(item.id) === true)?.grid ?? HOUR_MINUTES / 2;
}

/** The stretch in the form. It begins as the next full hour, on all courts of the first resource. */
export function useStretch(resources: readonly ReadyResource[]) {
  const { now } = useKiosk();
  const [given, setGiven] = useState<Stretch>(() => {
    const minute = wallMinuteOf(now());
    const from = plusMinutes(`${minute.slice(0, 13)}:00`, HOUR_MINUTES);
    const [resource] = resources;
    return {
      resource,
      date: from.slice(0, 10),
      from: from.slice(11),
      until: plusMinutes(from, HOUR_MINUTES).slice(11),
      courts: courtsOf(resource),
      use: PUBLIC_USES[0],
    };
  });
  const set = (change: Partial<Stretch>) => {
    const next = { ...given, ...change };
    setGiven(next.resource === given.resource ? next : { ...next, courts: courtsOf(next.resource) });
  };
  return { given, set };
}

export function courtsOf(resource: ReadyResource | undefined): readonly number[] {
  return Array.from({ length: resource?.count ?? 0 }, (_, index) => index + 1);
}
