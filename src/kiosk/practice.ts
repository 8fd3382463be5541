import type { TimerPort } from '../app/ports.ts';
import type { DeskState } from '../desk/desk-state.ts';
import type { DeskStore } from '../desk/desk-store.ts';
import type { DeskTasks, DeskWork } from '../desk/desk-work.ts';
import type { PracticeSwitch } from '../desk/practice.ts';
import { MINUTE_MS } from '../domain/base/duration.ts';
import type { SettingsStore } from './settings-store.ts';

/** The work of a desk that can practise: while practice lasts, each task is that of practice, otherwise that of `real`. */
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
  // Each task is looked up when it is called, so that a task that is added later cannot be forgotten here.
  return new Proxy(tasks, {
    get: (_, name) => (name === 'practice' ? practice : Reflect.get(current, name)),
  });
}

/** Practice ends after this long without an act, so that nobody comes to a desk that still practises. */
const IDLE_END_MS = 10 * MINUTE_MS;

export interface KeepPracticeParts {
  readonly desk: DeskStore;
  readonly settings: SettingsStore;
  readonly timer: TimerPort;
}

/** Ends practice when the desk is locked, the clerk or the site changes, or nobody does anything for a while. */
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
