import type { Text } from '../base/text.ts';
import { unreachable } from '../base/unreachable.ts';
import type { WallDate } from '../base/wall-time.ts';
import { FORM_WORDS, type MatterTerms } from '../catalogue/matter-item.ts';
import { lackingOf, type MatterState } from '../records/matter.ts';
import type { Paper } from './paper.ts';
import type { PaperLanguage } from './receipt.ts';
import {
  basisRow,
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

/**
 * The papers that a step of a matter prints: the 一次性告知单, the 容缺承诺书, or a slip that says which materials were
 * received. None of them has a seal, and none is a 受理通知书, which only the hall's own system issues.
 */
export type MatterPaperKind = 'notice' | 'promise' | 'reception';

export interface MatterPaperFacts extends SheetFacts {
  readonly kind: MatterPaperKind;
  readonly itemName: Text;
  readonly clause: string;
  readonly terms: MatterTerms;
  /** The state after the step. */
  readonly state: MatterState;
  readonly on: WallDate;
  /** 承诺时限 in working days; null for none. */
  readonly workdays: number | null;
}

/** What each paper is called, on the paper itself and on the button that prints it again. */
export const MATTER_PAPER_NAMES: Readonly<Record<MatterPaperKind, Text>> = {
  notice: { zh: '一次性告知单', en: 'One-time notice' },
  promise: { zh: '容缺承诺书', en: 'Promise to supply missing papers' },
  reception: { zh: '收件凭条', en: 'Slip for papers received' },
};

/** The papers of one step: the 容缺承诺书 in two copies, anything else in one. */
export function matterPapers(facts: MatterPaperFacts, language: PaperLanguage): readonly Paper[] {
  switch (facts.kind) {
    case 'notice':
      return [paperOf(facts, language, noticeRows(facts), [])];
    case 'promise':
      return COPIES.map((copy) => paperOf(facts, language, promiseRows(facts, copy), PROMISE_NOTES));
    case 'reception':
      return [paperOf(facts, language, receptionRows(facts), RECEPTION_NOTES)];
    default:
      return unreachable(facts.kind);
  }
}

/** A row that a paper may lack. */
type Row = readonly [name: Text, value: Text | null];

function isTold(row: Row): row is TextRow {
  return row[1] !== null;
}

const COPIES: readonly Text[] = [
  { zh: '一式两份，第一份：窗口留存', en: 'Two copies, the first: kept by the counter' },
  { zh: '一式两份，第二份：持卡人留存', en: 'Two copies, the second: kept by the holder' },
];
const PROMISE_NOTES: readonly Text[] = [
  {
    zh: '本人申请的上述事项主要材料已齐全，尚缺所列材料。本人承诺在期限内补齐；补齐前不领取证照。',
    en: 'The main papers are complete, those listed are missing. I promise to supply them in time and collect nothing before.',
  },
];
const RECEPTION_NOTES: readonly Text[] = [
  {
    zh: '本凭条只说明窗口收到所列材料。是否受理，以窗口出具的受理回执为准。',
    en: 'This slip only says which papers the counter has received. Acceptance is told by the hall’s own receipt.',
  },
];

function paperOf(
  facts: MatterPaperFacts,
  language: PaperLanguage,
  rows: readonly Row[],
  notes: readonly Text[],
): Paper {
  return {
    title: MATTER_PAPER_NAMES[facts.kind][language],
    isReprint: facts.isReprint,
    rows: wholeRows([...headRows(facts), ...rows].filter(isTold), language),
    code: null,
    notes: [...notes.map((note) => note[language]), hotlineNote(facts)[language]],
  };
}

function headRows(facts: MatterPaperFacts): Row[] {
  const { siteName, itemName, terms, state, on } = facts;
  return [
    [{ zh: '办件编号', en: 'Matter' }, state.number === null ? null : same(state.number)],
    [
      { zh: '事项', en: 'Subject' },
      { zh: `${itemName.zh}（${terms.code}）`, en: `${itemName.en} (${terms.code})` },
    ],
    ...holderRows(facts, { zh: '持卡人', en: 'Cardholder' }),
    [{ zh: '窗口', en: 'Counter' }, same(siteName)],
    [{ zh: '日期', en: 'Date' }, same(on)],
    slipRow(facts),
  ];
}

/** The notice names all that is missing at once, the basis, the time limits, the place and its telephone number. */
function noticeRows(facts: MatterPaperFacts): Row[] {
  const { state, terms, clause, workdays } = facts;
  const { correctBy } = state;
  return [
    ...materialRows(terms, lackingOf(state), MISSING),
    basisRow(clause),
    [
      { zh: '补正期限', en: 'To be supplied by' },
      correctBy === null
        ? { zh: '材料齐全后随时递交', en: 'as soon as the papers are there' }
        : same(correctBy),
    ],
    [
      { zh: '承诺时限', en: 'Time limit' },
      workdays === null
        ? null
        : { zh: `受理后 ${workdays} 个工作日`, en: `${workdays} working days from acceptance` },
    ],
    [{ zh: '递交地点', en: 'Place' }, terms.place],
    [{ zh: '联系电话', en: 'Telephone' }, same(terms.contact)],
    ...signRows({ zh: '持卡人签收', en: 'Received by the holder' }),
  ];
}

function promiseRows({ state, terms }: MatterPaperFacts, copy: Text): Row[] {
  const { supplyBy } = state;
  return [
    ...materialRows(terms, state.missing, MISSING),
    [
      { zh: '补齐期限', en: 'To be supplied by' },
      supplyBy === null ? { zh: '领取证照时', en: 'collection of the certificate' } : same(supplyBy),
    ],
    [
      { zh: '补齐方式', en: 'How' },
      { zh: `送至${terms.place.zh}`, en: `handed in at: ${terms.place.en}` },
    ],
    [{ zh: '联系电话', en: 'Telephone' }, same(terms.contact)],
    ...signRows({ zh: '承诺人签名', en: 'Signed by the holder' }),
    [{ zh: '窗口签收', en: 'Received by the counter' }, SIGN],
    [{ zh: '份数', en: 'Copies' }, copy],
  ];
}

function receptionRows({ state, terms }: MatterPaperFacts): Row[] {
  return [
    ...materialRows(terms, state.handed, { zh: '已收', en: 'Received' }),
    ...materialRows(terms, lackingOf(state), MISSING),
    [{ zh: '联系电话', en: 'Telephone' }, same(terms.contact)],
  ];
}

const MISSING: Text = { zh: '缺', en: 'Missing' };

/** The rows are numbered, so that the clerk and the holder speak of the same material. */
function materialRows(terms: MatterTerms, ids: readonly string[], word: Text): Row[] {
  return ids.map((id, index) => {
    const name = { zh: `${word.zh} ${index + 1}`, en: `${word.en} ${index + 1}` };
    const material = terms.materials.find((one) => one.id === id);
    if (material === undefined) return [name, same(id)];
    const { name: what, form, copies, issuer, main } = material;
    const kind = main ? { zh: '主件', en: 'main' } : { zh: '容缺材料', en: 'may come later' };
    return [
      name,
      {
        zh: `${what.zh}（${kind.zh}，${FORM_WORDS[form].zh} ${copies} 份，${issuer.zh}出具）`,
        en: `${what.en} (${kind.en}, ${copies} × ${FORM_WORDS[form].en}, from ${issuer.en})`,
      },
    ];
  });
}

function signRows(who: Text): Row[] {
  return [[who, SIGN], SIGNED_ON];
}
