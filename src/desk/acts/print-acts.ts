import { effectOf, type RecordedUse } from '../../domain/journal/fold/recorded-uses.ts';
import type { Paper } from '../../domain/print/paper.ts';
import type { DeskState } from '../desk-state.ts';
import { matterToPrint, papersOfSteps } from '../matter-print.ts';
import type { Session } from '../session/session.ts';

/** Prints the papers of a use, from the screen or from the list of a day, and those of matters and closings. */
export function printActs(session: Session): Pick<DeskState, 'print' | 'printDayEnd'> {
  const { work, get, set } = session;
  const papers = paperPrinting(session);
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

  return {
    async print(seq, step) {
      if (seq === undefined && get().screen.kind === 'stepped') return papers.printShownStep();
      const use = foundUse(seq);
      if (use === null) return false;
      if (step !== undefined) return papers.printStepAgain(use, step);
      const { screen } = get();
      const entry = screen.kind === 'recorded' && screen.entry.seq === use.seq ? screen.entry : null;
      const printed = { seq: use.seq, hash: entry?.hash ?? null };
      // An agreement is printed as sheets to sign, not as a receipt. Nobody signs one that was voided or dissolved.
      const papersOf = async (isReprint: boolean) => {
        const sheets = hasEnded(use) ? [] : await work.agreementPapersOf(use, isReprint);
        return sheets.length > 0 ? sheets : [await work.receiptOf(use, isReprint)];
      };
      return papers.printLeft(printed, papersOf, (use.body.totalFen ?? 0) > 0);
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

/** True for a use that was voided, and for an agreement that was dissolved. */
function hasEnded({ voidedBySeq, record }: RecordedUse): boolean {
  const isDissolved = record?.state.kind === 'agreement' && record.state.dissolvedOn !== null;
  return voidedBySeq !== null || isDissolved;
}

/** Prints papers, and remembers which of them the printer has not taken. */
function paperPrinting({ work, get, set }: Session) {
  /**
   * By the hash of an entry that was printed: which of its papers the printer has not taken yet, by their places. A number
   * that was used in practice comes again at work, a hash does not.
   */
  const leftToPrint = new Map<string, readonly number[]>();

  /**
   * Prints the papers of an entry; `hash` is null for one that is not on the screen, whose papers are reprints. False if the
   * printer did not take them. If it took only one of two copies, the next call prints the other one. Once all are printed,
   * each is a reprint.
   */
  async function printLeft(
    { seq, hash }: { readonly seq: number; readonly hash: string | null },
    papersOf: (isReprint: boolean) => Promise<readonly Paper[]>,
    opensDrawer = false,
  ): Promise<boolean> {
    const left = hash === null ? [] : leftToPrint.get(hash);
    const isReprint = left?.length === 0;
    if (hash !== null) leftToPrint.set(hash, []);
    const notTaken: number[] = [];
    for (const [place, paper] of (await papersOf(isReprint)).entries()) {
      if (!isReprint && left?.includes(place) === false) continue;
      const outcome = await work.print(paper, opensDrawer && !isReprint);
      set({ printing: { seq, paper, outcome } });
      if (outcome !== 'queued' && outcome !== 'dialog') notTaken.push(place);
    }
    if (hash !== null && !isReprint) leftToPrint.set(hash, notTaken);
    return notTaken.length === 0;
  }

  /** Prints the papers of the step on the screen. False if the step has none. */
  async function printShownStep(): Promise<boolean> {
    const { screen } = get();
    const wanted = matterToPrint(screen);
    if (wanted === null || screen.kind !== 'stepped') return false;
    return printLeft(screen.entry, (isReprint) => work.matterPapersOf({ ...wanted, isReprint }));
  }

  /** Prints the papers of a step of a matter again, from the list. */
  async function printStepAgain(use: RecordedUse, stepSeq: number): Promise<boolean> {
    const steps = use.record === undefined ? [] : papersOfSteps(use.record, work.items());
    const wanted = steps.find(({ at }) => at.seq === stepSeq);
    if (wanted === undefined) return false;
    const again = { seq: stepSeq, hash: null };
    return printLeft(again, () => work.matterPapersOf({ ...wanted, isReprint: true }));
  }

  return { printLeft, printShownStep, printStepAgain };
}
