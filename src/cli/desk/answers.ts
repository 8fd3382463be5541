import { z } from 'zod';
import { agreementInOrder } from '../../desk/agreement-order.ts';
import type { Command } from '../../desk/command.ts';
import { COMMANDS, commandNamed } from '../../desk/commands.ts';
import type { DeskState } from '../../desk/desk-state.ts';
import { screenValue } from '../../desk/screen-value.ts';
import { jsonOf } from '../../domain/base/json-text.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import { rulebookOf } from '../../domain/catalogue/rulebook.ts';
import { placesNotUnderstood } from '../../domain/catalogue/unread.ts';
import { closedNow } from '../../domain/decision/closed-desk.ts';
import { OwnNumberFault } from '../../domain/journal/own-number.ts';
import { ownNumberRefusal } from '../../domain/journal/own-number-words.ts';
import type { ClockView } from '../../host-api/clock-api.ts';
import { bothOf } from '../input/file-words.ts';
import { ClockMinute, type DeskTime } from './desk-time.ts';
import type { ScriptedDesk } from './scripted-desk.ts';

/** The desks and the clock that the lines act on. */
export interface DeskRoom {
  readonly desks: ReadonlyMap<string, ScriptedDesk>;
  readonly time: DeskTime;
}

interface Fault {
  readonly kind:
    | 'not-json'
    | 'unknown-desk'
    | 'unknown-command'
    | 'wrong-arguments'
    | 'not-possible'
    | 'not-recorded'
    | 'ended'
    | 'no-end';
  readonly message: string;
}

/** What a line did, beside the desk and the command that it names. */
type Outcome =
  | { readonly ok: true; readonly [part: string]: unknown }
  | { readonly ok: false; readonly error: Fault; readonly screen?: unknown };

/** The answer to a line: one JSON object. */
export type Answer = { readonly desk: string | null; readonly do: string | null } & Outcome;

const Line = z.looseObject({ do: z.string(), desk: z.string().optional() });
const Cut = z.strictObject({ up: z.boolean() });
const Move = z.strictObject({ at: ClockMinute });
const Nothing = z.strictObject({});

/** Does what a line says, and answers it. Never rejects. */
export async function answerTo(room: DeskRoom, text: string): Promise<Answer> {
  const line = Line.safeParse(jsonOf(text));
  if (!line.success) {
    const message = '每行一个 JSON 对象，里面有 do a line is one JSON object with "do"';
    return { desk: null, do: null, ok: false, error: { kind: 'not-json', message } };
  }
  const { do: id, desk: named, ...args } = line.data;
  const name = named ?? (room.desks.size === 1 ? [...room.desks.keys()][0] : undefined);
  const desk = name === undefined ? undefined : room.desks.get(name);
  const head = { desk: name ?? null, do: id };
  if (name === undefined || desk === undefined) {
    const message = `"desk" 是其中之一 is one of ${[...room.desks.keys()].join(', ')}`;
    return { ...head, ok: false, error: { kind: 'unknown-desk', message } };
  }
  try {
    return { ...head, ...(await done(room, desk, { id, args })) };
  } catch (thrown) {
    if (!(thrown instanceof z.ZodError)) throw thrown;
    return { ...head, ok: false, error: { kind: 'wrong-arguments', message: wordsOf(thrown, desk) } };
  }
}

/** Says why a text is no 办件编号 or 协议编号, and the rest as zod does. */
function wordsOf(thrown: z.ZodError, { kiosk }: ScriptedDesk): string {
  const custom = thrown.issues.find(({ code }) => code === 'custom');
  const fault = OwnNumberFault.safeParse(custom?.message);
  if (fault.success) {
    const isAgreement = agreementInOrder(kiosk.desk.getState().screen) !== null;
    return bothOf(ownNumberRefusal(fault.data, isAgreement ? 'agreement' : 'matter'));
  }
  return `参数不对，见 wrong arguments, see {"do":"commands"}\n${z.prettifyError(thrown)}`;
}

async function done(
  room: DeskRoom,
  desk: ScriptedDesk,
  { id, args }: { readonly id: string; readonly args: unknown },
): Promise<Outcome> {
  const ended = desk.ended();
  if (ended !== null) return failed('ended', ended);
  switch (id) {
    case 'commands':
      Nothing.parse(args);
      return { ok: true, commands: possibleNow(desk) };
    case 'cards':
      Nothing.parse(args);
      return { ok: true, cards: desk.kiosk.demoCards };
    case 'screen':
      Nothing.parse(args);
      return shown(room, desk);
    case 'sync':
      Nothing.parse(args);
      if (!(await desk.sync()))
        return failed('no-end', '同步一分钟内没有完成 the round did not finish in a minute');
      return shown(room, desk);
    case 'line':
      desk.setLine(Cut.parse(args).up);
      return shown(room, desk);
    case 'clock':
      room.time.moveTo(Move.parse(args).at);
      // A kiosk reads its host's clock every few seconds; a script does not wait for that.
      for (const one of room.desks.values()) await one.kiosk.clock.refresh();
      return shown(room, desk);
    default:
      return atDesk(room, desk, { id, args });
  }
}

async function atDesk(
  room: DeskRoom,
  desk: ScriptedDesk,
  { id, args }: { readonly id: string; readonly args: unknown },
): Promise<Outcome> {
  const command = commandNamed(id);
  if (command === null)
    return failed('unknown-command', '没有这个命令，见 no such command; see {"do":"commands"}');
  const read = command.args.parse(args);
  const store = desk.kiosk.desk;
  const before = store.getState();
  const isDone =
    command.isPossible(before) &&
    command.isEnabled(before, read) &&
    (await command.run(store.getState, read));
  const screen = await freshScreen(room, desk);
  const { screen: pane, refusal } = store.getState();
  // The screen stays until it is read, but only the command that led to it counts as failed.
  if (pane.kind === 'not-recorded' && pane !== before.screen) {
    return { ...failed('not-recorded', pane.reason), screen };
  }
  if (isDone) return { ok: true, screen };
  const words =
    refusal === null || refusal === before.refusal ? whyNot(before, command, read) : bothOf(refusal);
  return { ...failed('not-possible', words), screen };
}

/** Says what is in the way of a command that the screen does not allow, or whose arguments fit nothing on it. */
function whyNot(desk: DeskState, command: Command, args: unknown): string {
  const { screen, overlay, isWriting } = desk;
  if (isWriting) return '现在不能：上一笔还在记录 not possible now: the last record is still being written';
  const words = command.whyNot(desk, args);
  if (words !== null) return bothOf(words);
  if (command.isPossible(desk)) {
    return command.isEnabled(desk, args)
      ? '屏幕上没有所说的这一项 the screen has nothing that these arguments name'
      : '不会有变化 that would change nothing';
  }
  const at = overlay === null ? screen.kind : overlay.kind;
  return overlay === null
    ? `现在不能：屏幕是 ${at} not possible now: the screen is ${at}`
    : `现在不能：打开着 ${at}，可先 back not possible now: ${at} is open, go back first`;
}

async function shown(room: DeskRoom, desk: ScriptedDesk): Promise<Outcome> {
  return { ok: true, screen: await freshScreen(room, desk) };
}

/** The screen with the present list of today, and with what is due by now. */
async function freshScreen(room: DeskRoom, desk: ScriptedDesk) {
  const { refreshToday, refreshTasks } = desk.kiosk.desk.getState();
  await refreshToday();
  await refreshTasks();
  return screenOf(room, desk);
}

function failed(kind: Fault['kind'], message: string) {
  return { ok: false as const, error: { kind, message } };
}

/** A screen names at most this many places. */
const PLACES_NAMED_MAX = 20;

function screenOf({ time }: DeskRoom, { kiosk }: ScriptedDesk) {
  const catalogue = kiosk.catalogue.current();
  const { siteId } = kiosk.settings.getState().settings;
  const now = wallMinuteOf(time.clock.now());
  const { line, waiting, acknowledgedSeq, trouble, roster } = kiosk.syncLoop.status();
  return {
    site: siteId,
    at: now,
    clock: clockOf(kiosk.clock.view()),
    line: line.kind,
    trouble: trouble?.kind ?? null,
    ...{ waiting, acknowledgedSeq, cardsKnown: roster.cards },
    /** What is wrong with what this machine keeps: a damaged journal, records that are lost. */
    troubles: kiosk.health.troubles(),
    /** Places of the catalogue that this version does not know: their benefits ask the clerk. */
    notUnderstood: catalogue === null ? [] : placesNotUnderstood(catalogue).slice(0, PLACES_NAMED_MAX),
    ...screenValue(kiosk.desk.getState(), {
      now,
      items: catalogue?.items ?? [],
      closed:
        catalogue === null || siteId === null ? null : closedNow(rulebookOf(catalogue), { siteId, now }),
    }),
  };
}

/** Whether the kiosk goes by the clock of the machine, and if not, by what. */
function clockOf({ clockTrust, offByMs, isByDistrict, nowMs }: ClockView) {
  return { trust: clockTrust, offByMs, isByDistrict, at: wallMinuteOf(nowMs) };
}

/** The commands of the desk that its screen allows, with the schema of their arguments. */
function possibleNow({ kiosk }: ScriptedDesk) {
  const desk = kiosk.desk.getState();
  return COMMANDS.filter((command) => command.isPossible(desk)).map(
    ({ id, words, role, keyNames, args }) => ({
      ...{ do: id, words, role, keys: keyNames },
      args: z.toJSONSchema(args, { unrepresentable: 'any' }),
    }),
  );
}
