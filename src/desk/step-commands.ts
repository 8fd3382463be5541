import { z } from 'zod';
import type { Text } from '../domain/base/text.ts';
import { WallDate, WallMinute } from '../domain/base/wall-time.ts';
import { DissolveReason } from '../domain/journal/agreement-body.ts';
import { EndReason } from '../domain/journal/entry-body.ts';
import { MATERIALS_MAX } from '../domain/journal/matter-body.ts';
import { OWN_NUMBER_TEXT_LENGTH_MAX } from '../domain/journal/own-number.ts';
import {
  ERRAND_STEPS,
  type ErrandStep,
  MATTER_STEPS,
  type MatterStep,
  ROOM_STEPS,
  type RoomStep,
  type StepKind,
} from '../domain/records/possible-steps.ts';
import {
  By,
  type Command,
  type CommandKey,
  type CommandParts,
  command,
  DIGIT_KEYS,
  keyCommand,
  NO_ARGS,
} from './command.ts';
import type { DeskState } from './desk-state.ts';
import { recordsOfCard } from './known-records.ts';
import type { GivenStep, MatterForm, ShownRecord, StepDraft } from './step-parts.ts';

/** In the order of their digit keys. */
export const END_REASONS = EndReason.options;

function stepOf({ overlay }: DeskState): StepDraft | null {
  return overlay?.kind === 'step' ? overlay.step : null;
}

const STEP_KEYS: readonly CommandKey[] = [
  { key: 'ArrowLeft', args: { by: -1, unit: 'grid' } },
  { key: 'ArrowRight', args: { by: 1, unit: 'grid' } },
  { key: 'PageUp', args: { by: -1, unit: 'day' } },
  { key: 'PageDown', args: { by: 1, unit: 'day' } },
  { key: '+', args: { by: 1, unit: 'length' } },
  { key: '=', args: { by: 1, unit: 'length' } },
  { key: '-', args: { by: -1, unit: 'length' } },
];

/** The text of an id: which of the records it is shows when the command runs. */
const RecordName = z.string().min(1).max(64).optional();
const Named = z.strictObject({ recordId: RecordName });
/** `picked` has the reason. */
const Dissolve = z.strictObject({ recordId: RecordName, picked: z.array(DissolveReason).max(1).optional() });
const From = z.strictObject({ recordId: RecordName, from: WallDate.optional() });
const End = z.strictObject({
  recordId: RecordName,
  reason: EndReason.optional(),
  returnedFen: z.int().min(0).optional(),
});

type StepParts = CommandParts<z.ZodType<GivenStep>>;

/** A command that steps a record. It is possible where a record is on the screen, in today's list or in a step. */
function stepCommand(
  id: StepKind,
  words: Text,
  parts: Pick<StepParts, 'args'> & Partial<StepParts>,
): Command {
  return command(id, {
    words,
    isPossible: (desk) => isSteppable(desk) && desk.recordsFor(id, true).length > 0,
    whyNot: (desk, { recordId }) => whyNoRecord(desk.recordsFor(id, true), recordId),
    run: (desk, given) => desk().startStep(id, given),
    ...parts,
  });
}

/** Says that no record here allows the step, or which of them do; null if the one that is named does. */
function whyNoRecord(able: readonly ShownRecord[], recordId: string | undefined): Text | null {
  const ids = [...new Set(able.map(({ record }) => record.recordId))];
  if (recordId !== undefined && ids.includes(recordId)) return null;
  if (ids.length === 0) return { zh: '这里没有可以这样办的记录', en: 'no record here allows this' };
  const named = ids.join(', ');
  return {
    zh: `请用 recordId 指明是哪一条：${named}`,
    en: `say by recordId which record, one of: ${named}`,
  };
}

function isSteppable({ screen, overlay, isWriting }: DeskState): boolean {
  if (isWriting) return false;
  if (overlay !== null) return ['today', 'step', 'matters', 'tasks'].includes(overlay.kind);
  return screen.kind === 'decided' || screen.kind === 'idle';
}

const MATTER_WORDS: Readonly<Record<MatterStep, Text>> = {
  number: { zh: '登记办件编号', en: 'number of a matter' },
  receive: { zh: '收件', en: 'take the papers of a matter' },
  supply: { zh: '补交材料', en: 'papers handed in later' },
  notice: { zh: '一次性告知单（补正）', en: 'one-time notice of what is missing' },
  accept: { zh: '受理（缺次要材料时容缺受理）', en: 'accept a matter' },
  handle: { zh: '承办', en: 'hand a matter on to its unit' },
  finish: { zh: '办结', en: 'a matter is finished' },
  tell: { zh: '告知（电话）', en: 'call the holder about a matter' },
  collect: { zh: '领证', en: 'the holder collects the result' },
  reject: { zh: '退件', en: 'hand the papers back' },
  withdraw: { zh: '撤回', en: 'the holder takes a matter back' },
  stop: { zh: '终止', en: 'stop a matter' },
  assign: { zh: '指派跟办人', en: 'who follows a matter' },
  deliver: { zh: '送达方式', en: 'how the result goes to the holder' },
};

const NumberArg = { number: z.string().max(OWN_NUMBER_TEXT_LENGTH_MAX).optional() };
/** The ids of the materials that are there, or the id of the option that is chosen. */
const PickedArg = { picked: z.array(z.string().min(1).max(64)).max(MATERIALS_MAX).optional() };
const UntilArg = { until: WallDate.nullable().optional() };

/** What a step of a matter takes besides its record. What it does not take is refused, not passed over. */
const MATTER_ARGS: Readonly<Record<MatterStep, z.core.$ZodShape>> = {
  number: NumberArg,
  receive: PickedArg,
  supply: PickedArg,
  notice: { ...PickedArg, ...UntilArg },
  accept: UntilArg,
  handle: {},
  finish: PickedArg,
  tell: PickedArg,
  collect: PickedArg,
  reject: PickedArg,
  withdraw: {},
  stop: PickedArg,
  assign: PickedArg,
  deliver: PickedArg,
};

function matterCommand(step: MatterStep): Command {
  const args: z.ZodType<GivenStep> = z.strictObject({ recordId: RecordName, ...MATTER_ARGS[step] });
  return stepCommand(step, MATTER_WORDS[step], { args });
}

const ROOM_WORDS: Readonly<Record<RoomStep, Text>> = {
  'room-apply': { zh: '填写场地申请', en: 'apply for a room' },
  'room-review': { zh: '审核场地申请', en: 'review an application for a room' },
  'room-approve': { zh: '审批场地申请', en: 'approve an application for a room' },
  'room-refuse': { zh: '不予批准', en: 'refuse an application for a room' },
  'room-call': { zh: '用场前联系持卡人', en: 'call the holder before the use' },
  'room-start': { zh: '开始用场、交付设备', en: 'the use of a room begins' },
  'room-end': { zh: '用场结束、归还设备', en: 'the use of a room ends' },
  'room-terminate': { zh: '终止活动', en: 'the venue ends an event' },
  'room-receive': { zh: '收到节目单、布置、道具', en: 'programme, layout and props of a room received' },
  'room-charge': { zh: '登记费用（不计入收款）', en: 'note what the venue charges (part of no sum)' },
  'room-rearrange': {
    zh: '另行安排时间，致电持卡人',
    en: 'the venue gives another time and calls the holder',
  },
};

const ROOM_ARGS: Readonly<Record<RoomStep, z.core.$ZodShape>> = {
  'room-apply': { ...PickedArg, audience: z.string().max(5).optional() },
  'room-review': {},
  'room-approve': {},
  'room-refuse': PickedArg,
  'room-call': PickedArg,
  'room-start': PickedArg,
  'room-end': PickedArg,
  'room-terminate': PickedArg,
  'room-receive': PickedArg,
  /** `charge`: an amount in yuan, as it is typed. */
  'room-charge': { ...PickedArg, charge: z.string().max(12).optional() },
  /** `picked`: the reason, and what became of the call. */
  'room-rearrange': PickedArg,
};

function roomCommand(step: RoomStep): Command {
  const args: z.ZodType<GivenStep> = z.strictObject({ recordId: RecordName, ...ROOM_ARGS[step] });
  return stepCommand(step, ROOM_WORDS[step], { args });
}

const ERRAND_WORDS: Readonly<Record<ErrandStep, Text>> = {
  'errand-describe': { zh: '登记跟进事项的内容', en: 'what a followed matter is about' },
  'errand-complete': { zh: '材料齐全，开始计时', en: 'complete, the promised days begin' },
  'errand-assign': { zh: '转办单位、答复期限', en: 'hand a followed matter to a unit' },
  'errand-urge': { zh: '督办', en: 'ask the unit again' },
  'errand-book': { zh: '预约、约定日期', en: 'agree on a day' },
  'errand-call': { zh: '联系、随访持卡人', en: 'call the holder' },
  'errand-answer': { zh: '登记答复', en: 'what the unit or the holder answered' },
  'errand-number': { zh: '登记工单号', en: 'number of a followed matter' },
  'errand-finish': { zh: '办结跟进事项', en: 'how a followed matter ended' },
};

const ERRAND_ARGS: Readonly<Record<ErrandStep, z.core.$ZodShape>> = {
  'errand-describe': PickedArg,
  'errand-complete': {},
  'errand-assign': { ...PickedArg, ...UntilArg },
  'errand-urge': UntilArg,
  'errand-book': { ...PickedArg, ...UntilArg },
  'errand-call': { ...PickedArg, ...UntilArg },
  'errand-answer': PickedArg,
  'errand-number': NumberArg,
  'errand-finish': PickedArg,
};

function errandCommand(step: ErrandStep): Command {
  const args: z.ZodType<GivenStep> = z.strictObject({ recordId: RecordName, ...ERRAND_ARGS[step] });
  return stepCommand(step, ERRAND_WORDS[step], { args });
}

/** The commands that step a matter of the service hall. */
const MATTER_COMMANDS: readonly Command[] = [
  ...MATTER_STEPS.map(matterCommand),
  command('pick', {
    words: { zh: '勾选材料、选择一项', en: 'tick a paper, choose one' },
    keys: DIGIT_KEYS.map((place) => ({ key: String(place), args: { place } })),
    args: z.strictObject({ place: z.int().min(1).max(MATERIALS_MAX) }),
    isPossible: (desk) => (stepOf(desk)?.matter?.options.length ?? 0) > 0,
    isEnabled: (desk, { place }) => stepOf(desk)?.matter?.options[place - 1] !== undefined,
    run(desk, { place }) {
      const option = stepOf(desk())?.matter?.options[place - 1];
      return option !== undefined && picks(desk(), (form) => pickedWith(form, option.id));
    },
  }),
  command('pick-all', {
    words: { zh: '全部勾选', en: 'tick all' },
    keys: [{ key: '0', args: {} }],
    args: NO_ARGS,
    isPossible: (desk) => stepOf(desk)?.matter?.isMany === true,
    run: (desk) => picks(desk(), ({ options }) => options.map(({ id }) => id)),
  }),
];

/** The keys that tick the rows of the step on the screen, all of them included; empty where only one row is chosen. */
export function tickKeysOf(desk: DeskState): string {
  const form = stepOf(desk)?.matter;
  if (form == null || !form.isMany) return '';
  return ['0', ...DIGIT_KEYS.slice(0, form.options.length)].join('');
}

function picks(desk: DeskState, pick: (form: MatterForm) => readonly string[]) {
  const step = stepOf(desk);
  if (step?.matter == null) return false;
  const { recordId } = step.shown.record;
  return desk.startStep(step.kind, { ...step.matter.given, recordId, picked: pick(step.matter) });
}

/** The options that are picked after one was pressed: several can be ticked and unticked, or the last one counts. */
function pickedWith({ options, isMany }: MatterForm, id: string): readonly string[] {
  if (!isMany) return [id];
  const before = options.filter(({ isPicked }) => isPicked).map((option) => option.id);
  return before.includes(id) ? before.filter((other) => other !== id) : [...before, id];
}

/** The commands that step records. */
export const STEP_COMMANDS: readonly Command[] = [
  keyCommand('confirm-step', 'Enter', {
    words: { zh: '确认这一步', en: 'make this step' },
    mayNeed: ['override', 'void-others', 'void-earlier'],
    isPossible: (desk) => !desk.isWriting && stepOf(desk)?.act != null,
    whyNot: (desk) => stepOf(desk)?.text ?? null,
    run: (desk) => desk().confirmStep(),
  }),
  stepCommand(
    'admit',
    { zh: '入场（年卡、会员）', en: 'admit (pass)' },
    {
      args: z.strictObject({ recordId: RecordName }),
      keys: [{ key: 'Enter', args: {} }],
      isPossible: (desk) => desk.overlay === null && isSteppable(desk) && isAdmitting(desk),
    },
  ),
  stepCommand(
    'move',
    { zh: '改期、换场', en: 'move to another time or court' },
    {
      args: z.strictObject({
        recordId: RecordName,
        start: WallMinute.optional(),
        minutes: z.int().min(1).optional(),
        court: z.int().min(1).optional(),
      }),
    },
  ),
  stepCommand('cancel', { zh: '退订', en: 'cancel a booking' }, { args: End }),
  stepCommand('attend', { zh: '到场', en: 'the holder has come' }, { args: Named }),
  stepCommand('miss', { zh: '爽约', en: 'nobody came' }, { args: Named }),
  stepCommand('pause', { zh: '停卡', en: 'pause a pass' }, { args: From }),
  stepCommand('resume', { zh: '恢复', en: 'resume a pass' }, { args: From }),
  stepCommand('return', { zh: '退卡', en: 'return a pass' }, { args: End }),
  stepCommand(
    'dissolve',
    { zh: '解约（家庭医生协议）', en: 'dissolve a family doctor agreement' },
    { args: Dissolve },
  ),
  ...MATTER_COMMANDS,
  ...ROOM_STEPS.map(roomCommand),
  ...ERRAND_STEPS.map(errandCommand),
  stepCommand('take-back', { zh: '撤回上一步', en: 'take the last step back' }, { args: Named }),
  command('adjust-step', {
    words: { zh: '改期时调整时间、场地', en: 'time and court of a move' },
    keys: STEP_KEYS,
    args: z.strictObject({
      by: By,
      unit: z.enum(['grid', 'day', 'length']),
    }),
    isPossible: (desk) => stepOf(desk)?.move != null,
    run: (desk, { by, unit }) => desk().adjustStep(by, unit),
  }),
  command('end-reason', {
    words: { zh: '退订、退卡的原因', en: 'why it is cancelled or returned' },
    keys: END_REASONS.map((reason, index) => ({ key: String(index + 1), args: { reason } })),
    args: z.strictObject({ reason: EndReason }),
    isPossible: (desk) => reasonOf(desk) !== null,
    run(desk, { reason }) {
      const step = stepOf(desk());
      if (step?.end == null) return false;
      const { recordId } = step.shown.record;
      return desk().startStep(step.kind, {
        recordId,
        reason,
        returnedFen: step.end.returnedFen ?? undefined,
      });
    },
  }),
];

/** Why it ends, as the dialog has it; null if no end is shown. */
function reasonOf(desk: DeskState): EndReason | null {
  return stepOf(desk)?.end?.reason ?? null;
}

/** Enter admits if it is one pass; if there are several, a button says which. */
function isAdmitting({ screen }: DeskState): boolean {
  return recordsOfCard(screen).some(({ possible }) => possible.includes('admit'));
}
