import type { Text } from '../base/text.ts';
import { dateOfMinute, type WallDate, type WallMinute } from '../base/wall-time.ts';
import type { Item } from '../catalogue/catalogue.ts';
import { isForDay } from '../catalogue/rulebook.ts';
import type { Explanation, ItemAsk } from '../decision/decision.ts';
import { PERSONS } from '../decision/refusals.ts';
import { type KnownUse, numberText, passUntil } from '../journal/known-use.ts';
import { withUntil } from '../records/present-records.ts';
import { passBodyOf } from './given-body.ts';
import { usesHere } from './known-uses.ts';
import { type LineText, linesOfEach } from './story-line.ts';
import { numberHeldAsks, peopleOnRecord, WITHOUT_TIME } from './without-time.ts';
import { type AskedUse, MINUTES_DEFAULT, type StoryContext, type Workflow } from './workflow.ts';

/** A pass or a membership, sold once in one person's name. */
export const PASS = {
  ...WITHOUT_TIME,
  choiceOf: ({ person, quantity, start, listFen, number }) => ({
    kind: 'pass',
    ...{ person, quantity, start, listFen, number },
  }),
  isRecorded: true,
  isPriced: true,
  countsPeople: false,
  isPersonal: true,
  opens: 'pass',
  isSingle: false,
  beginsOnDay: true,
  spanOf: (_entry, given, { now }) => ({
    start: startOfPass(given.start ?? now, now),
    minutes: MINUTES_DEFAULT,
  }),
  detailsOf: ({ choice, unit }) => {
    const from = dateOfMinute(choice.start);
    return { kind: 'lasting', from, until: passUntil({ unit }, from), number: choice.number };
  },
  quantityMaxOf: peopleOnRecord,
  // It is sold at any time of the day; its band is when it admits.
  stretchesOf: ({ bands }, calendar, { start }) => {
    const day = calendar.dayFacts(dateOfMinute(start));
    const band = bands.find((candidate) => isForDay(candidate, day));
    return band === undefined ? null : [{ band, day, minutes: 1 }];
  },
  nextStartOf: () => null,
  bodyOf: passBodyOf,
  knownAsks: (item, asked, { ofCard }) => [
    ...passAsks(item, asked, usesHere(item, asked, ofCard)),
    ...numberHeldAsks(asked),
  ],
  storyOf: (uses, item, told) => linesOfEach(uses, told, (use) => passText(use, item, told)),
} satisfies Workflow<'pass'>;

/** A pass of a later day begins with that day; one of today is sold now. */
function startOfPass(start: WallMinute, now: WallMinute): WallMinute {
  const from = dateOfMinute(start);
  return from === dateOfMinute(now) ? now : `${from}T00:00`;
}

/** The same person holds this pass on some of these days already. */
function passAsks(item: Item, asked: AskedUse, uses: readonly KnownUse[]): readonly Explanation<ItemAsk>[] {
  const from = dateOfMinute(asked.start);
  const end = passUntil(item, from);
  const [last] = uses
    .filter((use) => use.person === asked.person)
    .flatMap((use) => {
      const until = lastDayOfPass(use, item);
      const isApart = until === null || until < from || (end !== null && use.date > end);
      return isApart ? [] : [{ use, until }];
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
    const state = use.record?.now.state;
    const number = state?.kind === 'pass' && state.number != null ? ` ${state.number}` : '';
    return {
      kind: 'holds',
      zh: `已办 ${item.name.zh}${number}（${person.zh}），${use.date}`,
      en: `Has ${item.name.en}${number} (${person.en}), since ${use.date}`,
    };
  }
  const today = dateOfMinute(now);
  if (until < today) return null;
  if (use.date > today) {
    return {
      kind: 'holds',
      zh: `已办 ${item.name.zh}（${person.zh}），${use.date} 至 ${until}`,
      en: `Has ${item.name.en} (${person.en}), from ${use.date} to ${until}`,
    };
  }
  return {
    kind: 'holds',
    zh: `持有 ${item.name.zh}（${person.zh}），至 ${until}`,
    en: `Holds ${item.name.en} (${person.en}), until ${until}`,
  };
}
