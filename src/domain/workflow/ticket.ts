import { dateOfMinute, wallMinuteOf } from '../base/wall-time.ts';
import { partySize } from '../card/family.ts';
import type { Explanation, ItemAsk } from '../decision/decision.ts';
import { AT_ONCE } from '../decision/item-details.ts';
import { type KnownUse, numberText } from '../journal/known-use.ts';
import { ticketBodyOf } from './given-body.ts';
import { NAMED_MAX, usesHere } from './known-uses.ts';
import { type DoneWords, doneLines } from './story-line.ts';
import { peopleOnRecord, WITHOUT_TIME } from './without-time.ts';
import type { AskedUse, Workflow } from './workflow.ts';

/** Tickets at the door: people are counted. */
export const TICKET = {
  ...WITHOUT_TIME,
  choiceOf: ({ person, quantity, start, listFen, party }) => ({
    kind: 'ticket',
    ...{ person, start, listFen, party },
    quantity: party === null ? quantity : partySize(party),
  }),
  detailsOf: ({ choice: { party } }) => (party === null ? AT_ONCE : { ...AT_ONCE, party }),
  bodyOf: ticketBodyOf,
  isRecorded: true,
  isPriced: true,
  countsPeople: true,
  isPersonal: false,
  opens: null,
  isSingle: false,
  quantityMaxOf: peopleOnRecord,
  knownAsks: (item, asked, { ofCard }) => [
    ...(asked.party?.holder === 0 ? [ASK_HOLDER] : []),
    ...ticketAsks(asked, usesHere(item, asked, ofCard)),
  ],
  storyOf: (uses, item, told) => doneLines(uses, BOUGHT, { ...told, item }),
} satisfies Workflow<'ticket'>;

/** Guide 5.6.2.1: the holder brings the card. */
const ASK_HOLDER: Explanation<ItemAsk> = {
  kind: 'holder-absent',
  text: {
    zh: '只有家属来，请核对：持卡人须本人携卡到场',
    en: 'Only family is here. Check: the holder must be there with the card',
  },
};

const BOUGHT: DoneWords = {
  once: ({ name }, { time, quantity }) => ({
    zh: `今天 ${time} 已购 ${name.zh} ${quantity} 张`,
    en: `Bought ${quantity} × ${name.en} at ${time} today`,
  }),
  often: ({ name }, { quantity }) => ({
    zh: `今天已购 ${name.zh} ${quantity} 张`,
    en: `Bought ${quantity} × ${name.en} today`,
  }),
};

/** Today's tickets and these together are more than the people on the card's record. */
function ticketAsks(asked: AskedUse, uses: readonly KnownUse[]): readonly Explanation<ItemAsk>[] {
  const bought = uses.filter((use) => use.date === dateOfMinute(asked.now));
  const count = bought.reduce((sum, use) => sum + use.quantity, 0);
  if (count === 0 || count + asked.quantity <= asked.quantityMax) return [];
  return [askBoughtToday(bought, asked)];
}

/** `bought`: today's tickets of the card. */
function askBoughtToday(bought: readonly KnownUse[], { quantityMax, kiosk }: AskedUse): Explanation<ItemAsk> {
  const count = bought.reduce((sum, use) => sum + use.quantity, 0);
  const times = bought.slice(-NAMED_MAX).map((use) => {
    return `${wallMinuteOf(use.entry.recordedAt).slice(11)} ${numberText(kiosk, use).zh}`;
  });
  return {
    kind: 'bought-today',
    text: {
      zh: `今天已购 ${count} 张（${times.join('、')}），名册登记 ${quantityMax} 人。请看证件，核对持卡人和家属本人在场`,
      en: `${count} bought today (${times.join(', ')}), ${quantityMax} on the card's record. Check identity documents, and that these persons are here`,
    },
  };
}
