import type { Text } from '../base/text.ts';
import type { WallDate } from '../base/wall-time.ts';
import type { Item } from '../catalogue/catalogue.ts';
import { type BookingState, endOfPlace } from '../records/booking.ts';
import type { Paper } from './paper.ts';
import type { PaperLanguage } from './receipt.ts';
import {
  holderRows,
  hotlineNote,
  type SheetFacts,
  SIGN,
  SIGNED_ON,
  same,
  slipRow,
  type TextRow,
  wholeRows,
} from './sheet.ts';

export interface RoomPaperFacts extends SheetFacts {
  readonly item: Item;
  /** The state after the application. */
  readonly state: BookingState;
  readonly on: WallDate;
}

export const ROOM_PAPER_NAME: Text = { zh: '场地使用申请表', en: 'Application form' };

/** What the user signs for (5.1.4.4, 5.2.4.4). */
const UNDERTAKING: Text = {
  zh: '本人已阅读使用须知，保证活动的公益性质，不进行销售、收费等任何带有商业性质的活动，对活动内容的合法性及其所可能产生的所有相关后果承担全部法律责任。',
  en: 'I have read the terms of use. The event is for the public good and not commercial, and I bear all legal responsibility for its content and what follows from it.',
};

/** The 场地使用申请表, filled in, with the 使用须知, to be signed by the holder and by those who decide. */
export function roomPaper(facts: RoomPaperFacts, language: PaperLanguage): Paper {
  const { siteName, isReprint, item } = facts;
  const title: Text = { zh: `${siteName}${ROOM_PAPER_NAME.zh}`, en: `${siteName}: application for a room` };
  const rows = [...filledIn(facts), ...termsOfUse(item), ...signatures(item)];
  return {
    title: title[language],
    isReprint,
    rows: wholeRows(rows, language),
    code: null,
    notes: [hotlineNote(facts)[language]],
  };
}

function filledIn(facts: RoomPaperFacts): readonly TextRow[] {
  const { item, state, on } = facts;
  const { place, room } = state;
  const { purposes = [], equipment = [] } = item.room ?? {};
  const end = endOfPlace(place);
  const nameOf = (id: string) =>
    [...purposes, ...equipment].find((one) => one.id === id)?.name ?? { zh: id, en: id };
  const things = (room?.equipment ?? []).map(nameOf);
  return [
    slipRow(facts),
    [{ zh: '申请日期', en: 'Applied on' }, same(on)],
    ...holderRows(facts, { zh: '申请人', en: 'Applicant' }),
    [{ zh: '联系电话', en: 'Telephone' }, SIGN],
    [{ zh: '场地', en: 'Room' }, item.name],
    [{ zh: '用途', en: 'Purpose' }, nameOf(room?.purpose ?? '')],
    [{ zh: '活动主题', en: 'Theme' }, SIGN],
    [{ zh: '使用时间', en: 'Time' }, same(`${place.start.replace('T', ' ')}–${end.slice(11)}`)],
    [{ zh: '观众人数', en: 'Audience' }, same(String(room?.audience ?? 0))],
    [
      { zh: '所需设备', en: 'Equipment' },
      things.length === 0
        ? { zh: '无', en: 'none' }
        : { zh: things.map(({ zh }) => zh).join('、'), en: things.map(({ en }) => en).join(', ') },
    ],
  ];
}

function termsOfUse({ steps }: Item): readonly TextRow[] {
  return steps.map((step, index) => [{ zh: `使用须知 ${index + 1}`, en: `Terms of use ${index + 1}` }, step]);
}

/** A second person signs where the venue asks for two. */
function signatures({ room }: Item): readonly TextRow[] {
  const approval: readonly TextRow[] =
    room?.approvals === 2 ? [[{ zh: '审批人签名', en: 'Approved by' }, SIGN]] : [];
  return [
    [{ zh: '承诺', en: 'Undertaking' }, UNDERTAKING],
    [{ zh: '使用人签名', en: 'Signed by the user' }, SIGN],
    [{ zh: '审核人签名', en: 'Reviewed by' }, SIGN],
    ...approval,
    SIGNED_ON,
  ];
}
