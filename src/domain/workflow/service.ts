import { type DoneWords, doneLines } from './story-line.ts';
import { choiceAtOnce, WITHOUT_TIME } from './without-time.ts';
import type { Workflow } from './workflow.ts';

/** A green channel or a right: picked and recorded, one at a time, at no price. */
export const SERVICE = {
  ...WITHOUT_TIME,
  choiceOf: choiceAtOnce('service'),
  isRecorded: true,
  isPriced: false,
  countsPeople: false,
  isPersonal: false,
  opens: null,
  isSingle: true,
  quantityMaxOf: () => 1,
  knownAsks: () => [],
  storyOf: (uses, item, told) => doneLines(uses, HAD, { ...told, item }),
} satisfies Workflow<'service'>;

const HAD: DoneWords = {
  once: ({ name }, { time }) => ({
    zh: `今天 ${time} 已办 ${name.zh}`,
    en: `Had ${name.en} at ${time} today`,
  }),
  often: ({ name }, { uses }) => ({
    zh: `今天已办 ${name.zh} ${uses} 次`,
    en: `Had ${name.en} ${uses} times today`,
  }),
};
