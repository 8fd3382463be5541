import { Modal, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RecordedUse } from '../../app/ports.ts';
import { yuanText } from '../../domain/money.ts';
import { wallMinuteOf } from '../../domain/wall-time.ts';
import { dayTotalsOf } from '../day-totals.ts';
import { useItemName } from '../use-catalogue.ts';
import css from './dialogs.module.css';

/** F6: what was recorded at this desk today, newest first, and whether the district has it. */
export function TodayDialog(props: {
  readonly uses: readonly RecordedUse[];
  readonly deliveredUpToSeq: number;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const itemName = useItemName();
  const totals = dayTotalsOf(props.uses);
  return (
    <Modal open title={t('today.title')} footer={null} width="56rem" onCancel={props.onClose}>
      <p>
        {t('today.count', {
          count: totals.uses,
          yuan: yuanText(totals.totalFen),
          saved: yuanText(totals.savedFen),
        })}
      </p>
      <Table<RecordedUse>
        rowKey="seq"
        size="small"
        dataSource={[...props.uses]}
        locale={{ emptyText: t('today.empty') }}
        pagination={{ pageSize: 8, hideOnSinglePage: true }}
        rowClassName={(use) => (use.voidedBySeq === null ? '' : (css['voided'] ?? ''))}
        columns={[
          { title: '#', dataIndex: 'seq' },
          { title: t('today.time'), render: (_, use) => wallMinuteOf(use.recordedAt).slice(11) },
          {
            title: t('today.item'),
            render: (_, use) =>
              `${itemName(use.siteId, use.body.itemId)}${use.body.quantity > 1 ? ` × ${use.body.quantity}` : ''}`,
          },
          { title: t('today.amount'), align: 'right', render: (_, use) => yuanText(use.body.totalFen ?? 0) },
          {
            title: t('today.state'),
            render: (_, use) => {
              if (use.voidedBySeq !== null) return t('today.voided');
              return use.seq <= props.deliveredUpToSeq ? t('today.delivered') : t('today.waiting');
            },
          },
        ]}
      />
    </Modal>
  );
}
