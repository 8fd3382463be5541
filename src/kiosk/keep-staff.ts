import type { TimerPort } from '../app/ports.ts';
import type { SyncLoop } from '../app/sync/sync-loop.ts';
import type { DeskStore } from '../desk/desk-store.ts';
import { MINUTE_MS } from '../domain/base/duration.ts';
import { onRoundEnd } from './clock-and-names.ts';
import type { SettingsStore } from './settings-store.ts';
import type { StaffStore } from './staff-store.ts';

/** A desk that nobody has touched for this long is locked, if somebody is signed in. */
const IDLE_LOCK_MS = 5 * MINUTE_MS;

export interface KeepStaffParts {
  readonly staff: StaffStore;
  readonly settings: SettingsStore;
  readonly syncLoop: SyncLoop;
  readonly desk: DeskStore;
  readonly timer: TimerPort;
}

/** Keeps the desk and the host in step about who works here. Returns what to call when somebody does something. */
export function keepStaff({ staff, settings, syncLoop, desk, timer }: KeepStaffParts): () => void {
  const show = () => desk.getState().staffChanged(staff.getState().view);
  const refresh = () => void staff.getState().refresh();
  let cancel = () => {};

  function lock(): void {
    const { overlay, isWriting } = desk.getState();
    const session = staff.getState().view.session;
    // An entry that is being written ends first.
    if (isWriting) stir();
    else if (session?.isLocked === false && overlay?.kind !== 'lock') desk.getState().open({ kind: 'lock' });
  }

  function stir(): void {
    cancel();
    if (staff.getState().view.session !== null) cancel = timer.after(IDLE_LOCK_MS, lock);
  }

  show();
  staff.subscribe((now, before) => {
    if (now.view === before.view) return;
    show();
    if (now.view.session?.member.memberId !== before.view.session?.member.memberId) stir();
  });
  settings.subscribe((now, before) => {
    if (now.settings.siteId !== before.settings.siteId) refresh();
  });
  syncLoop.subscribe(onRoundEnd(syncLoop, refresh));
  desk.subscribe((now, before) => {
    if (now.screen !== before.screen || now.overlay !== before.overlay) stir();
    // An approval is used up by the entry that was recorded.
    if (before.isWriting && !now.isWriting && staff.getState().view.approval !== null) refresh();
  });
  return stir;
}
