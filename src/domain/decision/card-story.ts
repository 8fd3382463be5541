import { dateOfMinute, wallMinuteOf } from '../base/wall-time.ts';
import type { Item } from '../catalogue/catalogue.ts';
import type { RulebookItem } from '../catalogue/rulebook.ts';
import { type KnownUse, knownAmong, orderOf } from '../journal/known-use.ts';
import { shortNumber } from '../journal/short-number.ts';
import type { StoryContext } from '../workflow/workflow.ts';
import { workflowOf } from '../workflow/workflows.ts';
import type { PastRequest, PastUse, StoryLine } from './decision.ts';

/** More would push what is offered off the screen; the rest is on today's list. */
const LINES_MAX = 6;

interface Told extends StoryContext {
  readonly siteId: string;
}

interface KnownOfCard {
  readonly uses: readonly PastUse[];
  readonly requests: readonly PastRequest[];
}

const NO_STORY: readonly StoryLine[] = [];

/**
 * What a card did here today and holds here, as far as this kiosk knows: passes first, then what is booked from now
 * on, then today's uses, a line for each item, the newest first.
 */
export function storyOf(
  { uses: ofCard, requests }: KnownOfCard,
  entries: readonly RulebookItem[],
  told: Told,
): readonly StoryLine[] {
  // Most cards come for the first time that day.
  if (ofCard.length === 0 && requests.length === 0) return NO_STORY;
  const here = knownAmong(ofCard).filter((use) => use.siteId === told.siteId);
  const lines = entries.flatMap(({ item }) => {
    const uses = here
      .filter(({ itemId }) => itemId === item.id)
      .toSorted((one, other) => orderOf(other) - orderOf(one));
    const [asked] = requests
      .filter((one) => isOpen(one, { item, uses, told }))
      .toSorted((one, other) => other.seq - one.seq);
    return [
      ...(asked === undefined ? [] : [requestedLine(asked, item, told)]),
      ...workflowOf(item).storyOf(uses, item, told),
    ];
  });
  return lines.toSorted(inOrder).slice(0, LINES_MAX);
}

const ORDER: readonly StoryLine['kind'][] = ['holds', 'booked', 'requested', 'done'];

function inOrder(one: StoryLine, other: StoryLine): number {
  return ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) || (other.seq ?? 0) - (one.seq ?? 0);
}

/** True if there was no use of the item after the request. `uses` are those of the same card. */
export function isUnused(
  { itemId, seq }: Pick<PastRequest, 'itemId' | 'seq'>,
  uses: readonly { readonly itemId: string; readonly seq: number }[],
): boolean {
  return !uses.some((use) => use.itemId === itemId && use.seq > seq);
}

/**
 * True until the item is used after the request. A request for a right is open for the rest of its year, one for a court
 * until the time for which the court is wanted.
 */
function isOpen(
  request: PastRequest,
  of: { readonly item: Item; readonly uses: readonly KnownUse[]; readonly told: Told },
): boolean {
  const { siteId, itemId, recordedAt, start } = request;
  if (siteId !== of.told.siteId || itemId !== of.item.id) return false;
  const isOfNow =
    start === null ? wallMinuteOf(recordedAt).slice(0, 4) === of.told.now.slice(0, 4) : start >= of.told.now;
  const uses = of.uses.map((use) => ({ itemId: use.itemId, seq: orderOf(use) }));
  return isOfNow && isUnused(request, uses);
}

function requestedLine(
  { seq, recordedAt, start }: PastRequest,
  { id, name }: Item,
  { now, kiosk }: Told,
): StoryLine {
  const at = wallMinuteOf(recordedAt);
  const isToday = dateOfMinute(at) === dateOfMinute(now);
  const time = at.slice(11);
  const number = shortNumber(kiosk, seq);
  const line = { kind: 'requested', seq, recordId: null, itemId: id } as const;
  if (start !== null) {
    const wanted = start.replace('T', ' ');
    return {
      ...line,
      text: {
        zh: `已申请 ${wanted} 的${name.zh}，还没订到，等区里答复（${number}）`,
        en: `${name.en} at ${wanted} requested, not booked: the district answers (${number})`,
      },
    };
  }
  return {
    ...line,
    text: {
      zh: `${isToday ? `今天 ${time}` : dateOfMinute(at)} 已记申请 ${name.zh}，还没算使用，有名额后再记（${number}）`,
      en: `${name.en} requested ${isToday ? `at ${time} today` : `on ${dateOfMinute(at)}`}, not counted: record it once there is a right (${number})`,
    },
  };
}
