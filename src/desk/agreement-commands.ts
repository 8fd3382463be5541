import { z } from 'zod';
import type { Text } from '../domain/base/text.ts';
import type { GivenChoice } from '../domain/decision/decision.ts';
import { Insurance, teamNameOf } from '../domain/journal/agreement-body.ts';
import { agreementInOrder, nextInsurance, nextTeam } from './agreement-order.ts';
import { type Command, type CommandId, command, NO_ARGS } from './command.ts';
import type { DeskScreen, DeskState } from './desk-state.ts';

/** An empty text removes the number. Any other text must be a number. */
function typedAs(read: (typed: string) => string | null, fault: string) {
  return z
    .string()
    .refine((typed) => typed.trim() === '' || read(typed) !== null, fault)
    .transform(read)
    .optional();
}

/** What may be set for an agreement. */
export const AGREEMENT_ARGS = {
  /** A team of the catalogue by its Chinese name, or another one. */
  team: typedAs(teamNameOf, 'no name of a team'),
  insurance: Insurance.optional(),
  personal: z.boolean().optional(),
};

/** A key that changes one field of the agreement that is being signed. */
function fieldCommand(
  id: CommandId,
  key: string,
  words: Text,
  next: (screen: DeskScreen) => GivenChoice | null,
): Command {
  return command(id, {
    words,
    keys: [key, key.toUpperCase()].map((name) => ({ key: name, args: {} })),
    keyNames: key.toUpperCase(),
    args: NO_ARGS,
    isPossible: (desk) => isSigning(desk) && next(desk.screen) !== null,
    run(desk) {
      const choice = next(desk().screen);
      if (choice === null) return false;
      desk().change(choice);
      return true;
    },
  });
}

function isSigning({ screen, overlay }: DeskState): boolean {
  return overlay === null && agreementInOrder(screen) !== null;
}

/** The keys for the fields of a family doctor agreement. */
export const AGREEMENT_COMMANDS: readonly Command[] = [
  fieldCommand('team', 't', { zh: '选家庭医生团队', en: 'choose the family doctor team' }, nextTeam),
  fieldCommand('insurance', 'i', { zh: '选参保方式', en: 'choose the kind of insurance' }, nextInsurance),
  fieldCommand('personal', 'g', { zh: '另签个性化服务包', en: 'a personal package beside it' }, (screen) => ({
    personal: agreementInOrder(screen)?.personal !== true,
  })),
];
