import type { Replacement } from '../../domain/card/replacement.ts';
import type { LineFault } from '../../protocol/line-fault.ts';
import { comesBefore, positionOfCursor } from '../../protocol/position-cursor.ts';
import type { Cursor } from '../../protocol/wire.ts';
import type { DistrictPort, ReplacementsPort, StoreFault } from '../ports.ts';

/** A million replaced cards; the district has some tens of thousands of cards. */
const PAGES_MAX = 1_000;

export interface PullReplacedPorts {
  readonly replacements: Pick<ReplacementsPort, 'cursor' | 'put'>;
  readonly district: Pick<DistrictPort, 'replaced'>;
}

/** How far a roster is that is about to serve. */
interface RosterPlace {
  readonly epoch: string;
  readonly position: number;
}

/** `known`: all that the roster needs is held now, or the district is of a release that tells nothing of it. */
export type ReplacedOutcome =
  | { readonly kind: 'known' }
  | { readonly kind: 'epoch-changed' | 'stopped' }
  | { readonly kind: 'fault'; readonly fault: LineFault }
  | { readonly kind: 'store-fault'; readonly fault: StoreFault };

/**
 * Learns which cards took the place of others, up to where the roster is: asked after the roster's pages were read and
 * before they serve, so that no desk takes a new card for one without uses. The district gives both the same positions,
 * and nothing is asked for a roster that has not moved. All pages are kept at once: a part of them would let a card
 * start again.
 */
export async function pullReplaced(
  { replacements, district }: PullReplacedPorts,
  upTo: RosterPlace,
  signal: AbortSignal,
): Promise<ReplacedOutcome> {
  const held = await replacements.cursor();
  if (held !== null && isKnown(held, upTo)) return { kind: 'known' };
  let cursor = held;
  let anew = held === null;
  let replaced: Replacement[] = [];
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    if (signal.aborted) return { kind: 'stopped' };
    const reply = await district.replaced(cursor);
    if (!reply.ok) return { kind: 'fault', fault: reply.fault };
    const page = reply.value;
    if (page === null) return held === null ? { kind: 'known' } : nonsense('no cards that were replaced');
    if (page.epoch !== upTo.epoch) return { kind: 'epoch-changed' };
    if (cursor !== null && comesBefore(page.cursor, cursor)) {
      // A district that has lost its tail, or an old answer played again: either way what is kept starts again.
      [cursor, anew, replaced] = [null, true, []];
      continue;
    }
    // The cursor begins with the epoch: a district that was restored starts again, and so does what is kept.
    if (cursor !== null && !cursor.startsWith(page.epoch)) [anew, replaced] = [true, []];
    replaced.push(...page.replaced);
    cursor = page.cursor;
    if (page.more) continue;
    if (!isKnown(cursor, upTo)) return nonsense('the cards that were replaced, as they were before');
    const fault = await replacements.put(replaced, { cursor, anew });
    return fault === null ? { kind: 'known' } : { kind: 'store-fault', fault };
  }
  return nonsense(`no end of the cards that were replaced after ${PAGES_MAX} pages`);
}

function isKnown(cursor: Cursor, { epoch, position }: RosterPlace): boolean {
  const known = positionOfCursor(cursor);
  return known?.epoch === epoch && known.position >= position;
}

function nonsense(detail: string): ReplacedOutcome {
  return { kind: 'fault', fault: { kind: 'nonsense', detail, retryAfterMs: null } };
}
