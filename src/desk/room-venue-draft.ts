import type { RoomDone } from '../app/record/step-record.ts';
import { fenOfYuanText, yuanText } from '../domain/base/money.ts';
import type { Text } from '../domain/base/text.ts';
import type { WallDate } from '../domain/base/wall-time.ts';
import { CallAnswer } from '../domain/journal/matter-body.ts';
import { ROOM_THINGS, RoomCharge, RoomRearrangement, RoomThing } from '../domain/journal/room-body.ts';
import { ROOM_CHARGES, ROOM_REARRANGEMENTS, ROOM_THING_WORDS } from '../domain/records/room-words.ts';

/** `done` is null if it cannot be recorded; `text` then says why. */
export type Made = { readonly done: RoomDone | null; readonly text: Text };

interface Named {
  readonly id: string;
  readonly name: Text;
}

export function refused(zh: string, en: string): Made {
  return { done: null, text: { zh, en } };
}

/** What became of the call to the holder. */
const CALL_OPTIONS: readonly Named[] = [
  { id: CallAnswer.enum.reached, name: { zh: '已联系持卡人', en: 'the holder was reached' } },
  { id: CallAnswer.enum['no-answer'], name: { zh: '未接通', en: 'no answer' } },
];

/** The options of the steps that the venue makes for itself: what was handed in, a charge, another time. */
export const VENUE_OPTIONS = {
  'room-receive': ROOM_THINGS.map((id) => ({ id, name: ROOM_THING_WORDS[id] })),
  'room-charge': RoomCharge.options.map((id) => ({ id, name: ROOM_CHARGES[id] })),
  'room-rearrange': [
    ...RoomRearrangement.options.map((id) => ({ id, name: ROOM_REARRANGEMENTS[id] })),
    ...CALL_OPTIONS,
  ],
} as const satisfies Record<string, readonly Named[]>;

export function receivedThings(picked: readonly string[]): Made {
  const things = picked.flatMap((id) => RoomThing.safeParse(id).data ?? []);
  if (things.length === 0) return refused('请勾选收到的内容', 'Tick what is there');
  return {
    done: { kind: 'room-received', things },
    text: {
      zh: things.map((id) => ROOM_THING_WORDS[id].zh).join('、'),
      en: things.map((id) => ROOM_THING_WORDS[id].en).join(', '),
    },
  };
}

/** The amount is the venue's own. It is noted, and nobody computes it. */
export function charged(picked: readonly string[], typed: string): Made {
  const reason = RoomCharge.safeParse(picked[0]).data;
  if (reason === undefined) return refused('请选收费原因', 'Pick what the charge is for');
  const amountFen = fenOfYuanText(typed);
  if (amountFen === null) return refused('请填金额（元）', 'Say how much, in yuan');
  const yuan = yuanText(amountFen);
  return {
    done: { kind: 'room-charged', reason, amountFen },
    text: {
      zh: `登记费用 ${yuan} 元：${ROOM_CHARGES[reason].zh}（不计入本台收款）`,
      en: `note a charge of ${yuan} yuan: ${ROOM_CHARGES[reason].en} (in no sum of this desk)`,
    },
  };
}

/** One reason, and what became of the call. The next move gives the other time. */
export function rearranged(picked: readonly string[], on: WallDate): Made {
  const reasons = picked.flatMap((id) => RoomRearrangement.safeParse(id).data ?? []);
  const answers = picked.flatMap((id) => CallAnswer.safeParse(id).data ?? []);
  const [reason] = reasons;
  const [answer] = answers;
  if (reason === undefined || reasons.length > 1)
    return refused('请选一个原因', 'Pick one reason why another time is needed');
  if (answer === undefined || answers.length > 1)
    return refused('请选一项通话结果', 'Pick what became of the call to the holder');
  const called = CALL_OPTIONS.find(({ id }) => id === answer)?.name ?? { zh: '', en: '' };
  const why = ROOM_REARRANGEMENTS[reason];
  return {
    done: { kind: 'room-rearranged', on, reason, answer },
    text: {
      zh: `另行安排时间：${why.zh}，${called.zh}。新的时间用“改期”登记，不需重新审批`,
      en: `another time by the venue: ${why.en}, ${called.en}. A move records the new time, and the approval stays`,
    },
  };
}
