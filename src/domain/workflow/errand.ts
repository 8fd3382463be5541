import { dateOfMinute } from '../base/wall-time.ts';
import type { Item } from '../catalogue/catalogue.ts';
import type { KnownUse } from '../journal/known-use.ts';
import { isFollowed } from '../records/errand.ts';
import { ERRAND_STATUSES } from '../records/errand-words.ts';
import { errandBodyOf } from './given-body.ts';
import { type LineText, linesOfEach } from './story-line.ts';
import { choiceAtOnce, WITHOUT_TIME } from './without-time.ts';
import type { StoryContext, Workflow } from './workflow.ts';

/** What a desk follows for a holder: it is opened here, and its steps follow on other days and at other desks. */
export const ERRAND = {
  ...WITHOUT_TIME,
  choiceOf: choiceAtOnce('errand'),
  isRecorded: true,
  isPriced: false,
  countsPeople: false,
  isPersonal: false,
  opens: 'errand',
  isSingle: true,
  quantityMaxOf: () => 1,
  detailsOf: ({ workdays }) => ({ kind: 'errand', workdays }),
  bodyOf: errandBodyOf,
  knownAsks: () => [],
  storyOf: (uses, item, told) => linesOfEach(uses, told, (use) => errandLine(use, item, told)),
} satisfies Workflow<'errand'>;

/** What is over stays in the story only on the day on which it was opened. */
function errandLine({ record, date }: KnownUse, { name }: Item, { now }: StoryContext): LineText | null {
  const state = record?.now.state;
  if (state?.kind !== 'errand' || (!isFollowed(state) && date !== dateOfMinute(now))) return null;
  const status = ERRAND_STATUSES[state.status];
  return { kind: 'holds', zh: `${name.zh}：${status.zh}`, en: `${name.en}: ${status.en}` };
}
