import type { Choices } from '../app/check/check-card.ts';
import type { PublicChange } from '../app/record/give-public.ts';
import { yuanText } from '../domain/base/money.ts';
import type { Text } from '../domain/base/text.ts';
import { dateOfMinute, plusDays } from '../domain/base/wall-time.ts';
import { bandAt, MINUTES_PER_DAY, type RulebookItem } from '../domain/catalogue/rulebook.ts';
import {
  atMinute,
  BOARD_WORDS,
  type BoardDay,
  type BoardStretch,
  firstFree,
  publicUseText,
  QUARTER,
  stretchAt,
} from '../domain/decision/board.ts';
import { courtNames } from '../domain/decision/court-words.ts';
import type { Price } from '../domain/decision/decision.ts';
import { priceOf } from '../domain/decision/item-price.ts';
import type { Stretch, Stretches } from '../domain/decision/stretch.ts';
import type { Paper } from '../domain/print/paper.ts';
import { workflowOf } from '../domain/workflow/workflows.ts';
import type { BoardAim, BoardCursor, BoardView, ShownBoard } from './board-view.ts';
import type { BoardAct, DeskState } from './desk-state.ts';
import type { DeskWork } from './desk-work.ts';

/** Today and eight days. */
export const BOARD_DAYS = 9;
const HOUR = 60;

type Desk = () => DeskState;
type PartCursor = Extract<BoardAct, { readonly kind: 'at' }>['cursor'];
type Work = Pick<DeskWork, 'board' | 'venueChoices' | 'now' | 'print' | 'language'>;
type Show = (view: BoardView) => void;
type Taken = Extract<PublicChange, { readonly kind: 'take' }>;

/** Does what a key or a click on the board says. False if it changes nothing. It is loaded when the board is first opened. */
export async function onBoard(act: BoardAct, desk: Desk, work: Work, show: Show): Promise<boolean> {
  const { overlay } = desk();
  const view = overlay?.kind === 'board' ? overlay.view : null;
  if (act.kind === 'open') return opened(act, view, work, show);
  if (view === null) return false;
  const put = (cursor: BoardCursor) => {
    const next = viewOf(view, cursor, work.venueChoices());
    const isNew = next.cursor.court !== view.cursor.court || next.cursor.minute !== view.cursor.minute;
    show(next);
    return isNew || next.cursor.minutes !== view.cursor.minutes;
  };
  switch (act.kind) {
    case 'go':
      return put(within(view.day, { ...view.cursor, ...movedBy(view.cursor, act) }));
    case 'at':
      return put(within(view.day, chosen(view.cursor, act.cursor)));
    case 'length':
      return put({ ...view.cursor, minutes: lengthened(view, act.by) });
    case 'day': {
      const date = plusDays(view.day.date, act.by);
      return opened({ kind: 'open', date, resourceId: view.day.resource.id }, view, work, show);
    }
    case 'book':
      return booked(view, desk);
    case 'give':
      return given(view, act, desk);
    case 'print':
      return (await work.print(boardPaper(view.day, work.language()), false)) !== 'failed';
  }
}

async function opened(
  { date, resourceId }: Extract<BoardAct, { readonly kind: 'open' }>,
  before: BoardView | null,
  work: Work,
  show: Show,
): Promise<boolean> {
  const today = dateOfMinute(work.now());
  // After midnight the day that was shown gives way to today.
  const isOver = before !== null && date === before.day.date && date < today;
  const wanted = isOver ? today : date;
  if (wanted !== null && (wanted < today || wanted >= plusDays(today, BOARD_DAYS))) return false;
  const board = await work.board({ date: wanted, resourceId: resourceId ?? before?.day.resource.id ?? null });
  if (board === null) return false;
  const isSame = before !== null && before.day.resource.id === board.day.resource.id;
  const cursor = isSame ? within(board.day, before.cursor) : firstCursor(board);
  show(viewOf(board, cursor, work.venueChoices()));
  return true;
}

/** The board opens on the next free court. */
function firstCursor({ day }: ShownBoard): BoardCursor {
  const free = firstFree(day, HOUR, day.now ?? day.from);
  const [first] = day.courts;
  return {
    court: free?.court ?? first?.court ?? 1,
    minute: free?.minute ?? day.from,
    minutes: HOUR,
  };
}

function movedBy(
  { court, minute }: BoardCursor,
  { courts = 0, quarters = 0 }: { courts?: number; quarters?: number },
) {
  return { court: court + courts, minute: minute + quarters * QUARTER };
}

function chosen(
  before: BoardCursor,
  { court = before.court, minute = before.minute, minutes = before.minutes }: PartCursor,
): BoardCursor {
  return { court, minute, minutes: Math.max(1, minutes) };
}

function within({ courts, from, to }: BoardDay, cursor: BoardCursor): BoardCursor {
  const last = courts.at(-1)?.court ?? 1;
  return {
    ...cursor,
    court: Math.min(Math.max(cursor.court, 1), last),
    minute: Math.min(Math.max(cursor.minute, from), to - QUARTER),
  };
}

function lengthened({ cursor, entries }: BoardView, by: 1 | -1): number {
  const grid = entries.find(({ item }) => workflowOf(item).isTimed)?.grid ?? QUARTER;
  return Math.min(Math.max(cursor.minutes + by * grid, grid), MINUTES_PER_DAY);
}

function viewOf(board: ShownBoard, cursor: BoardCursor, choices: Choices): BoardView {
  const { day, entries, calendar, resources } = board;
  const stretch = stretchAt(day, cursor.court, cursor.minute);
  const aim = stretch?.kind === 'free' || stretch?.kind === 'ask' ? aimOf(board, cursor, choices) : null;
  return { day, entries, calendar, resources, cursor, aim, words: wordsOf(day, cursor, stretch, aim) };
}

/** The first item of the courts that has a price there. A slot is booked as the guide names it. */
function aimOf(
  { day, entries, calendar }: ShownBoard,
  cursor: BoardCursor,
  choices: Choices,
): BoardAim | null {
  const facts = calendar.dayFacts(day.date);
  for (const entry of entries) {
    const workflow = workflowOf(entry.item);
    const band = bandAt(entry.bands, facts, cursor.minute);
    if (band === null) continue;
    const [from, minutes] = workflow.isTimed
      ? [startOnGrid(entry, cursor.minute), cursor.minutes]
      : [band.startMinute, band.endMinute - band.startMinute];
    const span = { start: atMinute(day.date, from), minutes };
    const stretches = workflow.stretchesOf(entry, calendar, span);
    if (stretches === null || !isSome(stretches)) continue;
    const chosen = choices[entry.item.id];
    const listFen = chosen !== undefined && 'listFen' in chosen ? (chosen.listFen ?? null) : null;
    const needsList =
      listFen === null &&
      stretches.some(({ band: one }) => one.listFen === null && one.card.kind === 'ratio');
    const choice = { person: 'holder', quantity: 1, start: span.start, listFen } as const;
    const price = needsList ? null : priceOf({ entry, workflow, choice, span, deadline: null }, stretches);
    return { entry, from, minutes, price };
  }
  return null;
}

/** Where a booking begins that has the minute: the board counts in quarters, and many venues in half hours. */
function startOnGrid({ item, grid }: RulebookItem, minute: number): number {
  return item.byTheMinute === true ? minute : Math.floor(minute / grid) * grid;
}

function isSome(stretches: readonly Stretch[]): stretches is Stretches {
  return stretches.length > 0;
}

/** What the bar says: court, time, state, and what Enter would book. */
function wordsOf(
  { date, resource }: BoardDay,
  cursor: BoardCursor,
  stretch: BoardStretch | null,
  aim: BoardAim | null,
): Text {
  const court = courtNames([cursor.court], resource);
  const state = stateWords(stretch);
  const day = date.slice(5);
  if (aim === null) {
    const time = timeText(cursor.minute);
    return { zh: `${court.zh} ${day} ${time} ${state.zh}`, en: `${court.en} ${day} ${time} ${state.en}` };
  }
  const span = `${timeText(aim.from)}–${timeText(aim.from + aim.minutes)}`;
  const { item } = aim.entry;
  const price = priceWords(aim.price);
  return {
    zh: `${court.zh} ${day} ${span} ${state.zh} · ${item.name.zh} ${price.zh}`,
    en: `${court.en} ${day} ${span} ${state.en} · ${item.name.en} ${price.en}`,
  };
}

function priceWords(price: Price | null): Text {
  if (price === null) return { zh: '原价待填', en: 'list price to be typed' };
  if (price.totalFen === 0) return { zh: '免费', en: 'free of charge' };
  const [card, list] = [yuanText(price.totalFen), yuanText(price.listTotalFen)];
  return { zh: `${card} 元（原价 ${list}）`, en: `${card} yuan (list ${list})` };
}

/** A state in words; for the public also for whom. */
export function stateWords(stretch: BoardStretch | null): Text {
  if (stretch === null) return BOARD_WORDS.closed;
  if (stretch.kind === 'public') return publicUseText(stretch.use ?? '');
  const { zh, en } = BOARD_WORDS[stretch.kind];
  return stretch.hasCome === true ? { zh: `${zh}，已到场`, en: `${en}, has come` } : { zh, en };
}

/** `19:30`; the end of the day is 24:00. */
export function timeText(minute: number): string {
  return `${String(Math.floor(minute / HOUR)).padStart(2, '0')}:${String(minute % HOUR).padStart(2, '0')}`;
}

/** Puts what the bar names into the order of the card on the screen. Enter then confirms it in full sight. */
function booked({ aim, cursor, day }: BoardView, desk: Desk): boolean {
  if (aim === null || desk().screen.kind !== 'decided') return false;
  const { item } = aim.entry;
  const length = workflowOf(item).isTimed ? { minutes: aim.minutes } : {};
  desk().back();
  desk().chooseItem(item.id);
  desk().change({ start: atMinute(day.date, aim.from), ...length, court: cursor.court });
  return true;
}

/** 锁场: the stretch at the cursor goes to the public. What is booked is asked about first. */
async function given(
  { day, entries, cursor }: BoardView,
  { use, anyway }: Extract<BoardAct, { readonly kind: 'give' }>,
  desk: Desk,
): Promise<boolean> {
  const [entry] = entries;
  if (entry === undefined) return false;
  const { court, minute, minutes } = cursor;
  const change = {
    itemId: entry.item.id,
    start: atMinute(day.date, minute),
    minutes,
    courts: [court],
    use,
  } as const;
  const isSure = anyway === true || isAskedAbout(desk(), change);
  const isDone = await desk().givePublic({ kind: 'take', ...change, isSure });
  // If it was not recorded, the screen below says why.
  if (desk().overlay?.kind === 'board') {
    await desk().onBoard({ kind: 'open', date: day.date, resourceId: day.resource.id });
  }
  return isDone;
}

/** True if the clerk was just told what is booked in this very stretch. */
function isAskedAbout({ courtsAnswer: asked }: DeskState, change: Omit<Taken, 'kind' | 'isSure'>): boolean {
  if (asked?.kind !== 'sold' || asked.change.kind !== 'take') return false;
  const { itemId, start, minutes, courts, use } = asked.change;
  return (
    itemId === change.itemId &&
    start === change.start &&
    minutes === change.minutes &&
    use === change.use &&
    courts?.join() === change.courts?.join()
  );
}

/** 当日场地安排: each court with what is booked and locked, to be hung up. It names nobody. */
function boardPaper({ date, resource, courts }: BoardDay, language: 'zh' | 'en'): Paper {
  const title = { zh: `${resource.name.zh} ${date} 场地安排`, en: `${resource.name.en} ${date}` };
  const isListed = ({ kind }: BoardStretch) => kind === 'ours' || kind === 'elsewhere' || kind === 'public';
  const rows = courts.flatMap(({ court, stretches }) => {
    const name = courtNames([court], resource)[language];
    const listed = stretches.filter(isListed);
    if (listed.length === 0) return [{ name, value: { zh: '无', en: 'none' }[language] }];
    return listed.map((one, index) => ({
      name: index === 0 ? name : '',
      value: `${timeText(one.from)}–${timeText(one.to)} ${stateWords(one)[language]}`,
    }));
  });
  return { title: title[language], isReprint: false, rows: rows.slice(0, ROWS_MAX), code: null, notes: [] };
}

/** As many as a paper has. */
const ROWS_MAX = 60;
