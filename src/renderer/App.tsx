import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { unreachable } from '../domain/unreachable.ts';
import type { Settings } from '../host-api/host-api.ts';
import { useLanguage } from './i18n/use-language.ts';
import { KioskContext, useSettings } from './kiosk-context.ts';
import { ChooseDeskScreen } from './screens/ChooseDeskScreen.tsx';
import { DeskScreen } from './screens/DeskScreen.tsx';
import { EnrolScreen } from './screens/EnrolScreen.tsx';
import { FullScreen } from './screens/FullScreen.tsx';
import { ReloadButton } from './screens/ReloadButton.tsx';
import type { BootStore } from './stores/boot-store.ts';
import { CSP, THEMES } from './styles/antd-theme.ts';

export function App({ boot }: { readonly boot: BootStore }) {
  return (
    <Look theme="light">
      <Phase boot={boot} />
    </Look>
  );
}

/** Ant Design in the kiosk's colours and sizes, and in the clerk's language. */
function Look({ theme, children }: { readonly theme: Settings['theme']; readonly children: ReactNode }) {
  const language = useLanguage();
  return (
    <ConfigProvider
      theme={THEMES[theme]}
      locale={language === 'en' ? enUS : zhCN}
      csp={CSP}
      getPopupContainer={popupContainer}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      modal={DIALOG}
    >
      {children}
    </ConfigProvider>
  );
}

/** High enough for the longest dialog on a small screen. */
const DIALOG = { style: { top: '1.5rem' }, styles: { header: { marginBottom: '0.75rem' } } };

/** Over `body` a dialog would lock its scrolling by a style element without the nonce. */
function popupContainer(): HTMLElement {
  return document.getElementById('root') ?? document.body;
}

function Phase({ boot }: { readonly boot: BootStore }) {
  const { t } = useTranslation();
  const phase = useStore(boot, (state) => state.phase);
  const enrol = useStore(boot, (state) => state.enrol);
  switch (phase.kind) {
    case 'starting':
      return <FullScreen name="starting" title={t('app.starting')} />;
    case 'other-window':
      return <FullScreen name="other-window" title={t('app.otherWindow')} next={t('app.otherWindowNext')} />;
    case 'enrol':
      return <EnrolScreen info={phase.info} onEnrol={enrol} />;
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
  return <Look theme={theme}>{siteId === null ? <ChooseDeskScreen /> : <DeskScreen siteId={siteId} />}</Look>;
}
