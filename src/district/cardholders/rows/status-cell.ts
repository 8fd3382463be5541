import type { Text } from '../../../domain/base/text.ts';
import type { CardStatus } from '../../../domain/card/card-record.ts';
import type { Cell } from '../table/table.ts';
import { cellText } from './cell-text.ts';

/** What a status word means; that a card has expired follows from its last day alone. */
export type StatusWord = CardStatus | 'expired';

/** The words of offices, without 已 in front. */
const WORDS: Readonly<Record<StatusWord, readonly string[]>> = {
  active: [
    '有效',
    '正常',
    '生效',
    '在用',
    '使用中',
    '正常使用',
    '启用',
    '激活',
    '恢复',
    'valid',
    'normal',
    'ok',
  ],
  suspended: ['暂停', '停用', '冻结', '中止', '暂停使用', '停止使用', '停卡', 'frozen'],
  lost: ['挂失', '遗失', '丢失', '失卡'],
  revoked: ['注销', '作废', '撤销', '吊销', '取消', '取消资格', '废止', '销卡', 'cancelled', 'canceled'],
  replaced: ['换发', '换卡', '补卡', '补发', '换发新卡', '补发新卡', '换新卡'],
  expired: ['过期', '到期', '逾期'],
};

const MEANINGS: ReadonlyMap<string, StatusWord> = new Map(
  Object.entries(WORDS).flatMap(([status, words]) =>
    [status, ...words].map((word): [string, StatusWord] => [word, status as StatusWord]),
  ),
);

/** `null` for an empty cell, `unknown` for a word that means no status. */
export function statusOf(cell: Cell): StatusWord | null | 'unknown' {
  const text = cellText(cell);
  if (text === null) return null;
  const word = text
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/^(?:已经|已被|已|被)/, '')
    .replace(/(?:状态|中|的)$/, '');
  return MEANINGS.get(text.toLowerCase()) ?? MEANINGS.get(word) ?? 'unknown';
}

/** What a card's status is called in files and on lists. */
export const STATUS_WORDS: Readonly<Record<CardStatus, Text>> = {
  active: { zh: '有效', en: 'active' },
  suspended: { zh: '暂停', en: 'suspended' },
  lost: { zh: '挂失', en: 'lost' },
  revoked: { zh: '注销', en: 'revoked' },
  replaced: { zh: '已换发', en: 'replaced' },
};
