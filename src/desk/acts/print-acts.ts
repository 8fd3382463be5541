import { effectOf, type RecordedUse } from '../../domain/journal/fold/recorded-uses.ts';
import type { DeskState } from '../desk-state.ts';
import type { Session } from '../session/session.ts';

/** The receipt of a use, from the screen or from today's list. */
export function printActs({ work, get, set }: Session): Pick<DeskState, 'print'> {
  const printed = new Set<number>();

  /** The use on the screen, or the one of today with this number. */
  function foundUse(seq: number | undefined): RecordedUse | null {
    const { screen, today, listed } = get();
    const effect = screen.kind === 'recorded' ? effectOf(screen.entry) : null;
    const shown = effect?.kind === 'use' ? effect.use : null;
    if (seq === undefined || shown?.seq === seq) return shown;
    return [...today, ...(listed?.uses ?? [])].find((use) => use.seq === seq) ?? null;
  }

  return {
    async print(seq) {
      const use = foundUse(seq);
      if (use === null) return false;
      const { screen } = get();
      const isFirst = screen.kind === 'recorded' && screen.entry.seq === use.seq && !printed.has(use.seq);
      printed.add(use.seq);
      const paper = await work.receiptOf(use, !isFirst);
      const outcome = await work.print(paper, isFirst && (use.body.totalFen ?? 0) > 0);
      set({ printing: { seq: use.seq, paper, outcome } });
      return outcome === 'queued' || outcome === 'dialog';
    },
  };
}
