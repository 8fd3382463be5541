import type { CardRecord, FamilyMember } from '../../domain/card-record.ts';
import { demoCardNumber } from './showcase.ts';

/** Days that keep their meaning for years: what is valid today is so until 2030. */
const VALID = { status: 'active', validFrom: '2025-07-01', validUntil: '2030-06-30' } as const;
const EXPIRED = { status: 'active', validFrom: '2023-04-01', validUntil: '2026-03-31' } as const;
const NOT_YET_VALID = { status: 'active', validFrom: '2029-01-01', validUntil: '2033-12-31' } as const;

const child: FamilyMember = { relation: 'child' };

/** Holders out of novels. The first ten are the showcase, in its order. */
const holders: readonly Omit<CardRecord, 'cardNumber'>[] = [
  { ...VALID, maskedName: '贾*玉', family: [spouse('薛*钗'), child, child] },
  { ...VALID, maskedName: '孙*空', family: [] },
  { ...VALID, maskedName: '林*玉', family: [spouse('柳*梅')] },
  { ...VALID, maskedName: '史*云', family: [child] },
  { ...EXPIRED, maskedName: '猪*戒', family: [spouse('高*兰')] },
  { ...NOT_YET_VALID, maskedName: '沙*净', family: [] },
  { ...VALID, status: 'suspended', maskedName: '王*凤', family: [spouse('贾*琏'), child] },
  { ...VALID, status: 'lost', maskedName: '武*', family: [] },
  { ...VALID, status: 'revoked', maskedName: '高*', family: [] },
  { ...VALID, status: 'replaced', maskedName: '杨*志', family: [] },
  { ...VALID, maskedName: '贾*春', family: [] },
  { ...VALID, maskedName: '贾*纨', family: [child] },
  { ...VALID, maskedName: '妙*玉', family: [] },
  { ...VALID, maskedName: '秦*卿', family: [spouse('贾*蓉')] },
  { ...VALID, maskedName: '甄*隐', family: [spouse('封*'), child] },
  { ...VALID, maskedName: '刘*姥', family: [child, child, child] },
  { ...VALID, maskedName: '鲁*深', family: [] },
  { ...VALID, maskedName: '林*冲', family: [spouse('张*娘')] },
  { ...VALID, maskedName: '花*荣', family: [spouse('崔*'), child] },
  { ...VALID, maskedName: '燕*青', family: [] },
  { ...VALID, maskedName: '扈*娘', family: [spouse('王*英')] },
  { ...VALID, maskedName: '孙*娘', family: [spouse('张*青')] },
  { ...VALID, maskedName: '阮*二', family: [spouse('何*'), child, child] },
  { ...VALID, maskedName: '李*逵', family: [] },
  { ...VALID, maskedName: '戴*宗', family: [] },
  { ...VALID, maskedName: '公*胜', family: [] },
  { ...VALID, maskedName: '宁*臣', family: [spouse('聂*倩'), child] },
  { ...VALID, maskedName: '王*服', family: [spouse('婴*宁'), child] },
  { ...VALID, maskedName: '席*平', family: [] },
  { ...VALID, maskedName: '叶*生', family: [spouse('赵*'), child, child] },
  { ...VALID, maskedName: '白*贞', family: [spouse('许*仙'), child] },
  { ...VALID, maskedName: '杜*娘', family: [spouse('柳*梅')] },
  { ...VALID, maskedName: '崔*莺', family: [spouse('张*珙')] },
  { ...VALID, maskedName: '范*进', family: [spouse('胡*')] },
  { ...VALID, validUntil: '2030-12-31', maskedName: '杜*卿', family: [] },
  { ...EXPIRED, maskedName: '严*生', family: [] },
  { ...EXPIRED, maskedName: '匡*人', family: [spouse('郑*'), child] },
  { ...NOT_YET_VALID, maskedName: '王*冕', family: [] },
  { ...VALID, status: 'suspended', maskedName: '西*庆', family: [] },
  { ...VALID, status: 'lost', maskedName: '时*迁', family: [] },
];

/** What the demo district has on its roster; the same cards on every start. */
export const demoRecords: readonly CardRecord[] = holders.map((holder, index) => ({
  cardNumber: demoCardNumber(index + 1),
  ...holder,
}));

function spouse(maskedName: string): FamilyMember {
  return { relation: 'spouse', maskedName };
}
