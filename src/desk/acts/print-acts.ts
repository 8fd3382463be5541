import { effectOf, type RecordedUse } from '../../domain/journal/fold/recorded-uses.ts';
import type { DeskState } from '../desk-state.ts';
import { matterToPrint } from '../matter-print.ts';
import type { Session } from '../session/session.ts';

/** Prints the receipt of a use, from the screen or from the list of a day, and the papers of matters and closings. */
export function printActs({ work, get, set }: Session): Pick<DeskState, 'print' | 'printDayEnd'> {
  /**
   * The hashes of the entries whose first paper went to the printer. A number that was used in practice comes again at work,
   * a hash does not.
   */
  const printed = new Set<string>();
  /** By the hash of a step of a matter: which of its papers the printer has not taken yet, by their places. */
  const leftToPrint = new Map<string, readonly number[]>();
  /** The hash of the closing whose paper was printed last. Its next paper is a reprint. */
  let printedClosing: string | null = null;

  /** The use on the screen, or the one of today with this number. */
  function foundUse(seq: number | undefined): RecordedUse | null {
    const { screen, today, listed } = get();
    const effect = screen.kind === 'recorded' ? effectOf(screen.entry) : null;
    const shown = effect?.kind === 'use' ? effect.use : null;
    if (seq === undefined || shown?.seq === seq) return shown;
    return [...today, ...(listed?.uses ?? [])].find((use) => use.seq === seq) ?? null;
  }

  /**
   * Prints the papers of the step on the screen. False if the step has none, or the printer did not take them. If it took
   * only one of two copies, the next call prints the other one. Once all are printed, each is a reprint.
   */
  async function printMatter(): Promise<boolean> {
    const { screen } = get();
    const wanted = matterToPrint(screen);
    if (wanted === null || screen.kind !== 'stepped') return false;
    const { seq, hash } = screen.entry;
    const left = leftToPrint.get(hash);
    const isReprint = left?.length === 0;
    leftToPrint.set(hash, []);
    const notTaken: number[] = [];
    for (const [place, paper] of (await work.matterPapersOf({ ...wanted, isReprint })).entries()) {
      if (!isReprint && left?.includes(place) === false) continue;
      const outcome = await work.print(paper, false);
      set({ printing: { seq, paper, outcome } });
      if (outcome !== 'queued' && outcome !== 'dialog') notTaken.push(place);
    }
    if (!isReprint) leftToPrint.set(hash, notTaken);
    return notTaken.length === 0;
  }

  return {
    async print(seq, step) {
      if (seq === undefined && get().screen.kind === 'stepped') return printMatter();
      const use = foundUse(seq);
      if (use === null) return false;
      if (step !== undefined) {
        const { printStepAgain } = await import('../step-papers.ts');
        return printStepAgain({ work, set }, use, step);
      }
      const { screen } = get();
      const entry = screen.kind === 'recorded' && screen.entry.seq === use.seq ? screen.entry : null;
      const isFirst = entry !== null && !printed.has(entry.hash);
      if (entry !== null) printed.add(entry.hash);
      const paper = await work.receiptOf(use, !isFirst);
      const outcome = await work.print(paper, isFirst && (use.body.totalFen ?? 0) > 0);
      const isPrinted = outcome === 'queued' || outcome === 'dialog';
      if (!isPrinted && isFirst) printed.delete(entry.hash);
      set({ printing: { seq: use.seq, paper, outcome } });
      return isPrinted;
    },

    async printDayEnd() {
      const { overlay } = get();
      if (overlay?.kind !== 'day-end' || overlay.closing.stage !== 'closed') return false;
      const { entry, body } = overlay.closing;
      const paper = await work.closing.paper(entry, body, printedClosing === entry.hash);
      const outcome = await work.print(paper, false);
      const isPrinted = outcome === 'queued' || outcome === 'dialog';
      if (isPrinted) printedClosing = entry.hash;
      set({ printing: { seq: entry.seq, paper, outcome } });
      return isPrinted;
    },
  };
}
