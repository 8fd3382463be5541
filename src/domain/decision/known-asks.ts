import type { Text } from '../base/text.ts';
import { unreachable } from '../base/unreachable.ts';
import {
  dateOfMinute,
  plusMinutes,
  type WallDate,
  type WallMinute,
  wallMinuteOf,
} from '../base/wall-time.ts';
import type { Item } from '../catalogue/catalogue.ts';
import { endOf, isKnown, type KnownUse, passUntil, spanText } from '../journal/known-use.ts';
import { shortNumber } from '../journal/short-number.ts';
import type { Explanation, ItemAsk, PastUse, Person, UseCounters } from './decision.ts';
import { PERSONS } from './refusals.ts';

/** What is asked for, and who asks. */
export interface AskedUse {
  readonly siteId: string;
  readonly person: Person;
  readonly quantity: number;
  readonly quantityMax: number;
  readonly start: WallMinute;
  readonly minutes: number;
  readonly now: WallMinute;
  /** The short name of this kiosk, for the numbers of its records. */
  readonly kiosk: string | null;
}

/** What the clerk is asked because of what this kiosk has recorded already. */
export function asksOfKnown(
  item: Item,
  asked: AskedUse,
  counters: UseCounters,
): readonly Explanation<ItemAsk>[] {
  switch (item.workflow) {
    case 'hourly':
    case 'booking':
      return timeAsks(asked, usesOf(item, asked, counters.atDesk));
    case 'ticket':
      return ticketAsks(asked, usesOf(item, asked, counters.ofCard));
    case 'pass':
      return passAsks(item, asked, usesOf(item, asked, counters.ofCard));
    case 'slot':
    case 'service':
    case 'guidance':
      return [];
    default:
      return unreachable(item.workflow);
  }
}

/**
 * Rooms, and courts without numbers, are not leased, so only this kiosk's own records are known. A time that is over may
 * still be recorded, after a question.
 */
function timeAsks(asked: AskedUse, uses: readonly KnownUse[]): readonly Explanation<ItemAsk>[] {
  const end = plusMinutes(asked.start, asked.minutes);
  const earlier = uses
    .filter((use) => use.entry.start < end && asked.start < endOf(use))
    .toSorted((one, other) => one.entry.seq - other.entry.seq);
  return [
    ...(end <= asked.now ? [askTimeOver({ start: asked.start, end })] : []),
    ...(earlier.length === 0 ? [] : [askTimeTaken(earlier, asked)]),
  ];
}

/** Today's tickets and these together are more than the people on the card's record. */
function ticketAsks(asked: AskedUse, uses: readonly KnownUse[]): readonly Explanation<ItemAsk>[] {
  const bought = uses.filter((use) => use.date === dateOfMinute(asked.now));
  const count = bought.reduce((sum, use) => sum + use.quantity, 0);
  if (count === 0 || count + asked.quantity <= asked.quantityMax) return [];
  return [askBoughtToday(bought, asked)];
}

/** The same person holds this pass already. */
function passAsks(item: Item, asked: AskedUse, uses: readonly KnownUse[]): readonly Explanation<ItemAsk>[] {
  const date = dateOfMinute(asked.start);
  const [last] = uses
    .filter((use) => use.person === asked.person)
    .flatMap((use) => {
      const until = passUntil(item, use.date);
      return until !== null && until >= date ? [{ use, until }] : [];
    })
    .toSorted((one, other) => (one.until < other.until ? 1 : -1));
  return last === undefined ? [] : [askHoldsPass(last, { ...asked, name: item.name })];
}

function usesOf(item: Item, { siteId }: AskedUse, uses: readonly PastUse[]): readonly KnownUse[] {
  return uses.filter(isKnown).filter((use) => use.siteId === siteId && use.itemId === item.id);
}

/** Earlier records that are named; more are counted. */
const NAMED_MAX = 2;

/** `earlier`: what this kiosk recorded for some of the time, the oldest first. */
function askTimeTaken(earlier: readonly KnownUse[], { now, kiosk }: AskedUse): Explanation<ItemAsk> {
  const named = earlier.slice(0, NAMED_MAX).map((use) => {
    const span = spanText(use, now);
    const number = shortNumber(kiosk, use.entry.seq);
    return { zh: `${span.zh}（${number}）`, en: `${span.en} (${number})` };
  });
  const more = earlier.length - named.length;
  return {
    kind: 'time-taken',
    text: {
      zh: `本机已登记 ${named.map(({ zh }) => zh).join('、')}${more > 0 ? ` 等 ${earlier.length} 笔` : ''}。请核对还有空场，否则改时间`,
      en: `Already recorded here: ${named.map(({ en }) => en).join(', ')}${more > 0 ? ` and ${more} more` : ''}. Check that another is free, or change the time`,
    },
  };
}

function askTimeOver({
  start,
  end,
}: {
  readonly start: WallMinute;
  readonly end: WallMinute;
}): Explanation<ItemAsk> {
  const span = `${start.slice(11)}–${end.slice(11)}`;
  return {
    kind: 'time-over',
    text: {
      zh: `${span} 已经过了。事后补登请核对，否则改时间`,
      en: `${span} is over. Check that it is recorded afterwards, or change the time`,
    },
  };
}

function askHoldsPass(
  { use, until }: { readonly use: KnownUse; readonly until: WallDate },
  { person, kiosk, name }: AskedUse & { readonly name: Text },
): Explanation<ItemAsk> {
  const number = shortNumber(kiosk, use.entry.seq);
  return {
    kind: 'holds-pass',
    text: {
      zh: `${PERSONS[person].zh}已有${name.zh}，至 ${until}（${number}）。请核对是否再办一张`,
      en: `${capital(PERSONS[person].en)} holds ${name.en} until ${until} (${number}). Check that another one is wanted`,
    },
  };
}

/** `bought`: today's tickets of the card. */
function askBoughtToday(bought: readonly KnownUse[], { quantityMax, kiosk }: AskedUse): Explanation<ItemAsk> {
  const count = bought.reduce((sum, use) => sum + use.quantity, 0);
  const times = bought.slice(-NAMED_MAX).map(({ entry }) => {
    return `${wallMinuteOf(entry.recordedAt).slice(11)} ${shortNumber(kiosk, entry.seq)}`;
  });
  return {
    kind: 'bought-today',
    text: {
      zh: `今天已购 ${count} 张（${times.join('、')}），名册登记 ${quantityMax} 人。请看证件，核对持卡人和家属本人在场`,
      en: `${count} bought today (${times.join(', ')}), ${quantityMax} on the card's record. Check identity documents, and that these persons are here`,
    },
  };
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
