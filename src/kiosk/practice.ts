import type { TimerPort } from '../app/ports.ts';
import type { DeskState } from '../desk/desk-state.ts';
import type { DeskStore } from '../desk/desk-store.ts';
import type { DeskTasks, DeskWork } from '../desk/desk-work.ts';
import type { PracticeSwitch } from '../desk/practice.ts';
import { MINUTE_MS } from '../domain/base/duration.ts';
import type { SettingsStore } from './settings-store.ts';

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

/** Nobody who comes to a desk later may find it in practice. */
const IDLE_END_MS = 10 * MINUTE_MS;

export interface KeepPracticeParts {
  readonly desk: DeskStore;
  readonly settings: SettingsStore;
  readonly timer: TimerPort;
}

/** Ends practice at the lock, with the next clerk, at another site, and where nobody does anything. */
export function keepPractice({ desk, settings, timer }: KeepPracticeParts): void {
  let cancel = () => {};
  let isDue = false;

  function end(): void {
    const { practice, isWriting } = desk.getState();
    if (practice === null) return;
    isDue = isWriting;
    if (!isWriting) void desk.getState().endPractice();
  }

  desk.subscribe((now, before) => {
    if (now.practice === null) {
      isDue = false;
      return cancel();
    }
    if (isDue || now.overlay?.kind === 'lock' || memberOf(now) !== memberOf(before)) return end();
    if (now.screen === before.screen && now.overlay === before.overlay && before.practice !== null) return;
    cancel();
    cancel = timer.after(IDLE_END_MS, end);
  });
  settings.subscribe((now, before) => {
    if (now.settings.siteId !== before.settings.siteId) end();
  });
}

function memberOf({ staff }: DeskState): string | undefined {
  return staff.session?.member.memberId;
}
