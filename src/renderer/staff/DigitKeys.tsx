import { useTranslation } from 'react-i18next';
import css from './staff.module.css';
import './texts.ts';

/** A PIN or a sum typed on the glass. The field keeps the focus, so that a key still works. */
export function DigitKeys(props: {
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
  /** A sum may have a point. */
  readonly hasPoint?: boolean;
}) {
  const { t } = useTranslation('staff');
  const key = (words: string, label: string, press: () => void) => (
    <button
      key={words}
      type="button"
      tabIndex={-1}
      className={css['key']}
      aria-label={label}
      onMouseDown={(event) => event.preventDefault()}
      onClick={press}
    >
      {words}
    </button>
  );
  return (
    <fieldset className={css['keypad']} aria-label={t('keypad')}>
      {[...'1234567890'].map((digit) => key(digit, digit, () => props.onDigit(digit)))}
      {props.hasPoint === true && key('.', t('point'), () => props.onDigit('.'))}
      {key('⌫', t('erase'), props.onErase)}
    </fieldset>
  );
}
