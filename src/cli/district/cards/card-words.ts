import { STATUS_WORDS } from '../../../district/cardholders/rows/status-cell.ts';
import { yuanText } from '../../../domain/base/money.ts';
import { terminalLine } from '../../../domain/base/plain-text.ts';
import type { Text } from '../../../domain/base/text.ts';
import { wallMinuteOf } from '../../../domain/base/wall-time.ts';
import { type ChangeReason, REASON_WORDS } from '../../../domain/card/change-reason.ts';
import type {
  CardImportsReply,
  CardReply,
  FactChange,
  JudgedRow,
  OfficeCard,
} from '../../../protocol/wire-cards.ts';

const FACTS: Readonly<Record<FactChange['field'], string>> = {
  name: '姓名 name',
  tier: '层次 tier',
  validFrom: '有效期起 from',
  validUntil: '有效期至 until',
  status: '状态 status',
  spouse: '配偶 spouse',
  children: '子女 children',
};
const OUTCOMES: Readonly<Record<JudgedRow['outcome'], string>> = {
  added: '新增 added',
  changed: '变更 changed',
  same: '不变 same',
  refused: '拒收 refused',
};
const WHATS: Readonly<Record<CardReply['history'][number]['what'], string>> = {
  added: '新增 added',
  changed: '变更 changed',
  removed: '移出 removed',
  erased: '资料已清除 erased',
  consent: '监护人同意 guardian’s consent',
};

/** Both languages of a sentence. */
export function bothWords({ zh, en }: Text): string {
  return `${zh} ${en}`;
}

/** One card on one line. */
export function cardLine({
  cardNumber,
  name,
  tier,
  validFrom,
  validUntil,
  status,
  spouse,
  children,
}: OfficeCard): string {
  const family = [spouse === null ? null : `配偶 ${spouse}`, children === 0 ? null : `子女 ${children}`];
  const { zh, en } = STATUS_WORDS[status];
  const parts = [cardNumber, name, tier, `${validFrom} – ${validUntil}`, `${zh} ${en}`, ...family];
  return terminalLine(parts.filter((part) => part !== null).join('  '));
}

/** What becomes of a row, on one line. */
export function rowLine(row: JudgedRow): string {
  const sheet = row.sheet === null ? '' : `${row.sheet} `;
  const where = `${sheet}第 ${row.row} 行 row ${row.row}  ${OUTCOMES[row.outcome]}`;
  if (row.outcome === 'refused') return terminalLine(`${where}  ${row.column}: ${bothWords(row.why)}`);
  const factOf = (name: FactChange['field']) => row.changes.find(({ field }) => field === name)?.to ?? '';
  const facts =
    row.outcome === 'added' ? `  ${factOf('name')}  ${factOf('validFrom')} – ${factOf('validUntil')}` : '';
  const changes = row.outcome === 'changed' ? `  ${changesWords(row.changes)}` : '';
  return terminalLine(`${where}  ${row.cardNumber}${facts}${changes}`);
}

export function changesWords(changes: readonly FactChange[]): string {
  return changes.map(({ field, from, to }) => `${FACTS[field]}: ${from ?? '—'} → ${to ?? '—'}`).join('; ');
}

/** A card with its history and its uses, line by line. */
export function cardLines({
  cardNumber,
  card,
  denied,
  cardsOfHolder,
  consent,
  history,
  uses,
}: CardReply): readonly string[] {
  return [
    card === null ? `${cardNumber}  已移出名册 not on the roster any more` : cardLine(card),
    ...(denied === null
      ? []
      : [`  在停用名单上 on the list of denied cards: ${STATUS_WORDS[denied].zh} ${denied}`]),
    ...(cardsOfHolder.length < 2
      ? []
      : [terminalLine(`  同一持卡人 one holder: ${cardsOfHolder.join(' → ')}`)]),
    `  历史 history: ${history.length}`,
    ...history.map((one) => `    ${historyLine(one)}`),
    ...consentLines(card, consent),
    `  使用 uses: ${uses.length}`,
    ...uses.map((use) => terminalLine(`    ${useWords(use)}`)),
  ];
}

/** Nothing for a card without children. */
function consentLines(card: CardReply['card'], consent: CardReply['consent']): readonly string[] {
  if (card === null || card.children === 0) return [];
  if (consent === null || consent.seenOn === null || consent.children < card.children)
    return ['  监护人同意尚未核对 the consent of a guardian was not seen yet'];
  return [terminalLine(`  监护人同意 guardian’s consent: ${consentWords(consent)}  ${consent.officer}`)];
}

const STATES: Readonly<Record<CardReply['uses'][number]['state'], string>> = {
  counts: '',
  'taken-back': '  已撤销 taken back',
  quarantined: '  暂不计入 in quarantine',
  cancelled: '  已退订 cancelled',
  missed: '  爽约 missed',
  returned: '  已退卡 returned',
  collided: '  与另一笔冲突，不计入 collides with another, not counted',
};

function useWords({
  otherCard,
  start,
  siteId,
  itemId,
  person,
  quantity,
  totalFen,
  state,
}: CardReply['uses'][number]): string {
  const paid = totalFen === null ? '' : `  ${yuanText(totalFen)}`;
  const card = otherCard === undefined ? '' : `  用卡 card ${otherCard}`;
  return `${start.replace('T', ' ')}  ${siteId} · ${itemId}  ${person} × ${quantity}${paid}${STATES[state]}${card}`;
}

function historyLine({
  atMs,
  officer,
  what,
  importId,
  fileRow,
  otherCard,
  changes,
  reason,
  consent,
}: CardReply['history'][number]): string {
  const from = importId === null ? '' : `  导入 import ${importId} 第 ${fileRow} 行 row ${fileRow}`;
  const other = otherCard === null ? '' : `  换卡 other card ${otherCard}`;
  const why = reason === null ? '' : `  原因 reason: ${reasonWords(reason)}`;
  return terminalLine(
    `${whenWords(atMs)}  ${officer}  ${WHATS[what]}  ${changesWords(changes)}${from}${other}${why}${consent === undefined ? '' : consentWords(consent)}`,
  );
}

function consentWords({ seenOn, children }: NonNullable<CardReply['history'][number]['consent']>): string {
  if (seenOn === null) return '撤销登记 taken back';
  return `${seenOn} 已核对，子女 ${children} 人 seen, for ${children}`;
}

function reasonWords({ kind, words }: ChangeReason): string {
  return `${bothWords(REASON_WORDS[kind])}${words === '' ? '' : `: ${words}`}`;
}

export function importLine(taken: CardImportsReply['imports'][number]): string {
  const { importId, atMs, officer, fileName, added, changed, same, undoneAtMs, undoneBy } = taken;
  const counts = `新增 added ${added}  变更 changed ${changed}  不变 same ${same}`;
  const undone = undoneAtMs === null ? '' : `  已撤销 undone ${whenWords(undoneAtMs)} ${undoneBy}`;
  return terminalLine(`${importId}  ${whenWords(atMs)}  ${officer}  ${fileName}  ${counts}${undone}`);
}

function whenWords(atMs: number): string {
  return wallMinuteOf(atMs).replace('T', ' ');
}
