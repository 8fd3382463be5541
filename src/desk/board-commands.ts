import { z } from 'zod';
import { WallDate } from '../domain/base/wall-time.ts';
import { PUBLIC_USES } from '../domain/shared/public-stretch.ts';
import { agreementInOrder } from './agreement-order.ts';
import { By, type Command, command, keyCommand, NO_ARGS } from './command.ts';
import type { DeskState } from './desk-state.ts';

/** What is done has been seen in a moment, and gives way. */
const OPENS_FROM: readonly DeskState['screen']['kind'][] = [
  'idle',
  'decided',
  'recorded',
  'stepped',
  'voided',
];
const COURTS_MAX = 99;
const MINUTES_MAX = 1_440;

function isOnBoard({ overlay, isWriting }: DeskState): boolean {
  return overlay?.kind === 'board' && !isWriting;
}

/** The commands of 场地表, the board of the courts. */
export const BOARD_COMMANDS: readonly Command[] = [
  command('board', {
    words: { zh: '场地表', en: 'board of the courts' },
    keys: [
      { key: 'b', args: {} },
      { key: 'B', args: {} },
    ],
    keyNames: 'B',
    args: z.strictObject({ date: WallDate.optional(), resource: z.string().max(64).optional() }),
    isPossible: ({ hasCourts, overlay, screen, isWriting }) =>
      hasCourts &&
      !isWriting &&
      (overlay === null || overlay.kind === 'board') &&
      OPENS_FROM.includes(screen.kind) &&
      agreementInOrder(screen) === null,
    run: (desk, { date, resource }) =>
      desk().onBoard({ kind: 'open', date: date ?? null, resourceId: resource ?? null }),
  }),
  command('board-go', {
    words: { zh: '场地表：换场地、换时间', en: 'board: another court or time' },
    keys: [
      { key: 'ArrowLeft', args: { courts: -1 } },
      { key: 'ArrowRight', args: { courts: 1 } },
      { key: 'ArrowUp', args: { quarters: -1 } },
      { key: 'ArrowDown', args: { quarters: 1 } },
    ],
    keyNames: '← → ↑ ↓',
    args: z.strictObject({ courts: By.optional(), quarters: By.optional() }),
    isPossible: isOnBoard,
    run: (desk, { courts = 0, quarters = 0 }) => desk().onBoard({ kind: 'go', courts, quarters }),
  }),
  command('board-at', {
    words: { zh: '场地表：指到一格', en: 'board: go to a court and a time' },
    /** `minute`: of the day. */
    args: z.strictObject({
      court: z.int().min(1).max(COURTS_MAX).optional(),
      minute: z.int().min(0).max(MINUTES_MAX).optional(),
      minutes: z.int().min(1).max(MINUTES_MAX).optional(),
    }),
    isPossible: isOnBoard,
    run: (desk, { court, minute, minutes }) =>
      desk().onBoard({
        kind: 'at',
        cursor: {
          ...(court === undefined ? {} : { court }),
          ...(minute === undefined ? {} : { minute }),
          ...(minutes === undefined ? {} : { minutes }),
        },
      }),
  }),
  command('board-length', {
    words: { zh: '场地表：加长、缩短', en: 'board: longer or shorter' },
    keys: [
      { key: '+', args: { by: 1 } },
      { key: '=', args: { by: 1 } },
      { key: '-', args: { by: -1 } },
    ],
    keyNames: '+ −',
    args: z.strictObject({ by: By }),
    isPossible: isOnBoard,
    run: (desk, { by }) => desk().onBoard({ kind: 'length', by }),
  }),
  command('board-day', {
    words: { zh: '场地表：前一天、后一天', en: 'board: day before or after' },
    keys: [
      { key: 'PageUp', args: { by: -1 } },
      { key: 'PageDown', args: { by: 1 } },
    ],
    keyNames: 'PgUp PgDn',
    args: z.strictObject({ by: By }),
    isPossible: isOnBoard,
    run: (desk, { by }) => desk().onBoard({ kind: 'day', by }),
  }),
  keyCommand('board-book', 'Enter', {
    words: { zh: '场地表：订这一格（先扫卡）', en: 'board: book it (scan the card first)' },
    isPossible: (desk) => isOnBoard(desk) && desk.screen.kind === 'decided',
    run: (desk) => desk().onBoard({ kind: 'book' }),
  }),
  command('board-give', {
    words: {
      zh: '场地表：锁场（1 散客 2 固定场 3 包场 4 比赛 5 维修 6 雨天）',
      en: 'board: give it to the public (1 walk-in … 6 rain)',
    },
    keys: PUBLIC_USES.map((use, index) => ({ key: String(index + 1), args: { use } })),
    keyNames: '1–6',
    args: z.strictObject({ use: z.enum(PUBLIC_USES), anyway: z.boolean().optional() }),
    isPossible: isOnBoard,
    run: (desk, { use, anyway }) => desk().onBoard({ kind: 'give', use, anyway }),
  }),
  command('board-print', {
    words: { zh: '打印当日场地安排', en: 'print the day of the courts' },
    keys: [
      { key: 'p', args: {} },
      { key: 'P', args: {} },
    ],
    keyNames: 'P',
    args: NO_ARGS,
    isPossible: isOnBoard,
    run: (desk) => desk().onBoard({ kind: 'print' }),
  }),
];
