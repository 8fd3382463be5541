import { useTranslation } from 'react-i18next';
import type { KioskInfo } from '../../../host-api/kiosk-api.ts';
import css from './line-trust.module.css';

/** Shows what a technician has allowed for the district's address; nothing if it is the usual. */
export function LineTrustNote({ lineTrust }: Pick<KioskInfo, 'lineTrust'>) {
  const { t } = useTranslation();
  if (lineTrust === undefined) return null;
  const { origin, authorityFingerprint, isPlain } = lineTrust;
  return (
    <div className={css['note']} data-line-trust={origin}>
      {isPlain && <p className={css['plain']}>{t('line.plain')}</p>}
      {authorityFingerprint !== null && (
        <p>
          {t('line.authority', { origin })}
          <code data-fingerprint>{authorityFingerprint}</code>
        </p>
      )}
    </div>
  );
}
