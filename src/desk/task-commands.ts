import { type Command, command, NO_ARGS } from './command.ts';

/** The command that shows what is due. Nothing of it is in the way while a card is on the screen. */
export const TASK_COMMANDS: readonly Command[] = [
  command('tasks', {
    words: { zh: '待办事项', en: 'what is due' },
    keys: [
      { key: 't', args: {} },
      { key: 'T', args: {} },
    ],
    keyNames: 'T',
    args: NO_ARGS,
    isPossible: ({ screen, overlay, isWriting }) =>
      !isWriting && screen.kind !== 'decided' && (overlay === null || overlay.kind === 'help'),
    run: (desk) => desk().open({ kind: 'tasks' }),
  }),
];
