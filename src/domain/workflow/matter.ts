import { dateOfMinute } from '../base/wall-time.ts';
import type { Item } from '../catalogue/catalogue.ts';
import type { KnownUse } from '../journal/known-use.ts';
import { isGoingOn } from '../records/matter.ts';
import { matterStatusText } from '../records/matter-words.ts';
import { matterBodyOf } from './given-body.ts';
import { type LineText, linesOfEach } from './story-line.ts';
import { numberHeldAsks, WITHOUT_TIME } from './without-time.ts';
import type { StoryContext, Workflow } from './workflow.ts';

/** A matter of the service hall (办件): it is opened here, and its steps follow on other days and at other counters. */
export const MATTER = {
  ...WITHOUT_TIME,
  choiceOf: ({ person, quantity, start, listFen, number }) => ({
    kind: 'matter',
    person,
    quantity,
    start,
    listFen,
    number,
  }),
  isRecorded: true,
  isPriced: false,
  countsPeople: false,
  isPersonal: false,
  opens: 'matter',
  isSingle: true,
  quantityMaxOf: () => 1,
  detailsOf: ({ choice: { number } }) => ({ kind: 'matter', number }),
  bodyOf: matterBodyOf,
  knownAsks: (_item, asked) => numberHeldAsks(asked),
  storyOf: (uses, item, told) => linesOfEach(uses, told, (use) => matterText(use, item, told)),
} satisfies Workflow<'matter'>;

/** A matter that is over stays in the story only on the day on which it was opened. */
function matterText({ record, date }: KnownUse, { name }: Item, { now }: StoryContext): LineText | null {
  const state = record?.now.state;
  if (state?.kind !== 'matter' || (!isGoingOn(state) && date !== dateOfMinute(now))) return null;
  const status = matterStatusText(state);
  const number = state.number === null ? '' : ` ${state.number}`;
  return {
    kind: 'holds',
    zh: `办件${number} ${name.zh}：${status.zh}`,
    en: `Matter${number} ${name.en}: ${status.en}`,
  };
}
