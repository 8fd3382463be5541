import type { Text } from '../base/text.ts';
import { dateOfMinute, plusDays, type WallDate } from '../base/wall-time.ts';
import type { Item } from '../catalogue/catalogue.ts';
import type { ChoiceByKind, Explanation, ItemAsk, ItemReason, UseCounters } from '../decision/decision.ts';
import { lastDayOf } from '../decision/quota.ts';
import { startOutOfRange } from '../decision/refusals.ts';
import type { KnownUse } from '../journal/known-use.ts';
import { type AgreementState, latestFirstDay, renewableFrom } from '../records/agreement.ts';
import { agreementText, INSURANCES } from '../records/agreement-words.ts';
import { agreementBodyOf } from './given-body.ts';
import { type LineText, linesOfEach } from './story-line.ts';
import { WITHOUT_TIME } from './without-time.ts';
import { type AskedUse, MINUTES_DEFAULT, type StoryContext, type Workflow } from './workflow.ts';

/** A family doctor agreement (guide 8.4): one package for a year, with one team. */
export const AGREEMENT = {
  ...WITHOUT_TIME,
  choiceOf: ({ person, quantity, start, listFen, agreement }) => ({
    ...{ kind: 'agreement', person, quantity, start, listFen },
    ...agreement,
  }),
  isRecorded: true,
  isPriced: false,
  countsPeople: false,
  isPersonal: true,
  opens: 'agreement',
  isSingle: true,
  beginsOnDay: true,
  spanOf: (_entry, given, { now }) => {
    const from = dateOfMinute(given.start ?? now);
    return { start: from === dateOfMinute(now) ? now : `${from}T00:00`, minutes: MINUTES_DEFAULT };
  },
  quantityMaxOf: () => 1,
  detailsOf: ({ choice, terms }) => {
    const { start, number, team, insurance, personal } = choice;
    const from = dateOfMinute(start);
    return {
      ...{
        kind: 'agreement',
        from,
        until: lastDayOf(from, MONTHS),
        number,
        team,
        insurance,
        personal,
      },
      package: terms?.package ?? 'free',
      waivedFen: terms?.package === 'basic' && insurance === 'local' ? (terms.waivedFen ?? null) : null,
      lacks: lackOf(choice),
    };
  },
  bodyOf: agreementBodyOf,
  refusalOf: agreementRefusal,
  choiceAsks: ({ insurance }) =>
    insurance === null || insurance === 'local' ? [] : [askInsurance(insurance)],
  knownAsks: () => [],
  storyOf: (uses, _item, told) => linesOfEach(uses, told, (use) => storyText(use, told)),
} satisfies Workflow<'agreement'>;

const MONTHS = 12;

/** What the clerk still has to enter; null if the agreement is complete. */
function lackOf({ number, team, insurance }: ChoiceByKind['agreement']): Text | null {
  if (number === null) {
    return { zh: '请扫描或输入协议编号', en: 'Scan or type the number of the agreement' };
  }
  if (team === null) return { zh: '请选择或输入家庭医生团队', en: 'Choose or type the team' };
  return insurance === null ? { zh: '请选参保方式', en: 'Choose the kind of insurance' } : null;
}

/** An insurance that is not the city's is checked and does not refuse the agreement. */
function askInsurance(insurance: 'none' | 'elsewhere'): Explanation<ItemAsk> {
  const { zh, en } = INSURANCES[insurance];
  return {
    kind: 'check-insurance',
    text: {
      zh: `${zh}：请核对参保方式，核对后可签约`,
      en: `${capital(en)}: check the insurance, then it may be signed`,
    },
  };
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** Free and basic are never signed at one time, and neither is the same twice: the next begins after the end. */
function agreementRefusal(
  item: Item,
  asked: AskedUse,
  { records = [] }: UseCounters,
): Explanation<ItemReason> | null {
  const [today, from] = [dateOfMinute(asked.now), dateOfMinute(asked.start)];
  const until = lastDayOf(from, MONTHS);
  const inTheWay = records
    .flatMap(({ state }) => (state.kind === 'agreement' && state.status === 'signed' ? [state] : []))
    .filter((state) => state.person === asked.person && state.from <= until && state.until >= from)
    .toSorted((one, other) => (one.until < other.until ? 1 : -1))[0];
  if (inTheWay !== undefined) return running(inTheWay, { item, siteId: asked.siteId, today });
  const latest = latestFirstDay(today);
  return from > latest ? startOutOfRange(today, latest) : null;
}

function running(
  state: AgreementState,
  { item, siteId, today }: { readonly item: Item; readonly siteId: string; readonly today: WallDate },
): Explanation<ItemReason> {
  const { number, until } = state;
  const next = plusDays(until, 1);
  const where = state.siteId === siteId ? { zh: '', en: '' } : { zh: '在另一中心', en: ' at another centre' };
  const held = {
    zh: `${where.zh}已签约（协议 ${number}），至 ${until}`,
    en: `Signed${where.en} (agreement ${number}) until ${until}`,
  };
  const isSame = state.itemId === item.id;
  if (today < renewableFrom(state)) {
    const day = renewableFrom(state);
    return {
      kind: 'agreement-running',
      text: {
        zh: `${held.zh}。${day} 起可${isSame ? '续约' : '改签'}，提前须先解约`,
        en: `${held.en}. It may be ${isSame ? 'renewed' : 'changed'} from ${day} on; before that it must be dissolved first`,
      },
    };
  }
  return {
    kind: 'agreement-running',
    text: {
      zh: `${held.zh}。可自 ${next} 起${isSame ? '续约' : '改签'}`,
      en: `${held.en}. The ${isSame ? 'next one' : 'other package'} may begin on ${next}`,
    },
    nextStart: `${next}T00:00`,
  };
}

/** A dissolved agreement counts no more, so that it is not told here; its row says when it ended. */
function storyText({ record }: KnownUse, { now }: StoryContext): LineText | null {
  const state = record?.now.state;
  const today = dateOfMinute(now);
  if (state?.kind !== 'agreement' || state.until < today) return null;
  const { zh, en } = agreementText(state, today);
  const { number, team } = state;
  return {
    kind: 'holds',
    zh: `家庭医生 ${team}（协议 ${number}）：${zh}`,
    en: `Family doctor ${team} (agreement ${number}): ${en}`,
  };
}
