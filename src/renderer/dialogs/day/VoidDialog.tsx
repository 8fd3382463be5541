import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { VOID_REASONS } from '../../../desk/commands.ts';
import { yuanText } from '../../../domain/base/money.ts';
import { paidBy, paymentWords } from '../../../domain/base/payment-way.ts';
import type { VoidBody } from '../../../domain/journal/entry-body.ts';
import type { RecordedUse } from '../../../domain/journal/fold/recorded-uses.ts';
import { refundFenOf } from '../../../domain/records/possible-steps.ts';
import { CardWords } from '../../CardWords.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useNamedCards } from '../../use-named-cards.ts';
import { useShortNumber, useUseWords } from '../../use-use-words.ts';
import { CloseButton, WaitingCardNote } from '../dialog-parts.tsx';
import css from '../dialogs.module.css';

/** F8: why a sale is taken back; choosing the reason does it, and Enter takes nothing back. */
export function VoidDialog(props: {
  readonly use: RecordedUse;
  readonly onReason: (reason: VoidBody['reason']) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useUseWords();
  const numberOf = useShortNumber();
  const { seq, body } = props.use;
  const refundFen = refundFenOf(props.use);
  const way = paidBy(props.use);
  const card = useNamedCards([body.cardRef]).get(body.cardRef) ?? null;
  return (
    <Modal
      open
      title={t('void.title', { number: numberOf(seq) })}
      footer={<CloseButton onClose={props.onClose} words={t('void.keep')} />}
      onCancel={props.onClose}
    >
      <WaitingCardNote />
      <p>
        <CardWords card={card} />
        {' · '}
        {words(props.use)}
        {refundFen > 0 && ` · ${t('item.total')} ${yuanText(refundFen)}`}
        {refundFen > 0 && way !== null && ` ${paymentWords(way)[language]}`}
      </p>
      <p>{t('void.question')}</p>
      <div className={css['choices']}>
        {VOID_REASONS.map((reason, index) => (
          <button
            key={reason}
            type="button"
            className={css['choice']}
            data-reason={reason}
            onClick={() => props.onReason(reason)}
          >
            <span className={css['digit']}>{index + 1}</span>
            {t(`void.${reason}`)}
          </button>
        ))}
      </div>
    </Modal>
  );
}
