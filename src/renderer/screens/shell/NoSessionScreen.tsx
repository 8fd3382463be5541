import { useTranslation } from 'react-i18next';
import { EarlyKeys } from './EarlyKeys.tsx';
import { FullScreen } from './FullScreen.tsx';

/**
 * A browser that did not come by a one-time address, or whose kiosk was started again since. The language of the user is
 * not known here.
 */
export function NoSessionScreen() {
  const { t } = useTranslation();
  const english = { lng: 'en' };
  return (
    <>
      <FullScreen
        name="no-session"
        title={t('app.noSession')}
        next={t('app.noSessionNext')}
        detail={`${t('app.noSession', english)}. ${t('app.noSessionNext', english)}`}
      />
      <EarlyKeys about="no-session" />
    </>
  );
}
