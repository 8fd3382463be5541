import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { unreachable } from '../domain/base/unreachable.ts';
import type { BootStore } from '../kiosk/boot-store.ts';
import { loadFonts } from './fonts.ts';
import { KioskContext, useSettings } from './kiosk-context.ts';
import { DeskScreen } from './screens/DeskScreen.tsx';
import { ChooseDeskScreen } from './screens/enrol/ChooseDeskScreen.tsx';
import { DemoMark } from './screens/shell/DemoMark.tsx';
import { ReloadButton } from './screens/shell/ErrorFence.tsx';
import { FullScreen } from './screens/shell/FullScreen.tsx';

/** This screen is seen once in a kiosk's life, and loaded only then. */
const EnrolScreen = lazy(async () => ({
  default: (await import('./screens/enrol/EnrolScreen.tsx')).EnrolScreen,
}));

export function App({ boot }: { readonly boot: BootStore }) {
  const isDemo = useStore(boot, ({ pinnedTrust }) => pinnedTrust?.isDemo === true);
  return (
    <>
      <Phase boot={boot} />
      {isDemo && <DemoMark />}
    </>
  );
}

function Phase({ boot }: { readonly boot: BootStore }) {
  const { t } = useTranslation();
  const phase = useStore(boot, (state) => state.phase);
  const enrol = useStore(boot, (state) => state.enrol);
  const chooseLanguage = useStore(boot, (state) => state.chooseLanguage);
  switch (phase.kind) {
    case 'starting':
      return <FullScreen name="starting" title={t('app.starting')} />;
    case 'other-window':
      return <FullScreen name="other-window" title={t('app.otherWindow')} next={t('app.otherWindowNext')} />;
    case 'enrol':
      return (
        <Suspense>
          <EnrolScreen
            info={phase.info}
            pinnedTrust={phase.pinnedTrust}
            onEnrol={enrol}
            onLanguage={chooseLanguage}
          />
        </Suspense>
      );
    case 'rebuilding':
      return (
        <FullScreen
          name="rebuilding"
          title={t('app.rebuilding', { done: phase.counted, total: phase.total })}
        />
      );
    case 'ready':
      return (
        <KioskContext value={phase.kiosk}>
          <Desk />
        </KioskContext>
      );
    case 'host-gone':
      return (
        <FullScreen
          name="host-gone"
          title={t('app.hostGone')}
          next={t('app.hostGoneNext')}
          detail={phase.detail}
        >
          <ReloadButton />
        </FullScreen>
      );
    case 'failed':
      return (
        <FullScreen name="failed" title={t('app.crashed')} next={t('app.crashedNext')} detail={phase.detail}>
          <ReloadButton />
        </FullScreen>
      );
    default:
      return unreachable(phase);
  }
}

function Desk() {
  const { i18n } = useTranslation();
  const { siteId, language, theme } = useSettings();
  useEffect(() => {
    void i18n.changeLanguage(language);
    document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
  }, [i18n, language]);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  // A desk that is chosen already loads them after its first scan.
  useEffect(() => {
    if (siteId === null) loadFonts();
  }, [siteId]);
  return siteId === null ? <ChooseDeskScreen /> : <DeskScreen siteId={siteId} />;
}
