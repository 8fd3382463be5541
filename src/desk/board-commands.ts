import { z } from 'zod';
import { WallDate } from '../domain/base/wall-time.ts';
import { PUBLIC_USES } from '../domain/shared/public-stretch.ts';
import { agreementInOrder } from './agreement-order.ts';
import { By, type Command, type CommandId, type CommandKey, command, NO_ARGS } from './command.ts';
import type { BoardAct, DeskState } from './desk-state.ts';

/** What is done has been seen in a moment, and gives way. */
const OPENS_FROM: readonly DeskState['screen']['kind'][] = [
  'idle',
  'decided',
  'recorded',
  'stepped',
  'voided',
];
const WORDS = { zh: '场地表', en: 'board of the courts' };
const Figure = z.int().min(0).max(1_440).optional();

/** A key of the open board. The board itself says what its keys are. */
function onBoard<Schema extends z.ZodType>(
  id: CommandId,
  keys: readonly CommandKey[],
  args: Schema,
  actOf: (args: z.infer<Schema>) => BoardAct,
): Command {
  return command(id, {
    ...{ words: WORDS, keys, args },
    isPossible: ({ overlay, isWriting, screen }) =>
      overlay?.kind === 'board' && !isWriting && (id !== 'board-book' || screen.kind === 'decided'),
    run: (desk, given) => desk().onBoard(actOf(given)),
  });
}

const keysOf = (keys: Readonly<Record<string, unknown>>): readonly CommandKey[] =>
  Object.entries(keys).map(([key, args]) => ({ key, args }));
const [ON, BACK] = [{ by: 1 }, { by: -1 }];
const OneBy = z.strictObject({ by: By });

/** The commands of 场地表, the board of the courts. */
export const BOARD_COMMANDS: readonly Command[] = [
  command('board', {
    words: WORDS,
    keys: keysOf({ b: {}, B: {} }),
    keyNames: 'B',
    args: z.strictObject({ date: WallDate.optional(), resource: z.string().max(64).optional() }),
    isPossible: ({ hasCourts, overlay, screen, isWriting }) =>
      hasCourts &&
      !isWriting &&
      (overlay === null || overlay.kind === 'board') &&
      OPENS_FROM.includes(screen.kind) &&
      agreementInOrder(screen) === null,
    run: (desk, { date = null, resource = null }) =>
      desk().onBoard({ kind: 'open', date, resourceId: resource }),
  }),
  onBoard(
    'board-go',
    keysOf({
      ...{ ArrowLeft: { courts: -1 }, ArrowRight: { courts: 1 } },
      ...{ ArrowUp: { quarters: -1 }, ArrowDown: { quarters: 1 } },
    }),
    z.strictObject({ courts: By.optional(), quarters: By.optional() }),
    ({ courts = 0, quarters = 0 }) => ({ kind: 'go', courts, quarters }),
  ),
  onBoard(
    'board-at',
    [],
    /** `minute`: of the day. */
    z.strictObject({ court: Figure, minute: Figure, minutes: Figure }),
    (cursor) => ({ kind: 'at', cursor }),
  ),
  onBoard('board-length', keysOf({ '+': ON, '=': ON, '-': BACK }), OneBy, ({ by }) => ({
    kind: 'length',
    by,
  })),
  onBoard('board-day', keysOf({ PageUp: BACK, PageDown: ON }), OneBy, ({ by }) => ({ kind: 'day', by })),
  onBoard('board-book', keysOf({ Enter: {} }), NO_ARGS, () => ({ kind: 'book' })),
  onBoard(
    'board-give',
    PUBLIC_USES.map((use, index) => ({ key: String(index + 1), args: { use } })),
    z.strictObject({ use: z.enum(PUBLIC_USES), anyway: z.boolean().optional() }),
    (given) => ({ kind: 'give', ...given }),
  ),
  onBoard('board-print', keysOf({ p: {}, P: {} }), NO_ARGS, () => ({ kind: 'print' })),
];
