import { useTranslation } from 'react-i18next';
import type { KioskInfo } from '../../../host-api/kiosk-api.ts';
import type { Settings } from '../../../host-api/settings-api.ts';
import type { KioskPinnedTrust } from '../../../host-api/trust-api.ts';
import type { Enrol } from '../../../kiosk/enrol.ts';
import { useDeskName } from '../../kiosk-context.ts';
import { SetupSteps } from '../../setup/SetupSteps.tsx';
import { Look } from '../../styles/Look.tsx';
import { LineTrustNote } from '../shell/LineTrustNote.tsx';
import { EnrolForm } from './EnrolForm.tsx';
import css from './enrol-screen.module.css';
import { RootFingerprints } from './RootFingerprints.tsx';
import './texts.ts';

/**
 * The screen of a kiosk that belongs to no district, or no longer: it says how to enrol, and has the field for the
 * code.
 */
export function EnrolScreen(props: {
  readonly info: Pick<KioskInfo, 'districtUrl' | 'disabled' | 'lineTrust'>;
  readonly pinnedTrust: KioskPinnedTrust;
  readonly onEnrol: Enrol;
  readonly theme: Settings['theme'];
}) {
  const { t } = useTranslation('enrol');
  const deskName = useDeskName();
  const { disabled, districtUrl } = props.info;
  return (
    <div className={css['screen']} data-screen={disabled === null ? 'enrol' : 'disabled'}>
      <div className={css['card']}>
        {disabled === null && <SetupSteps at="enrolment" />}
        <h1>{t(disabled === null ? 'title' : 'disabledTitle')}</h1>
        <p>{disabled === null ? t('body') : t('disabledBody', { kiosk: deskName(disabled.kioskName) })}</p>
        <Look theme={props.theme}>
          <EnrolForm districtUrl={districtUrl} onEnrol={props.onEnrol} />
        </Look>
        <LineTrustNote {...props.info} />
        <RootFingerprints pinnedTrust={props.pinnedTrust} />
      </div>
    </div>
  );
}
