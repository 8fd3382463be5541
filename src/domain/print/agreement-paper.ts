import { yuanText } from '../base/money.ts';
import type { Text } from '../base/text.ts';
import type { AgreementTerms } from '../catalogue/agreement-item.ts';
import type { AgreementState } from '../records/agreement.ts';
import { INSURANCES } from '../records/agreement-words.ts';
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

export interface AgreementPaperFacts extends SheetFacts {
  readonly itemName: Text;
  readonly clause: string;
  readonly terms: AgreementTerms;
  readonly state: AgreementState;
}

const TITLE: Text = { zh: '家庭医生签约服务协议', en: 'Family doctor agreement' };
const COPIES: readonly Text[] = [
  { zh: '一式两份，第一份：中心留存', en: 'Two copies, the first: kept by the centre' },
  { zh: '一式两份，第二份：持卡人留存', en: 'Two copies, the second: kept by the holder' },
];

/** The sheet that both sides sign, in two copies. It has no seal and names no holder in full: the holder signs it. */
export function agreementPapers(facts: AgreementPaperFacts, language: PaperLanguage): readonly Paper[] {
  return COPIES.map((copy) => ({
    title: TITLE[language],
    isReprint: facts.isReprint,
    rows: wholeRows([...headRows(facts), ...sheetRows(facts), ...signRows(copy)], language),
    code: null,
    notes: [hotlineNote(facts)[language]],
  }));
}

function headRows(facts: AgreementPaperFacts): TextRow[] {
  const { state, siteName, itemName, clause } = facts;
  return [
    [{ zh: '协议编号', en: 'Agreement' }, same(state.number)],
    ...holderRows(facts, { zh: '甲方（持卡人）', en: 'Cardholder' }),
    [{ zh: '乙方（中心）', en: 'Health centre' }, same(siteName)],
    [{ zh: '家庭医生团队', en: 'Team' }, teamText(facts)],
    [{ zh: '服务包', en: 'Package' }, itemName],
    ...(state.personal
      ? ([
          [
            { zh: '个性化服务包', en: 'Personal package' },
            { zh: '另行签订', en: 'signed separately' },
          ],
        ] as const)
      : []),
    [{ zh: '参保方式', en: 'Insurance' }, INSURANCES[state.insurance]],
    ...advancedRows(state),
    [
      { zh: '协议有效期', en: 'Valid' },
      { zh: `${state.from} 至 ${state.until}`, en: `${state.from} to ${state.until}` },
    ],
    basisRow(clause),
    slipRow(facts),
  ];
}

/** Only the basic package has a share that the centre advances. */
function advancedRows({ package: signed, waivedFen }: AgreementState): TextRow[] {
  if (signed === 'free') return [];
  const amount =
    waivedFen === null
      ? { zh: '金额待核定', en: 'amount to be settled' }
      : { zh: `${yuanText(waivedFen)} 元`, en: `${yuanText(waivedFen)} yuan` };
  return [
    [{ zh: '免收的个人自付部分（中心先垫资）', en: 'Holder’s own share, advanced by the centre' }, amount],
  ];
}

/** A team that was typed stands as it was typed. */
function teamText({ state: { team, siteId }, terms }: AgreementPaperFacts): Text {
  return terms.teams.find(({ siteId: at, name }) => at === siteId && name.zh === team)?.name ?? same(team);
}

function sheetRows({ terms }: AgreementPaperFacts): TextRow[] {
  return terms.sheet.map((text, index): TextRow => [same(String(index + 1)), text]);
}

function signRows(copy: Text): TextRow[] {
  return [
    [{ zh: '甲方签名', en: 'Signed by the holder' }, SIGN],
    [{ zh: '乙方签名', en: 'Signed by the centre' }, SIGN],
    SIGNED_ON,
    [{ zh: '份数', en: 'Copies' }, copy],
  ];
}
