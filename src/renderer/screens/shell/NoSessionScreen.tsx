import { useTranslation } from 'react-i18next';
import { noSessionEnglish } from '../../i18n/unknown-language.ts';
import { EarlyKeys } from './EarlyKeys.tsx';
import { FullScreen } from './FullScreen.tsx';

/**
 * A browser that did not come by a one-time address, or whose kiosk was started again since. The language of the user is
 * not known here.
 */
export function NoSessionScreen() {
  const { t } = useTranslation();
  return (
    <>
      <FullScreen
        name="no-session"
        title={t('app.noSession')}
        next={t('app.noSessionNext')}
        detail={`${noSessionEnglish.noSession}. ${noSessionEnglish.noSessionNext}`}
      />
      <EarlyKeys about="no-session" />
    </>
  );
}
