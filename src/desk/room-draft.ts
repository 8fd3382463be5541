import type { RoomDone } from '../app/record/step-record.ts';
import type { Text } from '../domain/base/text.ts';
import { unreachable } from '../domain/base/unreachable.ts';
import { dateOfMinute, type WallMinute } from '../domain/base/wall-time.ts';
import type { RoomTerms } from '../domain/catalogue/room-terms.ts';
import { CallAnswer } from '../domain/journal/matter-body.ts';
import { AUDIENCE_MAX, ROOM_CHECKS, RoomRefusal, RoomTermination } from '../domain/journal/room-body.ts';
import { type BookingState, endOfPlace } from '../domain/records/booking.ts';
import type { RoomStep } from '../domain/records/possible-steps.ts';
import { afterStep } from '../domain/records/present-records.ts';
import { isSecond, overrunOf } from '../domain/records/room.ts';
import { ROOM_CHECK_WORDS, ROOM_REFUSALS, ROOM_TERMINATIONS } from '../domain/records/room-words.ts';
import type { MatterStaff } from './matter-draft.ts';
import { recordText } from './record-words.ts';
import {
  charged,
  type Made,
  rearranged,
  receivedThings,
  refused,
  VENUE_OPTIONS,
} from './room-venue-draft.ts';
import type { GivenStep, MatterForm, ShownRecord, StepDraft } from './step-parts.ts';

type Option = Omit<MatterForm['options'][number], 'isPicked'>;

interface RoomFacts {
  readonly state: BookingState;
  readonly terms: RoomTerms;
  readonly now: WallMinute;
  /** The member who is signed in; null for nobody. */
  readonly member: string | null;
}

/** Drafts a step of a room: its form, and the words that say what Enter will record. */
export function roomDraftOf(
  kind: RoomStep,
  shown: ShownRecord,
  given: GivenStep,
  { now, staff }: { readonly now: WallMinute; readonly staff: MatterStaff },
): StepDraft {
  const { record, item } = shown;
  const { state } = record;
  const terms = item.room;
  if (state.kind !== 'booking' || terms === undefined) throw new Error(`${kind} is a step of a room`);
  const facts = { state, terms, now, member: staff.own };
  const form = formOf(kind, facts, given);
  const { done, text } = madeOf(kind, facts, form);
  const what = recordText(record, item, now);
  return {
    ...{ kind, shown, differenceFen: 0, move: null, end: null, matter: form },
    act: done !== null && fits(shown, done) ? { kind: 'room', done } : null,
    text: { zh: `${what.zh}：${text.zh}`, en: `${what.en}: ${text.en}` },
  };
}

function fits({ record }: ShownRecord, done: RoomDone): boolean {
  const { recordId, folded } = record;
  const after = folded.last;
  return after !== null && afterStep(record, { ...done, recordId, after }) !== null;
}

const PUBLIC_GOOD: Option = {
  id: 'public-good',
  name: { zh: '已签公益承诺', en: 'signed that it is for the public good' },
};
const MANY: readonly RoomStep[] = ['room-apply', 'room-start', 'room-end', 'room-receive', 'room-rearrange'];

function formOf(kind: RoomStep, facts: RoomFacts, given: GivenStep): MatterForm {
  const picked = given.picked ?? defaultsOf(kind, facts);
  const before = facts.state.room?.audience;
  return {
    given,
    options: choicesOf(kind, facts).map((option) => ({ ...option, isPicked: picked.includes(option.id) })),
    isMany: MANY.includes(kind),
    ...{ day: null, number: null, asks: [] },
    count: countOf(kind, given, before),
  };
}

/** How many will watch, or what is charged; null for a step that asks for no figure. */
function countOf(kind: RoomStep, given: GivenStep, before: number | undefined): string | null {
  if (kind === 'room-charge') return given.charge ?? '';
  return kind === 'room-apply' ? (given.audience ?? (before === undefined ? '' : `${before}`)) : null;
}

/** What is picked when the form opens: what was asked for before, and what is usual. */
function defaultsOf(kind: RoomStep, { state: { room } }: RoomFacts): readonly string[] {
  switch (kind) {
    case 'room-apply':
      return room === null ? [] : [room.purpose, ...room.equipment];
    case 'room-start':
      return room?.equipment ?? [];
    case 'room-receive':
      return room?.received ?? [];
    case 'room-call':
      return [CallAnswer.enum.reached];
    default:
      return [];
  }
}

function choicesOf(kind: RoomStep, { state, terms }: RoomFacts): readonly Option[] {
  switch (kind) {
    case 'room-apply':
      return [...terms.purposes, ...terms.equipment, PUBLIC_GOOD];
    case 'room-start':
      return terms.equipment;
    case 'room-end': {
      const out = state.room?.handedOut ?? [];
      const returned = out.map((id) => {
        const name = nameOf(terms.equipment, id);
        return { id, name: { zh: `${name.zh} 已还`, en: `${name.en} is back` } };
      });
      return [...ROOM_CHECKS.map((id) => ({ id, name: ROOM_CHECK_WORDS[id] })), ...returned];
    }
    case 'room-refuse':
      return RoomRefusal.options.map((id) => ({ id, name: ROOM_REFUSALS[id] }));
    case 'room-terminate':
      return RoomTermination.options.map((id) => ({ id, name: ROOM_TERMINATIONS[id] }));
    case 'room-call':
      return [
        { id: CallAnswer.enum.reached, name: { zh: '已联系，设施已落实', en: 'reached, equipment agreed' } },
        { id: CallAnswer.enum['no-answer'], name: { zh: '未接通', en: 'no answer' } },
      ];
    case 'room-review':
    case 'room-approve':
      return [];
    case 'room-receive':
    case 'room-charge':
    case 'room-rearrange':
      return VENUE_OPTIONS[kind];
    default:
      return unreachable(kind);
  }
}

function nameOf(options: readonly Option[], id: string): Text {
  return options.find((option) => option.id === id)?.name ?? { zh: id, en: id };
}

function madeOf(kind: RoomStep, facts: RoomFacts, form: MatterForm): Made {
  const { terms, now, member } = facts;
  const unknown = (form.given.picked ?? []).filter((id) => form.options.every((option) => option.id !== id));
  if (unknown.length > 0) {
    const ids = unknown.slice(0, UNKNOWN_NAMED_MAX);
    return refused(
      `这一步没有这些选项：${ids.join('、')}，请重新勾选`,
      `No such options: ${ids.join(', ')}. Pick again`,
    );
  }
  const picked = form.options.filter(({ isPicked }) => isPicked).map(({ id }) => id);
  const [first] = picked;
  switch (kind) {
    case 'room-apply':
      return applied(terms, picked, form.count ?? '');
    case 'room-review':
      return {
        done: { kind: 'room-reviewed', member },
        text: {
          zh: '审核通过：已核对持卡人资格和场地排期，主题合适',
          en: 'reviewed: the holder, the schedule and the theme are right',
        },
      };
    case 'room-approve':
      return approved(facts);
    case 'room-refuse': {
      const reason = RoomRefusal.safeParse(first).data;
      if (reason === undefined) return refused('请选不予批准的原因', 'Pick why it is refused');
      const why = ROOM_REFUSALS[reason];
      return {
        done: { kind: 'room-refused', member, reason },
        text: { zh: `不予批准，时段放回：${why.zh}`, en: `refused, the time is free again: ${why.en}` },
      };
    }
    case 'room-call': {
      const answer = CallAnswer.safeParse(first).data;
      if (answer === undefined) return refused('请选通话结果', 'Pick what became of the call');
      return {
        done: { kind: 'room-called', on: dateOfMinute(now), answer },
        text: { zh: '用场前联系', en: 'call before the use' },
      };
    }
    case 'room-start':
      return started(facts, picked);
    case 'room-end':
      return ended(facts, picked);
    case 'room-terminate': {
      const reason = RoomTermination.safeParse(first).data;
      if (reason === undefined) return refused('请选终止的原因', 'Pick why it is ended');
      const why = ROOM_TERMINATIONS[reason];
      return {
        done: { kind: 'room-terminated', at: now, reason },
        text: { zh: `终止活动：${why.zh}`, en: `end the event: ${why.en}` },
      };
    }
    case 'room-receive':
      return receivedThings(picked);
    case 'room-charge':
      return charged(picked, form.count ?? '');
    case 'room-rearrange':
      return rearranged(picked, dateOfMinute(now));
    default:
      return unreachable(kind);
  }
}

/** No more of them are named in one sentence. */
const UNKNOWN_NAMED_MAX = 5;

/** Asks for what is missing, in the order of the form. The seats bound the audience, and nobody who performs. */
function applied(terms: RoomTerms, picked: readonly string[], typed: string): Made {
  const purposes = terms.purposes.filter(({ id }) => picked.includes(id));
  const [purpose] = purposes;
  if (purpose === undefined || purposes.length > 1) return refused('请选一种用途', 'Pick one purpose');
  if (!/^[0-9]{1,5}$/.test(typed)) return refused('请填观众人数', 'Say how many will watch');
  const audience = Number(typed);
  const most = terms.seats ?? AUDIENCE_MAX;
  if (audience > most) {
    return refused(
      `观众席最多 ${most} 人，演出人员不计`,
      `At most ${most} may watch; who performs is not counted`,
    );
  }
  if (!picked.includes(PUBLIC_GOOD.id)) {
    return refused('持卡人须先签公益承诺', 'The holder first signs that it is for the public good');
  }
  const equipment = terms.equipment.filter(({ id }) => picked.includes(id));
  const things = namesOf(equipment);
  return {
    done: {
      kind: 'room-applied',
      ...{ purpose: purpose.id, audience, equipment: equipment.map(({ id }) => id), isForPublicGood: true },
    },
    text: {
      zh: `申请${purpose.name.zh}，观众 ${audience} 人，设备：${things.zh}`,
      en: `apply for: ${purpose.name.en}, ${audience} watching, equipment: ${things.en}`,
    },
  };
}

function namesOf(options: readonly Option[]): Text {
  if (options.length === 0) return { zh: '无', en: 'none' };
  return {
    zh: options.map(({ name }) => name.zh).join('、'),
    en: options.map(({ name }) => name.en).join(', '),
  };
}

/** A desk without sign-in cannot know who reviewed it, and says that another person is to approve. */
function approved({ state: { room }, member }: RoomFacts): Made {
  if (room !== null && !isSecond(room, member)) {
    return refused(
      '审批须由审核人以外的另一位人员办理',
      'Another person than the one who reviewed it approves it',
    );
  }
  const other =
    member === null
      ? { zh: '（由审核人以外的负责人）', en: ' (by another person than the reviewer)' }
      : { zh: '', en: '' };
  return {
    done: { kind: 'room-approved', member },
    text: { zh: `审批同意${other.zh}`, en: `approved${other.en}` },
  };
}

function started({ now, terms, state }: RoomFacts, picked: readonly string[]): Made {
  const things = namesOf(terms.equipment.filter(({ id }) => picked.includes(id)));
  const uncalled =
    state.room?.calledOn == null
      ? { zh: '。用场前未联系', en: '. The holder was not called before' }
      : { zh: '', en: '' };
  return {
    done: { kind: 'room-started', at: now, handedOut: [...picked] },
    text: {
      zh: `开始用场，持卡人本人到场，交付设备：${things.zh}${uncalled.zh}`,
      en: `the use begins, the holder is there in person, handed out: ${things.en}${uncalled.en}`,
    },
  };
}

function ended({ now, state }: RoomFacts, picked: readonly string[]): Made {
  const { handedOut = [] } = state.room ?? {};
  const returned = handedOut.filter((id) => picked.includes(id));
  const inOrder = ROOM_CHECKS.filter((id) => picked.includes(id));
  const overrun = overrunOf(state, endOfPlace(state.place), now);
  const notes: readonly Text[] = [
    ...(overrun === 0 ? [] : [{ zh: `超时 ${overrun} 分钟`, en: `${overrun} minutes over` }]),
    ...(returned.length === handedOut.length
      ? []
      : [
          {
            zh: `设备未还 ${handedOut.length - returned.length} 项`,
            en: `${handedOut.length - returned.length} not returned`,
          },
        ]),
    ...(inOrder.length === ROOM_CHECKS.length
      ? []
      : [{ zh: '卫生、设施、设备未全部勾选', en: 'not all was found in order' }]),
  ];
  return {
    done: { kind: 'room-ended', at: now, returned, inOrder: [...inOrder] },
    text: {
      zh: ['用场结束', ...notes.map(({ zh }) => zh)].join('，'),
      en: ['the use ends', ...notes.map(({ en }) => en)].join(', '),
    },
  };
}
