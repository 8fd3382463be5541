import { z } from 'zod';
import { type Command, command } from './command.ts';

/** The commands of practice mode (练习模式). It has no key: nobody may come to it by mistake. */
export const PRACTICE_COMMANDS: readonly Command[] = [
  command('practice', {
    words: { zh: '开始练习', en: 'begin practice' },
    role: 'technician',
    mayNeed: ['settings'],
    args: z.strictObject({}),
    isPossible: ({ overlay, practice, isWriting }) =>
      overlay?.kind !== 'lock' && practice === null && !isWriting,
    run(desk) {
      return desk().insistOn('settings', { kind: 'practice' }) ? desk().beginPractice() : true;
    },
  }),
  command('end-practice', {
    words: { zh: '结束练习', en: 'end practice' },
    args: z.strictObject({}),
    isPossible: ({ overlay, practice, isWriting }) =>
      overlay?.kind !== 'lock' && practice !== null && !isWriting,
    run: (desk) => desk().endPractice(),
  }),
];
