import type { Recordable } from '../app/record/redeem.ts';
import { yuanText } from '../domain/base/money.ts';
import type { Text } from '../domain/base/text.ts';
import { dateOfMinute, type WallDate, type WallMinute } from '../domain/base/wall-time.ts';
import type { CardReason, Explanation, ItemDecision } from '../domain/decision/decision.ts';
import { courtsGivenIn, minutesOf } from '../domain/decision/item-details.ts';
import { isErrandStep, isRoomStep, paidFen, type StepKind } from '../domain/records/possible-steps.ts';
import { afterStep, type PresentRecord, takingBack } from '../domain/records/present-records.ts';
import { isSameEntry } from '../domain/records/record.ts';
import { dissolveDraft } from './agreement-draft.ts';
import { errandDraftOf } from './errand-draft.ts';
import { type MatterContext, matterDraftOf } from './matter-draft.ts';
import { moneyText, placeText, recordText, stepText } from './record-words.ts';
import { roomDraftOf } from './room-draft.ts';
import type { GivenStep, ShownRecord, StepDraft } from './step-parts.ts';

interface DraftContext extends MatterContext {
  /** Why the pass admits nobody at this minute; null if it admits. */
  readonly closed: Text | null;
  /** Why the card is refused, which the pass outlives; null for a card that stands. */
  readonly refusal: Explanation<CardReason> | null;
  /** When the pass last admitted somebody here today; null if it has not. */
  readonly admittedAt: WallMinute | null;
  /** Decides about the record's item as if the record were not there; null if no card is on the screen. */
  readonly decideMove: (record: PresentRecord, given: GivenStep) => StepDraft['move'];
}

/** What a step of a record will do, before it is made. It is loaded with the first step. */
export function draftOf(
  kind: StepKind,
  shown: ShownRecord,
  given: GivenStep,
  context: DraftContext,
): StepDraft {
  const { now, closed, refusal, admittedAt, decideMove } = context;
  const { record, item } = shown;
  const what = recordText(record, item, now);
  const plain = { kind, shown, differenceFen: 0, move: null, end: null, matter: null };
  switch (kind) {
    case 'admit':
      return { ...plain, ...admitted(what, { now, closed, refusal, admittedAt }) };
    case 'move':
      return moveDraft(shown, what, decideMove(record, given), now);
    case 'cancel':
    case 'return':
      return endDraft(kind, shown, what, given);
    case 'attend':
      return { ...plain, act: { kind }, text: { zh: `到场：${what.zh}`, en: `Has come: ${what.en}` } };
    case 'miss':
      return {
        ...plain,
        act: { kind },
        text: { zh: `爽约，没有来：${what.zh}`, en: `Nobody came: ${what.en}` },
      };
    case 'pause':
      return { ...plain, ...paused(shown, what, given.from ?? dateOfMinute(now)) };
    case 'resume':
      return { ...plain, ...resumed(shown, given.from ?? dateOfMinute(now), now) };
    case 'dissolve':
      return dissolveDraft(shown, given, now);
    case 'take-back':
      return backDraft(shown, what);
    default:
      if (isErrandStep(kind)) return errandDraftOf(kind, shown, given, context);
      return isRoomStep(kind)
        ? roomDraftOf(kind, shown, given, context)
        : matterDraftOf(kind, shown, given, context);
  }
}

function admitted(
  what: Text,
  { now, closed, refusal, admittedAt }: Pick<DraftContext, 'now' | 'closed' | 'refusal' | 'admittedAt'>,
): Dated {
  if (closed !== null) {
    return { act: null, text: { zh: `${closed.zh}：${what.zh}`, en: `${closed.en}: ${what.en}` } };
  }
  const plain =
    admittedAt === null ? { zh: `入场：${what.zh}`, en: `Admit: ${what.en}` } : againText(what, admittedAt);
  const text = refusal === null ? plain : outlivedText(refusal.text, plain);
  return { act: { kind: 'admit', at: now }, text };
}

/** A pass that was paid for still admits. The clerk checks the person's identity. */
function outlivedText(refusal: Text, plain: Text): Text {
  return {
    zh: `请核对本人证件：${refusal.zh}。此卡已付费，仍可入场。${plain.zh}`,
    en: `Check an identity document: ${refusal.en}. The pass was paid for and still admits. ${plain.en}`,
  };
}

/** A pass admits one person: somebody who comes a second time may be another one. */
function againText(what: Text, admittedAt: WallMinute): Text {
  const at = admittedAt.slice(11);
  return {
    zh: `今天 ${at} 已入场一次，请核对是否本人，再次入场？${what.zh}`,
    en: `It has admitted somebody at ${at} today. Check that this is the same person. Admit again? ${what.en}`,
  };
}

type Dated = Pick<StepDraft, 'act' | 'text'>;

function paused({ record }: ShownRecord, what: Text, from: WallDate): Dated {
  const { recordId, folded, state } = record;
  const after = folded.last;
  if (after === null || afterStep(record, { kind: 'pass-paused', recordId, after, from }) === null) {
    const first = state.kind === 'pass' ? state.from : from;
    return {
      act: null,
      text: {
        zh: `停卡日期须在有效期内，${first} 起：${what.zh}`,
        en: `A pass is paused on a day on which it is valid, from ${first} on: ${what.en}`,
      },
    };
  }
  const text = { zh: `自 ${from} 起停卡：${what.zh}`, en: `Paused from ${from} on: ${what.en}` };
  return { act: { kind: 'pause', from }, text };
}

/** Says the new last day: the end moves by the days of the pause. */
function resumed({ record, item }: ShownRecord, from: WallDate, now: WallMinute): Dated {
  const { recordId, folded, state } = record;
  const after = folded.last;
  const next = after === null ? null : afterStep(record, { kind: 'pass-resumed', recordId, after, from });
  if (next === null) {
    const first = (state.kind === 'pass' ? state.pausedFrom : null) ?? from;
    return {
      act: null,
      text: {
        zh: `恢复日期不能早于停卡日期 ${first}`,
        en: `A pass is not resumed before ${first}, the day on which its pause begins`,
      },
    };
  }
  const what = recordText(next, item, now);
  const text = { zh: `自 ${from} 起恢复：${what.zh}`, en: `Resumed from ${from} on: ${what.en}` };
  return { act: { kind: 'resume', from }, text };
}

/** The money of the step that is taken back goes the other way. */
function backDraft(shown: ShownRecord, what: Text): StepDraft {
  const { record } = shown;
  const body = takingBack(record);
  const after = body === null ? null : afterStep(record, body);
  const differenceFen = after === null ? 0 : paidFen(after) - paidFen(record);
  const text = takenBackText(record, what);
  const money = moneyText(differenceFen);
  return {
    ...{ kind: 'take-back', shown, differenceFen, move: null, end: null, matter: null },
    act: after === null ? null : { kind: 'take-back' },
    text: differenceFen === 0 ? text : { zh: `${text.zh}，${money.zh}`, en: `${text.en}, ${money.en}` },
  };
}

function takenBackText({ folded, steps }: PresentRecord, what: Text): Text {
  const { undoable } = folded;
  const step = steps.find((one) => undoable !== null && isSameEntry(one, undoable));
  const did = step === undefined ? { zh: '上一步', en: 'the last step' } : stepText(step.body.kind);
  return { zh: `撤回“${did.zh}”：${what.zh}`, en: `Take back “${did.en}”: ${what.en}` };
}

/** What was paid is given back when a booking is cancelled; for a pass, the venue says how much. */
function endDraft(kind: 'cancel' | 'return', shown: ShownRecord, what: Text, given: GivenStep): StepDraft {
  const paid = paidFen(shown.record);
  const reason = given.reason ?? 'holder';
  const usual = kind === 'cancel' || paid === 0 ? paid : null;
  const returnedFen = given.returnedFen ?? usual;
  const end = { reason, returnedFen };
  if (returnedFen === null || returnedFen > paid) {
    const text = returnedFen === null ? amountAsked(what, paid) : tooMuch(paid);
    return { kind, shown, act: null, text, differenceFen: 0, move: null, end, matter: null };
  }
  const back = { zh: `退 ${yuanText(returnedFen)} 元`, en: `${yuanText(returnedFen)} yuan back` };
  const text =
    kind === 'cancel'
      ? { zh: `退订：${what.zh}，${back.zh}`, en: `Cancel: ${what.en}, ${back.en}` }
      : { zh: `退卡：${what.zh}，${back.zh}`, en: `Return: ${what.en}, ${back.en}` };
  const act = { kind, reason, returnedFen } as const;
  return { kind, shown, act, text, differenceFen: 0 - returnedFen, move: null, end, matter: null };
}

function amountAsked(what: Text, paidFen: number): Text {
  const yuan = yuanText(paidFen);
  return {
    zh: `退卡：${what.zh}。退多少元？最多 ${yuan} 元，不退款填 0`,
    en: `Return: ${what.en}. How much is given back? At most ${yuan} yuan; 0 for nothing`,
  };
}

function tooMuch(paidFen: number): Text {
  const yuan = yuanText(paidFen);
  return {
    zh: `退款不能超过实收的 ${yuan} 元`,
    en: `No more than the ${yuan} yuan that were paid can be given back`,
  };
}

function moveDraft(shown: ShownRecord, what: Text, move: StepDraft['move'], now: WallMinute): StepDraft {
  const { record, item } = shown;
  const blocked = {
    kind: 'move',
    shown,
    act: null,
    differenceFen: 0,
    move,
    end: null,
    matter: null,
  } as const;
  if (move === null) {
    return { ...blocked, text: { zh: '请先出示这张卡，再改期', en: 'Show the card first, then move it' } };
  }
  const priced = recordableOf(move.item);
  if (priced === null) return { ...blocked, text: whyNot(move.item) };
  if (isSamePlace(record, priced)) {
    return {
      ...blocked,
      text: { zh: `时间和场地都没有变：${what.zh}`, en: `Neither time nor place is another: ${what.en}` },
    };
  }
  const differenceFen = priced.price.totalFen - paidFen(record);
  const to = placeText(priced, item, now);
  const money = moneyText(differenceFen);
  // The entry says that the clerk has answered these.
  const asks = move.item.kind === 'ask' ? move.item.asks : [];
  return {
    ...blocked,
    act: { kind: 'move', item: priced },
    text: {
      zh: [`改期：${what.zh} → ${to.zh}，${money.zh}`, ...asks.map(({ text }) => text.zh)].join('。'),
      en: [`Move: ${what.en} → ${to.en}, ${money.en}`, ...asks.map(({ text }) => text.en)].join('. '),
    },
    differenceFen,
  };
}

function isSamePlace({ state }: PresentRecord, item: ItemDecision): boolean {
  if (state.kind !== 'booking') return false;
  const { itemId, start, minutes, courts, quantity } = state.place;
  return (
    item.itemId === itemId &&
    item.choice.start === start &&
    item.choice.quantity === quantity &&
    minutesOf(item) === minutes &&
    courtsGivenIn(item).join() === courts.join()
  );
}

function recordableOf(item: ItemDecision): Recordable | null {
  if (item.kind !== 'yes' && item.kind !== 'ask') return null;
  return item.price === null ? null : { ...item, price: item.price };
}

function whyNot(item: ItemDecision): Text {
  if (item.kind === 'no') return item.reason.text;
  return (item.kind === 'ask' ? item.asks[0]?.text : undefined) ?? item.name;
}
