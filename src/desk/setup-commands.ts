import { z } from 'zod';
import { By, type Command, command, NO_ARGS } from './command.ts';

/** The commands of the first set-up of a desk, and of trying its printer. */
export const SETUP_COMMANDS: readonly Command[] = [
  command('setup', {
    words: { zh: '首次设置', en: 'set up this desk' },
    role: 'technician',
    mayNeed: ['settings'],
    args: NO_ARGS,
    isPossible: ({ overlay, isWriting }) => overlay?.kind !== 'lock' && !isWriting,
    run(desk) {
      if (desk().insistOn('settings', { kind: 'open', overlay: 'setup' })) desk().openSetup();
    },
  }),
  command('setup-step', {
    words: { zh: '下一步、上一步', en: 'next step, step before' },
    keys: [
      { key: 'PageDown', args: { by: 1 } },
      { key: 'PageUp', args: { by: -1 } },
    ],
    /** The step after the last one ends the set-up. */
    args: z.strictObject({ by: By }),
    isPossible: ({ overlay }) => overlay?.kind === 'setup',
    run: (desk, { by }) => desk().moveSetup(by),
  }),
  command('print-test', {
    words: { zh: '打印测试页', en: 'print a test page' },
    role: 'technician',
    args: NO_ARGS,
    isPossible: ({ overlay }) => overlay?.kind === 'setup' || overlay?.kind === 'settings',
    run: (desk) => desk().printTest(),
  }),
];
