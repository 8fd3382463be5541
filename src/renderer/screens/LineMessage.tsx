import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineStatus, LineTrouble } from '../../app/line-status.ts';
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

type TroubleWord = ReturnType<typeof troubleWordOf>;

/** Only these ask the clerk to do something else than usual. */
const AMBER: readonly TroubleWord[] = ['fork', 'not-enrolled', 'device-revoked', 'storage'];

function troubleWordOf(kind: LineTrouble['kind']) {
  switch (kind) {
    case 'unreachable':
    case 'timeout':
    case 'nonsense':
    case 'bad-request':
      return 'refused';
    case 'refused':
    case 'fork':
    case 'not-enrolled':
    case 'device-revoked':
      return kind;
    case 'not-json':
    case 'bad-shape':
    case 'unknown-key':
    case 'bad-signature':
    case 'catalogue-older':
      return 'catalogue';
    case 'roster-refused':
    case 'roster-older':
      return 'roster';
    case 'keys-refused':
    case 'denied-refused':
      return 'lists';
    case 'quota':
    case 'storage':
      return 'storage';
    default:
      return 'other';
  }
}
