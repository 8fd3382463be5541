import { useTranslation } from 'react-i18next';
import { fingerprintOf } from '../../../domain/trust/signing-key.ts';
import type { KioskPinnedTrust } from '../../../host-api/trust-api.ts';
import css from './enrol-form.module.css';
import './texts.ts';

/**
 * Shows the fingerprints that a technician compares with those that the district's officers wrote down. The first load
 * of a window has this part, and must not have the form beside it.
 */
export function RootFingerprints({
  pinnedTrust,
}: {
  readonly pinnedTrust: Pick<KioskPinnedTrust, 'roots' | 'isDemo'>;
}) {
  const { t } = useTranslation('enrol');
  return (
    <div className={css['roots']} data-roots>
      <span>{t(pinnedTrust.isDemo ? 'demoRoots' : 'roots')}</span>
      {pinnedTrust.roots.keys.map(({ id, publicKeyHex }) => (
        <code key={id}>
          {id} {fingerprintOf(publicKeyHex)}
        </code>
      ))}
    </div>
  );
}
