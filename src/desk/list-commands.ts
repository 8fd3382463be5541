import { z } from 'zod';
import { LIST_STATES } from '../domain/journal/fold/day-list.ts';
import { type Command, command, keyCommand, NO_ARGS } from './command.ts';
import type { DeskState } from './desk-state.ts';
import { memberNamed } from './staff-view.ts';

const TEXT_LENGTH_MAX = 40;

function isListOpen({ overlay }: DeskState): boolean {
  return overlay?.kind === 'today';
}

/** The commands of the list of a day (F6), and the one that lists what is due. */
export const LIST_COMMANDS: readonly Command[] = [
  command('tasks', {
    words: { zh: '待办事项', en: 'what is due' },
    keys: [
      { key: 't', args: {} },
      { key: 'T', args: {} },
    ],
    keyNames: 'T',
    args: NO_ARGS,
    /** The customer comes first: it waits while a card is on the screen. */
    isPossible: ({ screen, overlay, isWriting }) =>
      !isWriting && screen.kind !== 'decided' && (overlay === null || overlay.kind === 'help'),
    run: (desk) => desk().open({ kind: 'tasks' }),
  }),
  command('find', {
    words: { zh: '在记录中查找', en: 'search the records' },
    /**
     * An absent part of the filter does not change, and null clears a part. A card is set by the command `scan`.
     * `member` is a place in the list of members from 1, a name or an id.
     */
    args: z.strictObject({
      text: z.string().max(TEXT_LENGTH_MAX).optional(),
      item: z.string().max(64).nullable().optional(),
      member: z
        .union([z.int().min(1), z.string().min(1).max(64)])
        .nullable()
        .optional(),
      state: z.enum(LIST_STATES).optional(),
      /** Null lets the list show all cards again. */
      card: z.null().optional(),
    }),
    isPossible: isListOpen,
    run(desk, { text, item, member, state, card }) {
      const found = member == null ? null : memberNamed(desk().staff.members, member);
      if (member != null && found === null) return false;
      desk().find({
        ...(text === undefined ? {} : { text }),
        ...(item === undefined ? {} : { itemId: item }),
        ...(member === undefined ? {} : { memberId: found?.memberId ?? null }),
        ...(state === undefined ? {} : { state }),
        ...(card === undefined ? {} : { card }),
      });
      return true;
    },
  }),
  command('find-all', {
    words: { zh: '显示全部记录', en: 'show all records' },
    args: NO_ARGS,
    isPossible: isListOpen,
    run: (desk) => desk().find(null),
  }),
  keyCommand('serve-found', 'Enter', {
    words: { zh: '办理这张卡', en: 'serve this card' },
    isPossible: (desk) => isListOpen(desk) && desk.listFilter.card !== null,
    run: (desk) => desk().serveFound(),
  }),
];
