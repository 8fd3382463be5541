import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { yuanText } from '../../../domain/base/money.ts';
import { dayTotalsOf } from '../../../domain/journal/fold/day-totals.ts';
import type { RecordedUse } from '../../../domain/journal/fold/recorded-uses.ts';
import { CloseButton } from '../dialog-parts.tsx';
import css from '../dialogs.module.css';
import { MissingNote, UncountedNote } from './MissingNote.tsx';

/** F9: the figures that the till is compared with. */
export function DayEndDialog(props: {
  readonly uses: readonly RecordedUse[];
  readonly waiting: number;
  /** The newest uses may be missing. */
  readonly isUncounted: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const totals = dayTotalsOf(props.uses);
  return (
    <Modal
      open
      title={t('dayEnd.title')}
      footer={<CloseButton onClose={props.onClose} />}
      onCancel={props.onClose}
    >
      {props.isUncounted && <UncountedNote />}
      <MissingNote />
      <dl className={css['sums']}>
        <dt>{t('dayEnd.uses')}</dt>
        <dd>{totals.uses}</dd>
        <dt>{t('dayEnd.voids')}</dt>
        <dd>{totals.voids}</dd>
        <dt>{t('dayEnd.total')}</dt>
        <dd>{yuanText(totals.totalFen)}</dd>
        <dt>{t('dayEnd.saved')}</dt>
        <dd>{yuanText(totals.savedFen)}</dd>
        <dt>{t('dayEnd.waiting')}</dt>
        <dd>{props.waiting}</dd>
      </dl>
    </Modal>
  );
}
