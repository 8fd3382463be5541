import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineStatus } from '../../../app/sync/line-status.ts';
import { type TroubleWord, troubleWordOf } from './line-trouble.ts';
import css from './status-bar.module.css';

/** How long the good news of a caught-up line stays in sight. */
const NEWS_STAYS_MS = 20_000;

/** One message at a time: what the clerk must do, then good news, then what will pass by itself. */
export function LineMessage(
  props: Pick<LineStatus, 'caughtUp' | 'trouble'> & { readonly isExportOffered: boolean },
) {
  const { caughtUp, trouble } = props;
  const { t } = useTranslation();
  const isNews = useIsNews(caughtUp);
  const word = trouble && troubleWordOf(trouble.kind);
  const isAmber = word !== null && AMBER.includes(word);
  if (caughtUp && isNews && !isAmber) {
    return (
      <span className={css['news']} data-caught-up={caughtUp.delivered}>
        {t('status.caughtUp', { count: caughtUp.delivered })}
      </span>
    );
  }
  // The way to carry them there by hand says it already, and needs the room.
  if (word === null || (props.isExportOffered && !isAmber)) return null;
  return (
    <span className={`${css['words']} ${isAmber ? css['amber'] : ''}`} title={trouble?.detail}>
      {t(`status.fault.${word}`)}
    </span>
  );
}

function useIsNews(caughtUp: LineStatus['caughtUp']): boolean {
  const [toldSerial, setToldSerial] = useState(0);
  const serial = caughtUp?.serial ?? 0;
  useEffect(() => {
    const timer = setTimeout(() => setToldSerial(serial), NEWS_STAYS_MS);
    return () => clearTimeout(timer);
  }, [serial]);
  return serial !== toldSerial;
}

/** Only these ask the clerk to do something else than usual. */
const AMBER: readonly TroubleWord[] = [
  'fork',
  'not-enrolled',
  'device-revoked',
  'revoked-unproved',
  'storage',
  'unexpected',
];
