import { useTranslation } from 'react-i18next';
import { paymentOf, paymentsAsked } from '../../../desk/payment.ts';
import { paymentWords } from '../../../domain/base/payment-way.ts';
import { useRun } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk } from '../../kiosk-context.ts';
import css from './order-bar.module.css';

/** How the order is paid, where the site records it. The first way of the site is meant until another is chosen. */
export function PaymentControl() {
  const { t } = useTranslation();
  const run = useRun();
  const language = useLanguage();
  const screen = useDesk((desk) => desk.screen);
  const ways = paymentsAsked(screen);
  const meant = paymentOf(screen);
  if (ways.length === 0) return null;
  return (
    <fieldset className={css['control']} aria-label={t('item.payment')} data-payment={meant}>
      <span className={css['label']}>
        {t('item.payment')} <kbd>F</kbd>
      </span>
      {ways.map((way) => (
        <button
          key={way}
          type="button"
          className={css['person']}
          aria-pressed={way === meant}
          onClick={() => run('payment', { way })}
        >
          {paymentWords(way)[language]}
        </button>
      ))}
    </fieldset>
  );
}
