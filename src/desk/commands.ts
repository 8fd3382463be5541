import { z } from 'zod';
import { PaymentWay } from '../domain/base/payment-way.ts';
import type { Text } from '../domain/base/text.ts';
import { WallDate, WallMinute } from '../domain/base/wall-time.ts';
import type { CardNumberRules } from '../domain/card/card-form.ts';
import { Party, Person, partySize } from '../domain/card/family.ts';
import { VoidBody } from '../domain/journal/entry-body.ts';
import { effectOf } from '../domain/journal/fold/recorded-uses.ts';
import { readOwnNumber } from '../domain/journal/own-number.ts';
import { AGREEMENT_ARGS, AGREEMENT_COMMANDS } from './agreement-commands.ts';
import { BOARD_COMMANDS } from './board-commands.ts';
import { CLOSING_COMMANDS } from './closing-commands.ts';
import { By, type Command, type CommandId, command, DIGIT_KEYS, keyCommand, NO_ARGS } from './command.ts';
import { COURT_COMMANDS } from './court-commands.ts';
import { chosenItemOf, type DeskScreen, type DeskState, type Overlay } from './desk-state.ts';
import {
  countedChoice,
  enterOf,
  isChoosable,
  isConfirmed,
  movedChoice,
  partyAsked,
  partyChoice,
  personsAsked,
  TelephoneText,
  takesTelephone,
} from './item-action.ts';
import { renewable } from './known-records.ts';
import { LIST_COMMANDS } from './list-commands.ts';
import { matterToPrint } from './matter-print.ts';
import { paymentChoice, paymentsAsked } from './payment.ts';
import { SETUP_COMMANDS } from './setup-commands.ts';
import { STAFF_COMMANDS } from './staff-commands.ts';
import { needsPin } from './staff-view.ts';
import { STEP_COMMANDS } from './step-commands.ts';

/** A 办件编号 or 协议编号 as it was typed. An empty text removes the number of the order. What is refused names its fault. */
function ownNumberTyped(rules: CardNumberRules) {
  return z.string().transform((typed, context) => {
    if (typed.trim() === '') return null;
    const reading = readOwnNumber(typed, rules);
    if (reading.ok) return reading.number;
    // The command line has words for the fault, and a window says them in its field.
    context.addIssue({ code: 'custom', message: reading.fault });
    return z.NEVER;
  });
}

/** The cards that the catalogue declares are known only where a card is on the screen. */
function insistOnNumber({ screen }: DeskState, number: string | null | undefined): void {
  if (screen.kind === 'decided' && number != null) ownNumberTyped(screen.check.facts.catalogue).parse(number);
}

const TEXT_LENGTH_MAX = 1_000;
const OnlyBy = z.strictObject({ by: By });

/** In the order of their digit keys. */
export const VOID_REASONS = VoidBody.shape.reason.options;

/** A command that opens a dialog. */
function overlayCommand(
  kind: Extract<Overlay['kind'], 'type' | 'help' | 'today' | 'lock'>,
  key: string,
  words: Text,
): Command {
  const run = (desk: () => DeskState) => desk().open({ kind });
  return keyCommand(kind, key, { words, actsInField: true, isPossible: isScreenUnlocked, run });
}

function isScreenUnlocked({ overlay }: DeskState): boolean {
  return overlay?.kind !== 'lock';
}

/** True if the use or the step on the screen has a paper. While a dialog is open, the key belongs to the dialog. */
function hasReceipt({ screen, overlay }: DeskState): boolean {
  if (overlay !== null) return false;
  if (screen.kind === 'stepped') return matterToPrint(screen) !== null;
  return screen.kind === 'recorded' && effectOf(screen.entry).kind === 'use';
}

function isInSale({ screen, overlay }: DeskState): boolean {
  return overlay === null && screen.kind === 'decided';
}

function isOrdering(desk: DeskState): boolean {
  return isInSale(desk) && chosenItemOf(desk.screen) !== null;
}

/** True if the screen has something that the clerk only has to read. */
function isToBeRead({ screen, overlay }: DeskState): boolean {
  if (overlay !== null) return overlay.kind === 'nothing-to-void';
  return ['rejected', 'not-recorded', 'stepped', 'voided'].includes(screen.kind);
}

/** All commands. If several have the same key, the key means the first that is possible. */
export const COMMANDS: readonly Command[] = [
  command('scan', {
    words: { zh: '扫描或输入的内容', en: 'what was scanned or typed' },
    args: z.strictObject({ text: z.string().min(1).max(TEXT_LENGTH_MAX) }),
    isPossible: isScreenUnlocked,
    run: (desk, { text }) => desk().show(text),
  }),
  command('choose', {
    words: { zh: '选择项目', en: 'choose an item' },
    keys: DIGIT_KEYS.map((digit) => ({ key: String(digit), args: { item: digit } })),
    keyNames: '1–9',
    /** Names the item by its place on the screen, from 1, or by its id. */
    args: z.strictObject({ item: z.union([z.int().min(1), z.string()]) }),
    isPossible: (desk) => isInSale(desk) && itemsOf(desk).some(isChoosable),
    run(desk, { item }) {
      const found = itemsOf(desk()).find(({ itemId }, index) => item === itemId || item === index + 1);
      if (found === undefined || !isChoosable(found)) return false;
      return desk().chooseItem(found.itemId);
    },
  }),
  command('count', {
    words: { zh: '增减数量、时长', en: 'more or fewer, longer or shorter' },
    keys: [
      { key: '+', args: { by: 1 } },
      { key: '=', args: { by: 1 } },
      { key: '-', args: { by: -1 } },
    ],
    keyNames: '+ −',
    args: OnlyBy,
    isPossible: isOrdering,
    isEnabled({ screen }, { by }) {
      const item = chosenItemOf(screen);
      return item !== null && countedChoice(item, by) !== null;
    },
    run: (desk, { by }) => desk().count(by),
  }),
  command('start', {
    words: { zh: '开始时间提早、推迟', en: 'start earlier or later' },
    keys: [
      { key: 'ArrowLeft', args: { by: -1 } },
      { key: 'ArrowRight', args: { by: 1 } },
    ],
    keyNames: '← →',
    args: OnlyBy,
    isPossible: isOrdering,
    isEnabled: ({ screen }, { by }) => canMove(screen, { by, unit: 'grid' }),
    run: (desk, { by }) => desk().moveStart(by, 'grid'),
  }),
  command('day', {
    words: { zh: '前一天、后一天', en: 'day before or after' },
    keys: [
      { key: 'PageUp', args: { by: -1 } },
      { key: 'PageDown', args: { by: 1 } },
    ],
    keyNames: 'PgUp PgDn',
    args: OnlyBy,
    isPossible: isOrdering,
    isEnabled: ({ screen }, { by }) => canMove(screen, { by, unit: 'day' }),
    run: (desk, { by }) => desk().moveStart(by, 'day'),
  }),
  keyCommand('person', 'F4', {
    words: { zh: '选择家属', en: 'choose a family member' },
    isPossible: (desk) => isOrdering(desk) && personsOf(desk).length > 0,
    run: (desk) => desk().nextPerson(),
  }),
  command('party', {
    words: { zh: '按人选（本人、配偶、子女）', en: 'who comes (holder, spouse, children)' },
    keys: [
      ...['h', 'H'].map((key) => ({ key, args: { who: 'holder' as const } })),
      ...['s', 'S'].map((key) => ({ key, args: { who: 'spouse' as const } })),
      ...['c', 'C'].map((key) => ({ key, args: { who: 'child' as const } })),
    ],
    keyNames: 'H S C',
    /** One more of that kind; none of it after the last one on the card's record. */
    args: z.strictObject({ who: Person }),
    isPossible: (desk) => isOrdering(desk) && isPartyAsked(desk),
    isEnabled: ({ screen }, { who }) => partyOf(screen, who) !== null,
    run(desk, { who }) {
      const choice = partyOf(desk().screen, who);
      if (choice === null) return false;
      return desk().change(choice);
    },
  }),
  command('renew', {
    words: { zh: '续卡、续约（年卡、半年卡、家庭医生协议）', en: 'renew a pass or an agreement' },
    keys: [
      { key: 'r', args: {} },
      { key: 'R', args: {} },
    ],
    keyNames: 'R',
    /** If `recordId` is absent, the pass that ends first is meant. */
    args: z.strictObject({ recordId: z.string().min(1).max(64).optional() }),
    isPossible: (desk) => isInSale(desk) && !desk.isWriting && renewable(desk.screen) !== null,
    run: (desk, { recordId }) => desk().renew(recordId),
  }),
  command('set', {
    words: { zh: '按给出的内容改', en: 'change what is given' },
    args: z.strictObject({
      person: Person.optional(),
      quantity: z.int().min(1).optional(),
      start: WallMinute.optional(),
      minutes: z.int().min(1).optional(),
      /** The venue's own list price of a unit, in fen. */
      listFen: z.int().min(1).optional(),
      court: z.int().min(1).optional(),
      /** Who comes, by kind; null if people are only counted. */
      party: Party.refine((party) => partySize(party) > 0)
        .nullable()
        .optional(),
      /** The 办件编号 or 协议编号 that was typed, or scanned from its paper; empty for none. */
      number: ownNumberTyped({}).optional(),
      ...AGREEMENT_ARGS,
    }),
    isPossible: isOrdering,
    run(desk, given) {
      insistOnNumber(desk(), given.number);
      const choice = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      desk().change(choice);
      return true;
    },
  }),
  ...AGREEMENT_COMMANDS,
  command('payment', {
    words: { zh: '支付方式', en: 'way of payment' },
    keys: ['f', 'F'].map((key) => ({ key, args: {} })),
    keyNames: 'F',
    /** The next way of the site if none is named. */
    args: z.strictObject({ way: PaymentWay.optional() }),
    isPossible: (desk) => isOrdering(desk) && paymentsAsked(desk.screen).length > 1,
    isEnabled: ({ screen }, { way }) => paymentChoice(screen, way) !== null,
    run: (desk, { way }) => desk().choosePayment(way),
  }),
  command('telephone', {
    words: { zh: '填写联系电话（可不填）', en: 'telephone for the call-back (may be left out)' },
    args: z.strictObject({ text: TelephoneText }),
    isPossible: (desk) => isOrdering(desk) && isBooking(desk),
    run: (desk, { text }) => desk().setTelephone(text),
  }),
  command('notes', {
    words: { zh: '查看联系电话', en: 'show the telephone of a booking' },
    args: z.strictObject({ recordId: z.string().min(1).max(64) }),
    isPossible: isScreenUnlocked,
    run: (desk, { recordId }) => desk().showNotes(recordId),
  }),
  keyCommand('confirm', 'Enter', {
    words: { zh: '确认', en: 'confirm' },
    mayNeed: ['override'],
    isPossible: (desk) => isOrdering(desk) && !desk.isWriting && isConfirmable(desk),
    isEnabled: (desk) => !desk.isWriting && desk.courtAsk?.kind !== 'asking' && isConfirmable(desk),
    run: (desk) => desk().confirm(),
  }),
  keyCommand('switch-card', 'Enter', {
    words: { zh: '换成新出示的卡', en: 'change to the new card' },
    actsInField: true,
    isPossible: ({ overlay }) => overlay?.kind === 'switch-card',
    run: (desk) => desk().acceptSwitch(),
  }),
  ...STEP_COMMANDS,
  ...COURT_COMMANDS,
  ...BOARD_COMMANDS,
  keyCommand('read', 'Enter', {
    words: { zh: '知道了', en: 'read it' },
    isPossible: isToBeRead,
    run: (desk) => desk().back(),
  }),
  keyCommand('unlock', 'Enter', {
    words: { zh: '解锁', en: 'unlock' },
    actsInField: true,
    isPossible: (desk) => !isScreenUnlocked(desk) && !needsPin(desk.staff),
    run: (desk) => desk().back(),
  }),
  keyCommand('back', 'Escape', {
    words: { zh: '返回', en: 'back' },
    actsInField: true,
    isPossible: isScreenUnlocked,
    run: (desk) => desk().back(),
  }),
  overlayCommand('help', 'F1', { zh: '帮助', en: 'help' }),
  overlayCommand('type', 'F2', { zh: '输入卡号', en: 'type a card number' }),
  overlayCommand('today', 'F6', { zh: '今日记录', en: 'today’s records' }),
  command('list-day', {
    words: { zh: '看某天的记录', en: 'the records of a day' },
    /** Null leads back to today. */
    args: z.strictObject({ date: WallDate.nullable() }),
    isPossible: ({ overlay }) => overlay?.kind === 'today',
    run: (desk, { date }) => desk().listDay(date),
  }),
  ...LIST_COMMANDS,
  command('void', {
    words: { zh: '撤销上一笔', en: 'void last' },
    keys: [{ key: 'F8', args: {} }],
    mayNeed: ['void-others', 'void-earlier'],
    keyNames: 'F8',
    actsInField: true,
    /**
     * `seq` names a use of today, or of the day that is listed. If it is absent, the last use of today is meant. If
     * `reason` is absent, the dialog asks for it.
     */
    args: z.strictObject({ seq: z.int().min(1).optional(), reason: VoidBody.shape.reason.optional() }),
    isPossible: isScreenUnlocked,
    async run(desk, { seq, reason }) {
      await desk().askToVoid(seq);
      const { overlay } = desk();
      if (overlay?.kind !== 'void') return seq === undefined && reason === undefined;
      return reason === undefined || desk().voidRecorded(overlay.use, reason);
    },
  }),
  command('reason', {
    words: { zh: '撤销原因', en: 'why it is voided' },
    mayNeed: ['void-others', 'void-earlier'],
    keys: VOID_REASONS.map((reason, index) => ({ key: String(index + 1), args: { reason } })),
    args: z.strictObject({ reason: VoidBody.shape.reason }),
    isPossible: ({ overlay }) => overlay?.kind === 'void',
    async run(desk, { reason }) {
      const { overlay } = desk();
      if (overlay?.kind === 'void') await desk().voidRecorded(overlay.use, reason);
    },
  }),
  command('print', {
    words: { zh: '打印小票、凭条', en: 'print the receipt or slip' },
    keys: [
      { key: 'p', args: {} },
      { key: 'P', args: {} },
    ],
    keyNames: 'P',
    /**
     * If `seq` is absent, the use on the screen is meant. `step` is the number of a step of that matter: its papers are
     * printed again.
     */
    args: z.strictObject({ seq: z.int().min(1).optional(), step: z.int().min(1).optional() }),
    isPossible: (desk) =>
      isScreenUnlocked(desk) && (hasReceipt(desk) || desk.today.length > 0 || desk.listed !== null),
    isEnabled: (desk, { seq }) => seq !== undefined || hasReceipt(desk),
    run: (desk, { seq, step }) => desk().print(seq, step),
  }),
  command('notice-read', {
    words: { zh: '通知已阅', en: 'notice read' },
    // F7 is taken: it hands the desk over, and that must not mark a notice as read.
    keys: [
      { key: 'y', args: {} },
      { key: 'Y', args: {} },
    ],
    keyNames: 'Y',
    /** If `notice` is absent, the first of those on the screen is meant. */
    args: z.strictObject({ notice: z.uuid().optional() }),
    isPossible: ({ screen, overlay, notices }) =>
      overlay === null && screen.kind === 'idle' && notices.length > 0,
    run: (desk, { notice }) => desk().readNotice(notice),
  }),
  ...CLOSING_COMMANDS,
  keyCommand('settings', 'F10', {
    words: { zh: '设置', en: 'settings' },
    role: 'technician',
    mayNeed: ['settings'],
    actsInField: true,
    isPossible: isScreenUnlocked,
    run(desk) {
      const after = { kind: 'open', overlay: 'settings' } as const;
      if (desk().insistOn('settings', after)) desk().open({ kind: 'settings' });
    },
  }),
  ...SETUP_COMMANDS,
  // Practice has no key, so that nobody begins it by mistake.
  command('practice', {
    words: { zh: '开始练习', en: 'begin practice' },
    role: 'technician',
    mayNeed: ['settings'],
    args: NO_ARGS,
    isPossible: ({ overlay, practice, isWriting }) =>
      overlay?.kind !== 'lock' && practice === null && !isWriting,
    run(desk) {
      return desk().insistOn('settings', { kind: 'practice' }) ? desk().beginPractice() : true;
    },
  }),
  command('end-practice', {
    words: { zh: '结束练习', en: 'end practice' },
    args: NO_ARGS,
    isPossible: ({ overlay, practice, isWriting }) =>
      overlay?.kind !== 'lock' && practice !== null && !isWriting,
    run: (desk) => desk().endPractice(),
  }),
  ...STAFF_COMMANDS,
  overlayCommand('lock', 'F12', { zh: '锁屏', en: 'lock' }),
];

function itemsOf({ screen }: DeskState) {
  return screen.kind === 'decided' ? screen.check.decision.items : [];
}

function canMove(screen: DeskScreen, move: { readonly by: 1 | -1; readonly unit: 'grid' | 'day' }): boolean {
  const item = chosenItemOf(screen);
  if (screen.kind !== 'decided' || item === null) return false;
  return movedChoice(item, { ...move, today: screen.check.decision.date }) !== null;
}

function personsOf({ screen }: DeskState) {
  const item = chosenItemOf(screen);
  if (screen.kind !== 'decided' || item === null) return [];
  return personsAsked(item, screen.check.decision.lookup);
}

function isPartyAsked({ screen }: DeskState): boolean {
  const item = chosenItemOf(screen);
  return (
    screen.kind === 'decided' && item !== null && partyAsked(item, screen.check.decision.lookup).length > 0
  );
}

function partyOf(screen: DeskState['screen'], who: Person) {
  const item = chosenItemOf(screen);
  return screen.kind === 'decided' && item !== null
    ? partyChoice(item, screen.check.decision.lookup, who)
    : null;
}

function isBooking({ screen }: DeskState): boolean {
  const item = chosenItemOf(screen);
  return item !== null && takesTelephone(item);
}

function isConfirmable({ screen }: DeskState): boolean {
  const item = chosenItemOf(screen);
  return item !== null && isConfirmed(enterOf(item));
}

/** The command of a button. */
export function commandOf(id: CommandId): Command {
  const found = commandNamed(id);
  if (found === null) throw new Error(`${id} is not in the table`);
  return found;
}

/** The command with this id; null if there is none. */
export function commandNamed(id: string): Command | null {
  return COMMANDS.find((one) => one.id === id) ?? null;
}

/** The command that a key means now, with its arguments; null if it means none. */
export function commandOfKey(
  desk: DeskState,
  { key, inField }: { readonly key: string; readonly inField: boolean },
): { readonly command: Command; readonly args: unknown } | null {
  for (const one of COMMANDS) {
    const bound = one.keys.find((candidate) => candidate.key === key);
    if (bound === undefined || (inField && !one.actsInField) || !one.isPossible(desk)) continue;
    return { command: one, args: bound.args };
  }
  return null;
}
