import type { NamedFamilyMember, RosterRecord } from '../../domain/card/roster-record.ts';
import { demoCardNumber } from './showcase.ts';

/** Days that keep their meaning for years: what is valid today is so until 2030. */
const VALID = { status: 'active', validFrom: '2025-07-01', validUntil: '2030-06-30' } as const;
const EXPIRED = { status: 'active', validFrom: '2023-04-01', validUntil: '2026-03-31' } as const;
const NOT_YET_VALID = { status: 'active', validFrom: '2029-01-01', validUntil: '2033-12-31' } as const;

const child: NamedFamilyMember = { relation: 'child' };

/** Holders out of novels. The first ten are the showcase, in its order. */
const holders: readonly Omit<RosterRecord, 'cardNumber'>[] = [
  { ...VALID, name: '贾宝玉', family: [spouse('薛宝钗'), child, child] },
  { ...VALID, name: '孙悟空', family: [] },
  { ...VALID, name: '林黛玉', family: [spouse('柳梦梅')] },
  { ...VALID, name: '史湘云', family: [child] },
  { ...EXPIRED, name: '猪八戒', family: [spouse('高翠兰')] },
  { ...NOT_YET_VALID, name: '沙悟净', family: [] },
  { ...VALID, status: 'suspended', name: '王熙凤', family: [spouse('贾琏'), child] },
  { ...VALID, status: 'lost', name: '武松', family: [] },
  { ...VALID, status: 'revoked', name: '高俅', family: [] },
  { ...VALID, status: 'replaced', name: '杨志', family: [] },
  { ...VALID, name: '贾探春', family: [] },
  { ...VALID, name: '李纨', family: [child] },
  { ...VALID, name: '妙玉', family: [] },
  { ...VALID, name: '秦可卿', family: [spouse('贾蓉')] },
  { ...VALID, name: '甄士隐', family: [spouse('封氏'), child] },
  { ...VALID, name: '刘姥姥', family: [child, child, child] },
  { ...VALID, name: '鲁智深', family: [] },
  { ...VALID, name: '林冲', family: [spouse('张贞娘')] },
  { ...VALID, name: '花荣', family: [spouse('崔氏'), child] },
  { ...VALID, name: '燕青', family: [] },
  { ...VALID, name: '扈三娘', family: [spouse('王英')] },
  { ...VALID, name: '孙二娘', family: [spouse('张青')] },
  { ...VALID, name: '阮小二', family: [spouse('何氏'), child, child] },
  { ...VALID, name: '李逵', family: [] },
  { ...VALID, name: '戴宗', family: [] },
  { ...VALID, name: '公孙胜', family: [] },
  { ...VALID, name: '宁采臣', family: [spouse('聂小倩'), child] },
  { ...VALID, name: '王子服', family: [spouse('婴宁'), child] },
  { ...VALID, name: '席方平', family: [] },
  { ...VALID, name: '叶生', family: [spouse('赵氏'), child, child] },
  { ...VALID, name: '白素贞', family: [spouse('许仙'), child] },
  { ...VALID, name: '杜丽娘', family: [spouse('柳梦梅')] },
  { ...VALID, name: '崔莺莺', family: [spouse('张君瑞')] },
  { ...VALID, name: '范进', family: [spouse('胡氏')] },
  { ...VALID, validUntil: '2030-12-31', name: '杜少卿', family: [] },
  { ...EXPIRED, name: '严贡生', family: [] },
  { ...EXPIRED, name: '匡超人', family: [spouse('郑氏'), child] },
  { ...NOT_YET_VALID, name: '王冕', family: [] },
  { ...VALID, status: 'suspended', name: '西门庆', family: [] },
  { ...VALID, status: 'lost', name: '时迁', family: [] },
];

/** What the demo district has on its roster; the same cards on every start. */
export const demoRecords: readonly RosterRecord[] = holders.map((holder, index) => ({
  cardNumber: demoCardNumber(index + 1),
  ...holder,
}));

function spouse(name: string): NamedFamilyMember {
  return { relation: 'spouse', name };
}
