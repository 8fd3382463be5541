import { terminalLine } from '../../domain/base/plain-text.ts';
import { wallMinuteOf } from '../../domain/base/wall-time.ts';
import type { Sheet } from '../../domain/print/workbook.ts';
import type { SettlementReply, UsageReport, UsageSums } from '../../protocol/wire-reports.ts';

const KEYS: Readonly<Record<UsageReport['by'][number], string>> = {
  site: '服务点 site',
  item: '项目 item',
  day: '日期 day',
  month: '月份 month',
};

const SUMS: readonly (readonly [keyof UsageSums, string])[] = [
  ['uses', '笔数 uses'],
  ['quantity', '数量 quantity'],
  ['listFen', '原价（分） listFen'],
  ['paidFen', '实付（分） paidFen'],
  ['savedFen', '优惠（分） savedFen'],
  ['persons', '人数 persons'],
  ['admissions', '入场次数 admissions'],
];

const FEN_PER_YUAN = 100;

/** The rows of a report, with a head and the total at the end. */
export function usageTable({ by, rows, total }: UsageReport): (string | number)[][] {
  const lead = by.length === 0 ? [''] : by.map((key) => KEYS[key]);
  const sumsOf = (sums: UsageSums) => SUMS.map(([field]) => sums[field] ?? 0);
  return [
    [...lead, ...SUMS.map(([, name]) => name)],
    ...rows.map((row) => [...(by.length === 0 ? [''] : by.map((key) => row[key] ?? '')), ...sumsOf(row)]),
    [...lead.map((_, index) => (index === 0 ? '合计 total' : '')), ...sumsOf(total)],
  ];
}

/** A settlement as sheets of a workbook: the items, what has changed since, and the amounts that do not fit. */
export function settlementSheets({ settlement, corrections }: SettlementReply): readonly Sheet[] {
  const { siteId, month, items, total, wrongAmounts } = settlement;
  const sumsOf = (sums: UsageSums | null) => SUMS.map(([field]) => sums?.[field] ?? 0);
  const names = SUMS.map(([, name]) => name);
  return [
    {
      name: '结算 settlement',
      rows: [
        ['服务点 site', '月份 month', KEYS.item, ...names],
        ...items.map((row) => [siteId, month, row.item, ...sumsOf(row)]),
        [siteId, month, '合计 total', ...sumsOf(total)],
      ],
    },
    {
      name: '更正 corrections',
      rows: [
        [
          KEYS.item,
          ...names.map((name) => `结算时 closed ${name}`),
          ...names.map((name) => `现在 now ${name}`),
        ],
        ...corrections.map(({ item, kept, now }) => [item, ...sumsOf(kept), ...sumsOf(now)]),
      ],
    },
    {
      name: '金额不符 wrong amounts',
      rows: [
        [
          ...['日志 journal', '序号 seq', KEYS.item, '记录原价（分） listFen', '记录实付（分） paidFen'],
          ...['应为原价（分） expected listFen', '应为实付（分） expected paidFen'],
        ],
        ...wrongAmounts.map(({ journalId, seq, itemId, recorded, expected }) => [
          ...[journalId, seq, itemId, recorded.listFen ?? '', recorded.paidFen ?? ''],
          ...[expected?.listFen ?? '', expected?.paidFen ?? ''],
        ]),
      ],
    },
  ];
}

export function usageWords(report: UsageReport): string {
  const { from, to, by, rows, total, disputed, disputedCount } = report;
  return [
    `${from} 0 时起，至 ${to} 0 时止（不含当日）  from ${from}, up to and without ${to}`,
    ...rows.map((row) => `${terminalLine(by.map((key) => row[key] ?? '').join(' · '))}: ${sumsWords(row)}`),
    `合计 total: ${sumsWords(total)}`,
    ...disputedWords({ disputed, disputedCount }),
  ].join('\n');
}

const STATES: Readonly<Record<SettlementReply['state'], string>> = {
  open: '本月未完，没有结算 the month is not over, and nothing was closed',
  'closed-now': '已结算并保留 closed and kept',
  kept: '早已结算，这是保留的 was closed before; this is what is kept',
};

export function settlementWords(reply: SettlementReply): string {
  const { state, number, closedAtMs, settlement, changed, corrections, earlier } = reply;
  const { siteId, month, items, total, wrongAmounts, wrongCount, recalculated, uncheckedCount } = settlement;
  const closed = closedAtMs === null ? '' : ` #${number} ${wallMinuteOf(closedAtMs).replace('T', ' ')}`;
  const { expected, recorded } = recalculated;
  return [
    `${siteId} ${month}: ${STATES[state]}${closed}`,
    ...items.map((row) => `${terminalLine(row.item)}: ${sumsWords(row)}`),
    `合计 total: ${sumsWords(total)}`,
    `复算 recalculated: ${recalculated.uses} 笔 uses, 目录 by the catalogues ${yuan(expected.listFen)} / ${yuan(expected.paidFen)}, 记录 recorded ${yuan(recorded.listFen)} / ${yuan(recorded.paidFen)}`,
    ...(uncheckedCount === 0 ? [] : [`无法复算 not recalculated: ${uncheckedCount}`]),
    ...(wrongCount === 0 ? [] : [`金额与目录不符 amounts that the catalogue does not give: ${wrongCount}`]),
    ...wrongAmounts.map(
      (one) =>
        `  ${one.journalId}#${one.seq} ${terminalLine(one.itemId)} 记录 recorded ${yuan(one.recorded.listFen)} / ${yuan(one.recorded.paidFen)}, 应为 expected ${one.expected === null ? '—' : `${yuan(one.expected.listFen)} / ${yuan(one.expected.paidFen)}`}`,
    ),
    ...disputedWords(settlement),
    ...(changed === null
      ? []
      : [
          `今天重算会不同 it would come out otherwise today: ${sumsWords(changed)}`,
          ...corrections.map(
            ({ item, kept, now }) =>
              `  ${terminalLine(item)}: 结算时 closed ${sumsOrNone(kept)}; 现在 now ${sumsOrNone(now)}`,
          ),
          '如需重新结算 to close it anew: --reopen --note TEXT',
        ]),
    ...earlier.map(
      (one) =>
        `已重新打开 reopened #${one.number} ${wallMinuteOf(one.reopenedAtMs).replace('T', ' ')} ${terminalLine(one.reopenedNote)}: ${sumsWords(one.total)}`,
    ),
  ].join('\n');
}

function sumsOrNone(sums: UsageSums | null): string {
  return sums === null ? '—' : sumsWords(sums);
}

function disputedWords({
  disputed,
  disputedCount,
}: Pick<UsageReport, 'disputed' | 'disputedCount'>): string[] {
  if (disputedCount === 0) return [];
  return [
    `待核实的记录，已计入 uses that an open discrepancy names, counted in: ${disputedCount}`,
    ...disputed.map(
      ({ journalId, seq, discrepancyId, kind }) => `  ${journalId}#${seq} ${kind} ${discrepancyId}`,
    ),
  ];
}

function sumsWords({ uses, quantity, listFen, paidFen, savedFen, persons, admissions }: UsageSums): string {
  const admitted = admissions === undefined ? '' : `, ${admissions} 入场 admissions`;
  return `${uses} 笔 uses, ${quantity} 数量 quantity, 原价 list ${yuan(listFen)}, 实付 paid ${yuan(paidFen)}, 优惠 saved ${yuan(savedFen)}, ${persons} 人 persons${admitted}`;
}

function yuan(fen: number | null): string {
  return fen === null ? '—' : (fen / FEN_PER_YUAN).toFixed(2);
}
