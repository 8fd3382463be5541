import type { DeskState } from '../desk-state.ts';
import type { Session } from '../session/session.ts';

/** The acts for what is due at this desk. */
export function taskActs({ work, set }: Session): Pick<DeskState, 'refreshTasks'> {
  let reading: Promise<void> | null = null;
  let isStale = false;

  async function read(): Promise<void> {
    while (isStale) {
      isStale = false;
      const tasks = await work.tasks();
      // If something has changed meanwhile, or practice has begun, they are read once more.
      if (!isStale) set({ tasks });
    }
  }

  return {
    /** Reads one at a time: those who ask meanwhile share one more reading. */
    async refreshTasks() {
      isStale = true;
      reading ??= read()
        .catch(work.failed)
        .finally(() => {
          reading = null;
        });
      await reading;
    },
  };
}
