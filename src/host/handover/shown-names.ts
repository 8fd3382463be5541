import { type Instant, type WallDate, wallDateOf } from '../../domain/base/wall-time.ts';

/** Which full names the journal says were shown at a site today. A restart forgets it, and then the masked name goes. */
export interface ShownNames {
  add(siteId: string, cardRef: string): void;
  has(siteId: string, cardRef: string): boolean;
}

export function createShownNames(now: () => Instant): ShownNames {
  let day: WallDate | null = null;
  const shown = new Set<string>();
  const today = () => {
    const date = wallDateOf(now());
    if (date !== day) shown.clear();
    day = date;
    return shown;
  };
  return {
    add: (siteId, cardRef) => void today().add(`${siteId} ${cardRef}`),
    has: (siteId, cardRef) => today().has(`${siteId} ${cardRef}`),
  };
}
