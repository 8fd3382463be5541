import { yuanText } from '../domain/base/money.ts';
import { ownValue } from '../domain/base/own-value.ts';
import type { Text } from '../domain/base/text.ts';
import { dateOfMinute, type WallMinute, wallMinuteOf } from '../domain/base/wall-time.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { courtNames, courtWordsOf } from '../domain/decision/court-words.ts';
import type { ItemDecision } from '../domain/decision/decision.ts';
import { courtsGivenIn, minutesOf } from '../domain/decision/item-details.ts';
import type { PassAdmitted } from '../domain/journal/entry-body.ts';
import { spanText } from '../domain/journal/known-use.ts';
import { agreementText } from '../domain/records/agreement-words.ts';
import { errandText } from '../domain/records/errand-words.ts';
import type { MatterState } from '../domain/records/matter.ts';
import { dueText, givenDayTexts, matterStatusText } from '../domain/records/matter-words.ts';
import { admissionOn, daysLeftSoon, type PassState } from '../domain/records/pass.ts';
import type { PresentRecord } from '../domain/records/present-records.ts';
import { isOpening, isSameEntry } from '../domain/records/record.ts';
import { STATUS_WORDS, STEP_WORDS } from '../domain/records/record-words.ts';
import { roomStatusText } from '../domain/records/room-words.ts';
import type { ShownRecord } from './step-parts.ts';

interface Named {
  readonly name: Text;
}

/** `羽毛球 3 号场地 今天 19:00–20:00`; for a pass, its last day. */
export function recordText({ state }: PresentRecord, item: Named, now: WallMinute): Text {
  const { name } = item;
  if (state.kind === 'pass') {
    const { until } = state;
    const number = state.number == null ? '' : ` ${state.number}`;
    const last = until === null ? { zh: '', en: '' } : { zh: `，至 ${until}`, en: `, until ${until}` };
    return { zh: `${name.zh}${number}${last.zh}`, en: `${name.en}${number}${last.en}` };
  }
  if (state.kind === 'matter' || state.kind === 'errand') {
    const number = state.number ?? '';
    return { zh: `${name.zh} ${number}`.trim(), en: `${name.en} ${number}`.trim() };
  }
  if (state.kind === 'agreement') {
    const { team, number, personal } = state;
    const more = personal
      ? { zh: '，另签个性化服务包', en: ', with a personal package' }
      : { zh: '', en: '' };
    return {
      zh: `${name.zh}，${team}，协议 ${number}${more.zh}`,
      en: `${name.en}, ${team}, agreement ${number}${more.en}`,
    };
  }
  return placed(item, state.place, now);
}

/** The same of where a booking would be moved to, without the item's name. */
export function placeText(decision: ItemDecision, item: Named, now: WallMinute): Text {
  const { start } = decision.choice;
  return spanned(item, { start, minutes: minutesOf(decision) ?? 0, courts: courtsGivenIn(decision) }, now);
}

interface Place {
  readonly start: WallMinute;
  readonly minutes: number;
  readonly courts: readonly number[];
}

function placed(item: Named, place: Place, now: WallMinute): Text {
  const where = spanned(item, place, now);
  return { zh: `${item.name.zh} ${where.zh}`, en: `${nameBefore(item, place)} ${where.en}` };
}

/** The English name without its last word, where the court's number brings that word again: `Badminton court 1`. */
function nameBefore(item: Named, { courts }: Place): string {
  const { en } = item.name;
  const last = ` ${courtWordsOf(item).noun.en}`;
  return courts.length > 0 && en.endsWith(last) ? en.slice(0, -last.length) : en;
}

function spanned(item: Named, { start, minutes, courts }: Place, now: WallMinute): Text {
  const span = spanText({ entry: { start, minutes } }, now);
  if (courts.length === 0) return span;
  const court = courtNames(courts, item);
  return { zh: `${court.zh} ${span.zh}`, en: `${court.en} ${span.en}` };
}

export function statusText(
  { record: { state }, item, calendar }: Pick<ShownRecord, 'record' | 'item' | 'calendar'>,
  now: WallMinute,
): Text {
  const today = dateOfMinute(now);
  if (state.kind === 'booking')
    return roomStatusText(state, item.room ?? null, now) ?? STATUS_WORDS[state.status];
  if (state.kind === 'matter') return matterText(state, { today, calendar });
  if (state.kind === 'errand') return errandText(state, item.errand, { today, calendar });
  return state.kind === 'agreement' ? agreementText(state, today) : passText(state, today);
}

/** Says where a matter stands, and by when it is due if that was promised. */
function matterText(
  state: MatterState,
  { today, calendar }: { readonly today: string; readonly calendar: Calendar },
): Text {
  const status = matterStatusText(state);
  const due = dueText(state, calendar, today);
  const days = [...(due === null ? [] : [due]), ...givenDayTexts(state, today)];
  return {
    zh: [status, ...days].map(({ zh }) => zh).join('，'),
    en: [status, ...days].map(({ en }) => en).join(', '),
  };
}

function passText(state: PassState, today: string): Text {
  const admission = admissionOn(state, today);
  if (admission === 'before') return { zh: `${state.from} 起有效`, en: `valid from ${state.from}` };
  if (admission === 'expired') return { zh: '已到期', en: 'expired' };
  const { status, pausedFrom } = state;
  if (status === 'paused' && admission === 'admits') {
    return { zh: `${pausedFrom} 起停卡`, en: `paused from ${pausedFrom} on` };
  }
  const days = daysLeftSoon(state, today);
  if (days !== null) return endsSoonText(days);
  return STATUS_WORDS[status];
}

function endsSoonText(days: number): Text {
  if (days === 0) return { zh: '有效，今天到期', en: 'valid, ends today' };
  return {
    zh: `有效，还有 ${days} 天到期`,
    en: days === 1 ? 'valid, ends tomorrow' : `valid, ends in ${days} days`,
  };
}

const STEPS: Readonly<Record<keyof typeof STEP_WORDS | PassAdmitted['kind'], Text>> = {
  ...STEP_WORDS,
  'pass-admitted': { zh: '入场', en: 'admitted' },
};

/** What a step was, in a word. */
export function stepText(kind: string): Text {
  return ownValue(STEPS, kind) ?? { zh: '上一步', en: 'the last step' };
}

/** Which step of this desk does not count, since another desk's came first; null if all of its steps count. */
export function collisionText({
  hasCollided,
  folded,
  steps,
  ownJournalId,
  state,
}: PresentRecord): Text | null {
  if (!hasCollided) return null;
  const own = folded.misfits.filter(({ journalId }) => journalId === ownJournalId).at(-1);
  const step = steps.find((one) => own !== undefined && isSameEntry(one, own));
  const did = stepText(step?.body.kind ?? '');
  if (state.kind === 'matter' || state.kind === 'errand') {
    return {
      zh: `另一台窗口先办了，这里的“${did.zh}”没有生效，请看过再办`,
      en: `Another counter was first: “${did.en}” of this one does not count. Look at the matter again`,
    };
  }
  return {
    zh: `另一台前台先办了，这里的“${did.zh}”没有生效；如已收款或退款，请与持卡人核对`,
    en: `Another desk was first: “${did.en}” of this desk does not count. If money changed hands, settle it with the holder`,
  };
}

/** What was done to a record after its opening, the oldest first: `到场 19:02`. */
export function stepsTexts({ steps, folded, ownJournalId }: PresentRecord): readonly Text[] {
  return steps
    .filter((step) => !isOpening(step))
    .map((step) => {
      const did = stepText(step.body.kind);
      const at = wallMinuteOf(step.recordedAt).replace('T', ' ');
      const isElsewhere = step.journalId !== ownJournalId;
      const isVoid = folded.misfits.some((misfit) => isSameEntry(misfit, step));
      const zh = [isElsewhere ? '另一台前台' : '', isVoid ? '未生效' : ''].filter((word) => word !== '');
      const en = [isElsewhere ? 'another desk' : '', isVoid ? 'does not count' : ''].filter(
        (word) => word !== '',
      );
      return {
        zh: `${did.zh} ${at}${zh.length === 0 ? '' : `（${zh.join('，')}）`}`,
        en: `${did.en} ${at}${en.length === 0 ? '' : ` (${en.join(', ')})`}`,
      };
    });
}

/** What the customer pays or gets back. */
export function moneyText(differenceFen: number): Text {
  if (differenceFen === 0) return { zh: '差价 0.00 元', en: 'no difference' };
  const yuan = yuanText(Math.abs(differenceFen));
  return differenceFen > 0
    ? { zh: `补收 ${yuan} 元`, en: `${yuan} yuan to pay` }
    : { zh: `退 ${yuan} 元`, en: `${yuan} yuan back` };
}
