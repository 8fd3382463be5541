import { choiceAtOnce, WITHOUT_TIME } from './without-time.ts';
import type { Workflow } from './workflow.ts';

/** Information for the holder: it records nothing. */
export const GUIDANCE = {
  ...WITHOUT_TIME,
  choiceOf: choiceAtOnce('guidance'),
  isRecorded: false,
  isPriced: false,
  countsPeople: false,
  isPersonal: false,
  opens: null,
  isSingle: false,
  quantityMaxOf: () => 1,
  knownAsks: () => [],
  storyOf: () => [],
} satisfies Workflow<'guidance'>;
