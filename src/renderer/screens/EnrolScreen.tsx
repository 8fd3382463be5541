import { useTranslation } from 'react-i18next';
import type { KioskInfo } from '../../host-api/host-api.ts';
import type { KioskTrust } from '../../host-api/trust-api.ts';
import type { Enrol } from '../enrol.ts';
import { Look } from '../styles/Look.tsx';
import { EnrolForm } from './EnrolForm.tsx';
import css from './enrol-screen.module.css';
import { RootFingerprints } from './RootFingerprints.tsx';

/** A kiosk that belongs to no district yet, or no more: how it comes to, and the field for the code. */
export function EnrolScreen(props: {
  readonly info: Pick<KioskInfo, 'districtUrl' | 'disabled'>;
  readonly trust: KioskTrust;
  readonly onEnrol: Enrol;
}) {
  const { t } = useTranslation();
  const { disabled, districtUrl } = props.info;
  return (
    <div className={css['screen']} data-screen={disabled === null ? 'enrol' : 'disabled'}>
      <div className={css['card']}>
        <h1>{t(disabled === null ? 'enrol.title' : 'enrol.disabledTitle')}</h1>
        <p>{disabled === null ? t('enrol.body') : t('enrol.disabledBody', { kiosk: disabled.kioskName })}</p>
        <Look theme="light">
          <EnrolForm districtUrl={districtUrl} onEnrol={props.onEnrol} />
        </Look>
        <RootFingerprints trust={props.trust} />
      </div>
    </div>
  );
}
