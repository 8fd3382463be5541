import type { Command, CommandId } from '../../../desk/command.ts';
import { commandOf, commandOfKey } from '../../../desk/commands.ts';
import type { DeskState } from '../../../desk/desk-state.ts';

/** What a key means while the kiosk is no desk yet. */
type KeyBeforeDesk =
  | { readonly kind: 'help' }
  | { readonly kind: 'site'; readonly place: number }
  | { readonly kind: 'command'; readonly command: Command; readonly args: unknown };

/** The commands that need no desk. All others would act on cards and records of a desk that is not there. */
const NEED_NO_DESK: readonly CommandId[] = ['settings', 'setup-step', 'back', 'print-test'];

/** Null if the key means nothing now. */
export function keyBeforeDesk(
  desk: DeskState,
  given: { readonly key: string; readonly inField: boolean },
): KeyBeforeDesk | null {
  const hasDialog = desk.overlay !== null && desk.overlay.kind !== 'lock';
  if (!hasDialog && given.key === 'F1') return { kind: 'help' };
  if (!hasDialog && /^[1-9]$/.test(given.key)) return { kind: 'site', place: Number(given.key) };
  // A dialog that has closed leaves the focus nowhere; the screen still says Enter.
  if (!hasDialog && given.key === 'Enter') return { kind: 'command', command: commandOf('setup'), args: {} };
  const meant = commandOfKey(desk, given);
  return meant !== null && NEED_NO_DESK.includes(meant.command.id) ? { kind: 'command', ...meant } : null;
}
