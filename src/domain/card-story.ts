import type { Item } from './catalogue.ts';
import { courtNames } from './court-words.ts';
import type { PastUse, StoryLine } from './decision.ts';
import { endOf, isKnown, type KnownUse, passUntil, spanText } from './known-use.ts';
import { PERSONS } from './refusals.ts';
import { shortNumber } from './short-number.ts';
import type { Text } from './text.ts';
import { unreachable } from './unreachable.ts';
import { dateOfMinute, type WallMinute, wallMinuteOf } from './wall-time.ts';

/** More would push what is offered off the screen; the rest is on today's list. */
const LINES_MAX = 6;

interface Told {
  readonly siteId: string;
  readonly now: WallMinute;
  readonly kiosk: string | null;
  readonly items: readonly Item[];
}

/**
 * What a card did here today and holds here, from this kiosk's own journal: passes first, then what is booked from now
 * on, then today's uses, the newest first.
 */
export function storyOf(ofCard: readonly PastUse[], told: Told): readonly StoryLine[] {
  const lines = ofCard
    .filter(isKnown)
    .filter((use) => use.siteId === told.siteId)
    .flatMap((use) => lineOf(use, told) ?? []);
  return lines.toSorted(inOrder).slice(0, LINES_MAX);
}

const ORDER: readonly StoryLine['kind'][] = ['holds', 'booked', 'done'];

function inOrder(one: StoryLine, other: StoryLine): number {
  return ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) || other.seq - one.seq;
}

function lineOf(use: KnownUse, told: Told): StoryLine | null {
  const item = told.items.find(({ id }) => id === use.itemId);
  if (item === undefined) return null;
  const text = textOf(use, item, told);
  if (text === null) return null;
  const { seq } = use.entry;
  const number = shortNumber(told.kiosk, seq);
  return {
    kind: text.kind,
    seq,
    itemId: use.itemId,
    text: { zh: `${text.zh}（${number}）`, en: `${text.en} (${number})` },
  };
}

type LineText = Text & { readonly kind: StoryLine['kind'] };

function textOf(use: KnownUse, item: Item, told: Told): LineText | null {
  switch (item.workflow) {
    case 'pass':
      return passText(use, item, told);
    case 'hourly':
    case 'booking':
    case 'slot':
      return bookedText(use, item, told);
    case 'ticket':
    case 'service':
      return doneText(use, item, told);
    case 'guidance':
      return null;
    default:
      return unreachable(item.workflow);
  }
}

function passText(use: KnownUse, item: Item, { now }: Told): LineText | null {
  const until = passUntil(item, use.date);
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

/** What is over stays on the story for the rest of its day. */
function bookedText(use: KnownUse, item: Item, { now }: Told): LineText | null {
  const end = endOf(use);
  if (dateOfMinute(end) < dateOfMinute(now)) return null;
  const when = spanText(use, now);
  const court = use.courts === undefined ? null : courtNames(use.courts, item);
  return {
    kind: 'booked',
    zh: `已订 ${item.name.zh}${court === null ? '' : ` ${court.zh}`}，${when.zh}`,
    en: `Booked ${item.name.en}${court === null ? '' : ` ${court.en}`}, ${when.en}`,
  };
}

function doneText(use: KnownUse, item: Item, { now }: Told): LineText | null {
  const recorded = wallMinuteOf(use.entry.recordedAt);
  if (dateOfMinute(recorded) !== dateOfMinute(now)) return null;
  const time = recorded.slice(11);
  if (item.workflow === 'service') {
    return {
      kind: 'done',
      zh: `今天 ${time} 已办 ${item.name.zh}`,
      en: `Had ${item.name.en} at ${time} today`,
    };
  }
  return {
    kind: 'done',
    zh: `今天 ${time} 已购 ${item.name.zh} ${use.quantity} 张`,
    en: `Bought ${use.quantity} × ${item.name.en} at ${time} today`,
  };
}
