import { effectOf, type RecordedUse } from '../../domain/journal/fold/recorded-uses.ts';
import type { Paper } from '../../domain/print/paper.ts';
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

  /** Prints the papers of the step on the screen. False if the step has none, or the printer did not take them. */
  async function printMatter(): Promise<boolean> {
    const wanted = matterToPrint(get().screen);
    if (wanted === null) return false;
    const { seq, hash } = wanted.entry;
    const isReprint = printed.has(hash);
    printed.add(hash);
    const isTaken = await printAll(seq, await work.matterPapersOf({ ...wanted, isReprint }));
    // What the printer did not take is still to be printed for the first time.
    if (!isTaken && !isReprint) printed.delete(hash);
    return isTaken;
  }

  /** False if the printer did not take one of them. */
  async function printAll(seq: number, papers: readonly Paper[], opensDrawer = false): Promise<boolean> {
    let isTaken = true;
    for (const paper of papers) {
      const outcome = await work.print(paper, opensDrawer);
      set({ printing: { seq, paper, outcome } });
      isTaken = isTaken && (outcome === 'queued' || outcome === 'dialog');
    }
    return isTaken;
  }

  return {
    async print(seq) {
      if (seq === undefined && get().screen.kind === 'stepped') return printMatter();
      const use = foundUse(seq);
      if (use === null) return false;
      const { screen } = get();
      const entry = screen.kind === 'recorded' && screen.entry.seq === use.seq ? screen.entry : null;
      const isFirst = entry !== null && !printed.has(entry.hash);
      if (entry !== null) printed.add(entry.hash);
      // What both sides sign takes the place of a receipt.
      const sheets = await work.agreementPapersOf(use, !isFirst);
      const papers = sheets.length > 0 ? sheets : [await work.receiptOf(use, !isFirst)];
      const isTaken = await printAll(use.seq, papers, isFirst && (use.body.totalFen ?? 0) > 0);
      if (!isTaken && isFirst) printed.delete(entry.hash);
      return isTaken;
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
