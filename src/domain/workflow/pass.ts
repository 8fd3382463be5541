import type { Text } from '../base/text.ts';
import { dateOfMinute, type WallDate } from '../base/wall-time.ts';
import type { Item } from '../catalogue/catalogue.ts';
import { isForDay } from '../catalogue/rulebook.ts';
import type { Explanation, ItemAsk } from '../decision/decision.ts';
import { PERSONS } from '../decision/refusals.ts';
import { type KnownUse, numberText, passUntil } from '../journal/known-use.ts';
import { withUntil } from '../records/present-records.ts';
import { passBodyOf } from './given-body.ts';
import { usesHere } from './known-uses.ts';
import { type LineText, linesOfEach } from './story-line.ts';
import { choiceAtOnce, peopleOnRecord, WITHOUT_TIME } from './without-time.ts';
import type { AskedUse, StoryContext, Workflow } from './workflow.ts';

/** A pass or a membership, sold once in one person's name. */
export const PASS = {
  ...WITHOUT_TIME,
  choiceOf: choiceAtOnce('pass'),
  isRecorded: true,
  isPriced: true,
  countsPeople: false,
  isPersonal: true,
  opens: 'pass',
  isSingle: false,
  quantityMaxOf: peopleOnRecord,
  // It is sold at any time of the day; its band is when it admits.
  stretchesOf: ({ bands }, calendar, { start }) => {
    const day = calendar.dayFacts(dateOfMinute(start));
    const band = bands.find((candidate) => isForDay(candidate, day));
    return band === undefined ? null : [{ band, day, minutes: 1 }];
  },
  nextStartOf: () => null,
  bodyOf: passBodyOf,
  knownAsks: (item, asked, { ofCard }) => passAsks(item, asked, usesHere(item, asked, ofCard)),
  storyOf: (uses, item, told) => linesOfEach(uses, told, (use) => passText(use, item, told)),
} satisfies Workflow<'pass'>;

/** The same person holds this pass already. */
function passAsks(item: Item, asked: AskedUse, uses: readonly KnownUse[]): readonly Explanation<ItemAsk>[] {
  const date = dateOfMinute(asked.start);
  const [last] = uses
    .filter((use) => use.person === asked.person)
    .flatMap((use) => {
      const until = lastDayOfPass(use, item);
      return until !== null && until >= date ? [{ use, until }] : [];
    })
    .toSorted((one, other) => (one.until < other.until ? 1 : -1));
  return last === undefined ? [] : [askHoldsPass(last, { ...asked, name: item.name })];
}

function askHoldsPass(
  { use, until }: { readonly use: KnownUse; readonly until: WallDate },
  { person, kiosk, name }: AskedUse & { readonly name: Text },
): Explanation<ItemAsk> {
  const number = numberText(kiosk, use);
  return {
    kind: 'holds-pass',
    text: {
      zh: `${PERSONS[person].zh}已有${name.zh}，至 ${until}（${number.zh}）。请核对是否再办一张`,
      en: `${capital(PERSONS[person].en)} holds ${name.en} until ${until} (${number.en}). Check that another one is wanted`,
    },
  };
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** A pause moves it; null for what has no end. */
function lastDayOfPass({ date, record }: KnownUse, item: Item): WallDate | null {
  const until = passUntil(item, date);
  if (record === undefined) return until;
  const { state } = withUntil(record.now, until);
  return state.kind === 'pass' ? state.until : until;
}

function passText(use: KnownUse, item: Item, { now }: StoryContext): LineText | null {
  const until = lastDayOfPass(use, item);
  const person = PERSONS[use.person];
  if (until === null) {
    return {
      kind: 'holds',
      zh: `已办 ${item.name.zh}（${person.zh}），${use.date}`,
      en: `Has ${item.name.en} (${person.en}), since ${use.date}`,
    };
  }
  if (until < dateOfMinute(now)) return null;
  return {
    kind: 'holds',
    zh: `持有 ${item.name.zh}（${person.zh}），至 ${until}`,
    en: `Holds ${item.name.en} (${person.en}), until ${until}`,
  };
}
