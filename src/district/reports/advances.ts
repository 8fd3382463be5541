import { plusDays } from '../../domain/base/wall-time.ts';
import { ADVANCES_MAX, type Advance, type AdvancesReport } from '../../protocol/wire-advances.ts';
import type { Services } from '../services.ts';
import type { RecordRow } from '../storage/record-store.ts';

/** As many characters of a card's number as the desk shows. */
const TAIL_LENGTH = 4;

interface Asked {
  readonly month: string;
  readonly siteId?: string | undefined;
  /** The sites that the asker may see; null for all. */
  readonly siteIds: readonly string[] | null;
}

/**
 * What health centres advance (垫资) for the agreements of the basic package that begin in a month (guide 8.4). An
 * agreement that was taken back, or dissolved before its first day, is left out.
 */
export function reportAdvances(
  { store, now }: Pick<Services, 'store' | 'now'>,
  { month, siteId, siteIds: own }: Asked,
): Promise<AdvancesReport> {
  const siteIds = siteId === undefined ? own : (own ?? [siteId]).filter((id) => id === siteId);
  const from = `${month}-01`;
  const before = `${plusDays(`${month}-28`, 4).slice(0, 7)}-01`;
  return store.read(async (reads) => {
    const rows = await reads.agreementsBegun({ from, before, siteIds, limit: ADVANCES_MAX + 1 });
    const shown = rows.slice(0, ADVANCES_MAX);
    const numbers = await reads.numbersByRef([...new Set(shown.map(({ cardRef }) => cardRef))]);
    const advances = shown.flatMap((row) => advanceOf(row, numbers.get(row.cardRef) ?? null));
    return {
      ...{ serverTimeMs: now(), month, advances },
      totalFen: advances.reduce((sum, { waivedFen }) => sum + (waivedFen ?? 0), 0),
      unsettled: advances.filter(({ waivedFen }) => waivedFen === null).length,
      isCut: rows.length > shown.length,
    };
  });
}

function advanceOf({ state }: RecordRow, cardNumber: string | null): readonly Advance[] {
  if (state.kind !== 'agreement' || state.package !== 'basic' || state.status === 'taken-back') return [];
  const { siteId, from, number, itemId, insurance, waivedFen, dissolvedOn } = state;
  if (dissolvedOn !== null && dissolvedOn <= from) return [];
  const cardTail = cardNumber?.slice(-TAIL_LENGTH) ?? null;
  return [{ siteId, date: from, number, cardTail, itemId, insurance, waivedFen, dissolvedOn }];
}
