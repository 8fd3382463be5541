import { z } from 'zod';
import type { Text } from '../domain/base/text.ts';
import type { StepKind } from '../domain/records/possible-steps.ts';
import type { StaffRole } from '../domain/staff/member.ts';
import type { Permission } from '../domain/staff/permission.ts';
import type { DeskState } from './desk-state.ts';

/** A key by its name in `KeyboardEvent.key`, and the arguments that it gives. */
export interface CommandKey {
  readonly key: string;
  readonly args: unknown;
}

export type CommandId =
  | 'scan'
  | 'choose'
  | 'count'
  | 'start'
  | 'day'
  | 'person'
  | 'party'
  | 'renew'
  | 'set'
  | 'insurance'
  | 'team'
  | 'personal'
  | 'payment'
  | 'telephone'
  | 'notes'
  | 'confirm'
  | 'switch-card'
  | 'read'
  | 'unlock'
  | 'back'
  | 'help'
  | 'type'
  | 'today'
  | 'list-day'
  | 'find'
  | 'find-all'
  | 'serve-found'
  | 'practice'
  | 'end-practice'
  | 'setup'
  | 'setup-step'
  | 'print-test'
  | 'void'
  | 'reason'
  | 'day-end'
  | 'settings'
  | 'print'
  | 'notice-read'
  | 'lock'
  | 'tasks'
  | 'courts'
  | 'take-courts'
  | 'free-courts'
  | 'board'
  | `board-${'go' | 'at' | 'length' | 'day' | 'book' | 'give' | 'print'}`
  | 'sign-in'
  | 'hand-over'
  | 'sign-out'
  | 'approve'
  | 'change-pin'
  | 'count-cash'
  | 'recount'
  | 'close-day'
  | 'difference-reason'
  | 'reopen-day'
  | 'print-day-end'
  | StepKind
  | 'adjust-step'
  | 'end-reason'
  | 'pick'
  | 'pick-all'
  | 'confirm-step';

/** Something that a clerk can do. Keyboard, buttons, help page and the command line `desk` read this table. */
export interface Command {
  readonly id: CommandId;
  /** What the command does, in a clerk's words. */
  readonly words: Text;
  /** The role that may do it alone at a desk where people sign in. */
  readonly role: StaffRole;
  /** It may need the PIN of a supervisor for these. The host decides by the entry that the command makes. */
  readonly mayNeed: readonly Permission[];
  readonly keys: readonly CommandKey[];
  /** The names of the keys for people. */
  readonly keyNames: string | null;
  /** True if its keys work in an input field, too. */
  readonly actsInField: boolean;
  readonly args: z.ZodType;
  readonly isPossible: (desk: DeskState) => boolean;
  /** False if a button with these arguments would change nothing of what is on the screen. */
  readonly isEnabled: (desk: DeskState, args: unknown) => boolean;
  /** What is in the way of it beside the kind of the screen; null if nothing is, or nothing is known of it. */
  readonly whyNot: (desk: DeskState, args: unknown) => Text | null;
  /**
   * Rejects if `args` do not fit the schema. False if what they name does not exist; else the screen shows what became
   * of it.
   */
  readonly run: (desk: () => DeskState, args: unknown) => Promise<boolean>;
}

/** The digit keys choose by place, from 1 on. */
export const DIGIT_KEYS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
/** One step on or back. */
export const By = z.union([z.literal(1), z.literal(-1)]);
export const NO_ARGS = z.strictObject({});

export interface CommandParts<Schema extends z.ZodType> {
  readonly words: Text;
  readonly keys?: readonly CommandKey[];
  readonly keyNames?: string;
  readonly role?: StaffRole;
  readonly mayNeed?: readonly Permission[];
  readonly actsInField?: boolean;
  readonly args: Schema;
  readonly isPossible: (desk: DeskState) => boolean;
  readonly isEnabled?: (desk: DeskState, args: z.infer<Schema>) => boolean;
  readonly whyNot?: (desk: DeskState, args: z.infer<Schema>) => Text | null;
  readonly run: (desk: () => DeskState, args: z.infer<Schema>) => unknown;
}

export function command<Schema extends z.ZodType>(id: CommandId, parts: CommandParts<Schema>): Command {
  const { keys = [], keyNames = null, role = 'clerk', mayNeed = [], actsInField = false } = parts;
  return {
    ...parts,
    id,
    role,
    mayNeed,
    keys,
    keyNames,
    actsInField,
    isEnabled: (desk, args) => parts.isEnabled?.(desk, parts.args.parse(args)) ?? true,
    whyNot: (desk, args) => parts.whyNot?.(desk, parts.args.parse(args)) ?? null,
    async run(desk, args) {
      return (await parts.run(desk, parts.args.parse(args))) !== false;
    },
  };
}

/** A command with one key and no arguments. */
export function keyCommand(
  id: CommandId,
  key: string,
  parts: Omit<CommandParts<typeof NO_ARGS>, 'args' | 'keys' | 'keyNames'>,
): Command {
  const keyNames = key === 'Escape' ? 'Esc' : key;
  return command(id, { ...parts, args: NO_ARGS, keys: [{ key, args: {} }], keyNames });
}
