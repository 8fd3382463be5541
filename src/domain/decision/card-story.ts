import type { Text } from '../base/text.ts';
import { unreachable } from '../base/unreachable.ts';
import { dateOfMinute, type WallMinute, wallMinuteOf } from '../base/wall-time.ts';
import type { Item } from '../catalogue/catalogue.ts';
import { endOf, isKnown, type KnownUse, passUntil, spanText } from '../journal/known-use.ts';
import { shortNumber } from '../journal/short-number.ts';
import { courtNames } from './court-words.ts';
import type { PastRequest, PastUse, StoryLine } from './decision.ts';
import { PERSONS } from './refusals.ts';

/** More would push what is offered off the screen; the rest is on today's list. */
const LINES_MAX = 6;
/** Records of one line that are named, the newest first; more are counted. */
const NAMED_MAX = 2;

interface Told {
  readonly siteId: string;
  readonly now: WallMinute;
  readonly kiosk: string | null;
  readonly items: readonly Item[];
}

/**
 * What a card did here today and holds here, from this kiosk's own journal: passes first, then what is booked from now
 * on, then today's uses, a line for each item, the newest first.
 */
export function storyOf(
  {
    uses: ofCard,
    requests,
  }: { readonly uses: readonly PastUse[]; readonly requests: readonly PastRequest[] },
  told: Told,
): readonly StoryLine[] {
  const here = ofCard.filter(isKnown).filter((use) => use.siteId === told.siteId);
  const lines = told.items.flatMap((item) => {
    const uses = here
      .filter(({ itemId }) => itemId === item.id)
      .toSorted((one, other) => other.entry.seq - one.entry.seq);
    const [asked] = requests
      .filter((one) => isOpen(one, { item, uses, told }))
      .toSorted((one, other) => other.seq - one.seq);
    return [...(asked === undefined ? [] : [requestedLine(asked, item, told)]), ...linesOf(uses, item, told)];
  });
  return lines.toSorted(inOrder).slice(0, LINES_MAX);
}

const ORDER: readonly StoryLine['kind'][] = ['holds', 'booked', 'requested', 'done'];

function inOrder(one: StoryLine, other: StoryLine): number {
  return ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) || other.seq - one.seq;
}

function linesOf(uses: readonly KnownUse[], item: Item, told: Told): readonly StoryLine[] {
  switch (item.workflow) {
    case 'pass':
      return linesOfEach(uses, told, (use) => passText(use, item, told));
    case 'hourly':
    case 'booking':
    case 'slot':
      return linesOfEach(uses, told, (use) => bookedText(use, item, told));
    case 'ticket':
    case 'service':
      return doneLines(uses, item, told);
    case 'guidance':
      return [];
    default:
      return unreachable(item.workflow);
  }
}

/** True if there was no use of the item after the request. `uses` are those of the same card. */
export function isUnused(
  { itemId, seq }: Pick<PastRequest, 'itemId' | 'seq'>,
  uses: readonly { readonly itemId: string; readonly seq: number }[],
): boolean {
  return !uses.some((use) => use.itemId === itemId && use.seq > seq);
}

/** True if the request is of this year, as a right is, and was not used since. */
function isOpen(
  request: PastRequest,
  of: { readonly item: Item; readonly uses: readonly KnownUse[]; readonly told: Told },
): boolean {
  const { siteId, itemId, recordedAt } = request;
  if (siteId !== of.told.siteId || itemId !== of.item.id) return false;
  const isOfThisYear = wallMinuteOf(recordedAt).slice(0, 4) === of.told.now.slice(0, 4);
  const uses = of.uses.map((use) => ({ itemId: use.itemId, seq: use.entry.seq }));
  return isOfThisYear && isUnused(request, uses);
}

function requestedLine(
  { seq, recordedAt }: PastRequest,
  { id, name }: Item,
  { now, kiosk }: Told,
): StoryLine {
  const at = wallMinuteOf(recordedAt);
  const isToday = dateOfMinute(at) === dateOfMinute(now);
  const time = at.slice(11);
  const number = shortNumber(kiosk, seq);
  return {
    kind: 'requested',
    seq,
    itemId: id,
    text: {
      zh: `${isToday ? `今天 ${time}` : dateOfMinute(at)} 已记申请 ${name.zh}，还没算使用，有名额后再记（${number}）`,
      en: `${name.en} requested ${isToday ? `at ${time} today` : `on ${dateOfMinute(at)}`}, not counted: record it once there is a right (${number})`,
    },
  };
}

type LineText = Text & { readonly kind: StoryLine['kind'] };

function linesOfEach(
  uses: readonly KnownUse[],
  told: Told,
  textOf: (use: KnownUse) => LineText | null,
): readonly StoryLine[] {
  return uses.flatMap((use) => {
    const text = textOf(use);
    return text === null ? [] : [lineOf(use, text, told)];
  });
}

function lineOf(use: KnownUse, text: LineText, { kiosk }: Told): StoryLine {
  const { seq } = use.entry;
  const number = shortNumber(kiosk, seq);
  return {
    kind: text.kind,
    seq,
    itemId: use.itemId,
    text: { zh: `${text.zh}（${number}）`, en: `${text.en} (${number})` },
  };
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

/** Today's tickets of a kind, or how often a service was given. */
function doneLines(uses: readonly KnownUse[], item: Item, told: Told): readonly StoryLine[] {
  const today = uses.filter((use) => dateOfMinute(recordedAt(use)) === dateOfMinute(told.now));
  const [last] = today;
  if (last === undefined) return [];
  if (today.length === 1) return [lineOf(last, doneText(last, item), told)];
  const named = today.slice(0, NAMED_MAX).map((use) => {
    return `${timeOf(use)} ${shortNumber(told.kiosk, use.entry.seq)}`;
  });
  const more = today.length - named.length;
  const which = {
    zh: `（${named.join('、')}${more > 0 ? ` 等 ${today.length} 笔` : ''}）`,
    en: ` (${named.join(', ')}${more > 0 ? ` and ${more} more` : ''})`,
  };
  const tickets = today.reduce((sum, { quantity }) => sum + quantity, 0);
  const text =
    item.workflow === 'service'
      ? {
          zh: `今天已办 ${item.name.zh} ${today.length} 次`,
          en: `Had ${item.name.en} ${today.length} times today`,
        }
      : { zh: `今天已购 ${item.name.zh} ${tickets} 张`, en: `Bought ${tickets} × ${item.name.en} today` };
  return [
    {
      kind: 'done',
      seq: last.entry.seq,
      itemId: item.id,
      text: { zh: `${text.zh}${which.zh}`, en: `${text.en}${which.en}` },
    },
  ];
}

function doneText(use: KnownUse, item: Item): LineText {
  const time = timeOf(use);
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

function recordedAt({ entry }: KnownUse): WallMinute {
  return wallMinuteOf(entry.recordedAt);
}

function timeOf(use: KnownUse): string {
  return recordedAt(use).slice(11);
}
