import { Modal } from 'antd';
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
  readonly onVoid: (seq: number) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const totals = dayTotalsOf(props.uses);
  const values = { count: totals.uses, yuan: yuanText(totals.totalFen), saved: yuanText(totals.savedFen) };
  return (
    <Modal open title={t('today.title')} footer={null} width="52rem" onCancel={props.onClose}>
      <p>{props.uses.length === 0 ? t('today.empty') : t('today.count', values)}</p>
      <div className={css['rows']}>
        <table className={css['table']}>
          <thead>
            <tr>
              <th>#</th>
              <th>{t('today.time')}</th>
              <th>{t('today.item')}</th>
              <th className={css['figure']}>{t('today.amount')}</th>
              <th>{t('today.state')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {props.uses.map((use) => (
              <UseRow
                key={use.seq}
                use={use}
                isDelivered={use.seq <= props.deliveredUpToSeq}
                onVoid={() => props.onVoid(use.seq)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </Modal>
  );
}

function UseRow(props: {
  readonly use: RecordedUse;
  readonly isDelivered: boolean;
  readonly onVoid: () => void;
}) {
  const { use, isDelivered } = props;
  const { t } = useTranslation();
  const itemName = useItemName();
  const { quantity, itemId, totalFen } = use.body;
  const isVoided = use.voidedBySeq !== null;
  const state = isVoided ? 'voided' : isDelivered ? 'delivered' : 'waiting';
  return (
    <tr className={isVoided ? css['voided'] : undefined} data-use={use.seq} data-state={state}>
      <td>{use.seq}</td>
      <td>{wallMinuteOf(use.recordedAt).slice(11)}</td>
      <td>
        {itemName(use.siteId, itemId)}
        {quantity > 1 && ` × ${quantity}`}
      </td>
      <td className={css['figure']}>{yuanText(totalFen ?? 0)}</td>
      <td>{t(`today.${state}`)}</td>
      <td className={css['figure']}>
        {!isVoided && (
          <button type="button" className={css['small']} onClick={props.onVoid}>
            {t('recorded.undo')}
          </button>
        )}
      </td>
    </tr>
  );
}
