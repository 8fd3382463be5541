import { useTranslation } from 'react-i18next';
import { useChangeSettings, useKiosk } from '../../kiosk-context.ts';
import { useCatalogue, useSiteName } from '../../use-catalogue.ts';
import css from '../desk-screen.module.css';
import { FullScreen } from '../shell/FullScreen.tsx';
import { useNoCatalogueNext } from '../shell/line-trouble.ts';
import { RootFingerprints } from './RootFingerprints.tsx';

/** A kiosk that may be several desks asks once which one it is. */
export function ChooseDeskScreen() {
  const { t } = useTranslation();
  const { info, pinnedTrust } = useKiosk();
  const change = useChangeSettings();
  const siteName = useSiteName();
  const noCatalogueNext = useNoCatalogueNext();
  if (useCatalogue() === null) {
    return (
      <FullScreen name="not-ready" title={t('idle.noCatalogue')} next={noCatalogueNext}>
        <RootFingerprints pinnedTrust={pinnedTrust} />
      </FullScreen>
    );
  }
  return (
    <FullScreen name="choose-desk" title={t('idle.chooseDesk')}>
      <div className={css['buttons']}>
        {info.enrolment?.siteIds.map((siteId) => (
          <button key={siteId} type="button" className={css['button']} onClick={() => change({ siteId })}>
            {siteName(siteId)}
          </button>
        ))}
      </div>
    </FullScreen>
  );
}
