import { z } from 'zod';
import type { Text } from '../domain/base/text.ts';
import { WallDate, WallMinute } from '../domain/base/wall-time.ts';
import { EndReason } from '../domain/journal/entry-body.ts';
import type { StepKind } from '../domain/records/possible-steps.ts';
import { type Command, type CommandKey, type CommandParts, command, keyCommand } from './command.ts';
import type { DeskState } from './desk-state.ts';
import { recordsOfCard } from './known-records.ts';
import type { GivenStep, StepDraft } from './step-draft.ts';

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
    isPossible: (desk) => isSteppable(desk),
    run: (desk, given) => desk().startStep(id, given),
    ...parts,
  });
}

function isSteppable({ screen, overlay, isWriting }: DeskState): boolean {
  if (isWriting) return false;
  if (overlay !== null) return overlay.kind === 'today' || overlay.kind === 'step';
  return screen.kind === 'decided' || screen.kind === 'idle';
}

/** The commands that step records. */
export const STEP_COMMANDS: readonly Command[] = [
  keyCommand('confirm-step', 'Enter', {
    words: { zh: '确认这一步', en: 'make this step' },
    mayNeed: ['override', 'void-others', 'void-earlier'],
    actsInField: true,
    isPossible: (desk) => !desk.isWriting && stepOf(desk)?.act != null,
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
  stepCommand('take-back', { zh: '撤回上一步', en: 'take the last step back' }, { args: Named }),
  command('adjust-step', {
    words: { zh: '改期时调整时间、场地', en: 'time and court of a move' },
    keys: STEP_KEYS,
    args: z.strictObject({
      by: z.union([z.literal(1), z.literal(-1)]),
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
