import { practiceCardIn } from '../../domain/card/practice-card.ts';
import { SETUP_STEPS, stepBeside } from '../../domain/staff/setup-step.ts';
import type { DeskState } from '../desk-state.ts';
import type { Session } from '../session/session.ts';

/** The acts of the first set-up. It goes on from the step at which it was left, even after a restart. */
export function setupActs({
  work,
  get,
  set,
  act,
}: Session): Pick<DeskState, 'openSetup' | 'moveSetup' | 'readInSetup' | 'printTest'> {
  return {
    openSetup() {
      const step = work.setup.step() ?? SETUP_STEPS[0];
      work.setup.keep(step);
      get().open({ kind: 'setup', step, read: null });
    },

    moveSetup(by) {
      const { overlay } = get();
      if (overlay?.kind !== 'setup') return false;
      const step = stepBeside(overlay.step, by);
      if (step === null && by === -1) return false;
      // All later steps are about a desk.
      if (overlay.step === 'site' && !work.setup.hasSite()) return false;
      act();
      work.setup.keep(step);
      set({ overlay: step === null ? null : { kind: 'setup', step, read: null } });
      return true;
    },

    async readInSetup(text) {
      const card = await work.shownCard(text);
      const { overlay } = get();
      if (overlay?.kind !== 'setup') return;
      work.cue(card === null ? 'no' : 'yes');
      const read = card && { tail: card.tail, isPractice: practiceCardIn(text) !== null };
      set({ overlay: { ...overlay, read: read ?? 'no-card' } });
    },

    async printTest() {
      const paper = await work.testPaper();
      const outcome = await work.print(paper, true);
      set({ printing: { seq: 0, paper, outcome } });
      return outcome === 'queued' || outcome === 'dialog';
    },
  };
}
