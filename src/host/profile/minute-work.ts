import type { Profile } from './profile.ts';

/**
 * What a host does each minute, even while nobody is at the desk and no window asks: the staleness ladder of the names,
 * a wipe that the disk refused, the seal of the journal's head, and the notes that have had their end. Never fails.
 */
export function doMinuteWork(profile: Profile): void {
  profile.names.view();
  void profile.finishWipe().catch(() => undefined);
  void profile.secure();
  void profile.tendNotes();
}
