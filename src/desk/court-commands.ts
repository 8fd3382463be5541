import { z } from 'zod';
import { WallMinute } from '../domain/base/wall-time.ts';
import { RecordId } from '../domain/records/record-id.ts';
import { PUBLIC_USES } from '../domain/shared/public-stretch.ts';
import { agreementInOrder } from './agreement-order.ts';
import { type Command, command, NO_ARGS } from './command.ts';
import type { DeskState } from './desk-state.ts';

const COURTS_MAX = 99;
const MINUTES_MAX = 1_440;

/** The commands by which the venue gives its courts to others than holders. */
export const COURT_COMMANDS: readonly Command[] = [
  command('courts', {
    words: { zh: '场地给散客、包场，或停用', en: 'courts for the public, or closed' },
    keys: [
      { key: 'g', args: {} },
      { key: 'G', args: {} },
    ],
    keyNames: 'G',
    args: NO_ARGS,
    /** While an agreement is being signed, the key adds a personal package. */
    isPossible: (desk) =>
      desk.hasCourts && desk.overlay === null && isAtDesk(desk) && agreementInOrder(desk.screen) === null,
    run: (desk) => desk().open({ kind: 'courts' }),
  }),
  command('take-courts', {
    words: { zh: '场地给散客、固定场、包场、比赛或停用', en: 'give courts to the public, or close them' },
    args: z.strictObject({
      /** An item that is booked on these courts. */
      item: z.string(),
      start: WallMinute,
      minutes: z.int().min(1).max(MINUTES_MAX),
      /** Numbers of courts. If it is absent, all courts are meant. */
      courts: z.array(z.int().min(1).max(COURTS_MAX)).min(1).max(COURTS_MAX).optional(),
      use: z.enum(PUBLIC_USES).optional(),
      /** If courts are booked, `courtsAnswer` of the screen names the bookings first. True records it all the same. */
      anyway: z.boolean().optional(),
    }),
    isPossible: isFree,
    run: (desk, { item: itemId, use = 'walk-in', anyway, ...given }) =>
      desk().givePublic({ kind: 'take', itemId, use, isSure: anyway, ...given }),
  }),
  command('free-courts', {
    words: { zh: '收回已给散客的场地', en: 'take courts back from the public' },
    /** The id of a stretch in the screen's `publicStretches`. */
    args: z.strictObject({ takenId: RecordId }),
    isPossible: isFree,
    run: (desk, { takenId }) => desk().givePublic({ kind: 'free', takenId }),
  }),
];

function isAtDesk({ screen, isWriting }: DeskState): boolean {
  return !isWriting && (screen.kind === 'idle' || screen.kind === 'decided');
}

/** The venue may always give its courts away: only a dialog or a record that is being written is in the way. */
function isFree({ overlay, isWriting }: DeskState): boolean {
  return !isWriting && (overlay === null || overlay.kind === 'courts');
}
