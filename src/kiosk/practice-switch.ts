import type { DeskTasks, DeskWork } from '../desk/desk-work.ts';
import type { PracticeSwitch } from '../desk/practice.ts';

/** The work of a desk that can practise: every task is that of the real desk, or of practice while it lasts. */
export function switchedWork(real: DeskTasks, open: () => Promise<DeskTasks>): DeskWork {
  let current = real;
  const practice: PracticeSwitch = {
    async begin() {
      current = await open();
      return { numberOf: current.numberOf };
    },
    end() {
      current = real;
    },
  };
  const tasks = { ...real, practice };
  // No task is left out, also none that comes later: each is looked up when it is asked for.
  return new Proxy(tasks, {
    get: (_, name) => (name === 'practice' ? practice : Reflect.get(current, name)),
  });
}
