import type { TableColumnsType } from 'antd';
import { Alert } from 'antd';
import { yuanText } from '../../domain/base/money.ts';
import type { Correction, SettlementReply, UsageSums } from '../../protocol/wire-reports.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { useWords } from '../shell/i18n.ts';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { minuteWords } from '../shell/times.ts';

/** What came after the month was closed, item by item, and what was closed before and reopened. */
export function SettlementChanges({ reply }: { readonly reply: SettlementReply }) {
  const { t } = useWords();
  const columns = useColumns();
  const { changed, corrections, earlier } = reply;
  return (
    <>
      {changed !== null && (
        <>
          <Alert
            type="warning"
            showIcon
            className="screen-only"
            title={t('numbers.changed', {
              uses: changed.uses,
              list: yuanText(changed.listFen),
              paid: yuanText(changed.paidFen),
            })}
          />
          <h3>
            {t('numbers.corrections', {
              saved: yuanText(changed.savedFen - reply.settlement.total.savedFen),
            })}
          </h3>
          <OfficeTable<Correction>
            label={t('numbers.correctionsLabel')}
            columns={columns}
            rows={corrections}
            rowKey={({ item }) => item}
            empty={t('shell.none')}
            width={700}
          />
        </>
      )}
      {earlier.length > 0 && (
        <>
          <h3>{t('numbers.earlier')}</h3>
          <ul>
            {earlier.map(({ number, reopenedAtMs, reopenedNote, total }) => (
              <li key={number}>
                {t('numbers.earlierOne', {
                  number,
                  when: minuteWords(reopenedAtMs),
                  note: reopenedNote,
                  saved: yuanText(total.savedFen),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function useColumns(): TableColumnsType<Correction> {
  const { t } = useWords();
  const { itemName } = useNames();
  const words = (sums: UsageSums | null) =>
    sums === null
      ? t('shell.none')
      : t('numbers.sumsWords', {
          ...{ uses: sums.uses, list: yuanText(sums.listFen), paid: yuanText(sums.paidFen) },
        });
  return [
    { key: 'item', title: t('numbers.item'), render: (_value, { item }) => itemName(item) },
    { key: 'kept', title: t('numbers.keptSums'), render: (_value, { kept }) => words(kept) },
    { key: 'now', title: t('numbers.presentSums'), render: (_value, { now }) => words(now) },
    {
      key: 'saved',
      title: t('numbers.savedMore'),
      align: 'right',
      render: (_value, { kept, now }) => yuanText((now?.savedFen ?? 0) - (kept?.savedFen ?? 0)),
    },
  ];
}
