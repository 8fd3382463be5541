import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { unreachable } from '../domain/base/unreachable.ts';
import type { BootPhase, BootStore } from '../kiosk/boot-store.ts';
import { loadFonts } from './fonts.ts';
import { showLanguage } from './i18n/show-language.ts';
import { KioskContext, useSettings } from './kiosk-context.ts';
import { DeskScreen } from './screens/DeskScreen.tsx';
import { DemoMark } from './screens/shell/DemoMark.tsx';
import { EarlyKeys } from './screens/shell/EarlyKeys.tsx';
import { ReloadButton } from './screens/shell/ErrorFence.tsx';
import type { EarlyScreen } from './screens/shell/early-screen.ts';
import { FullScreen } from './screens/shell/FullScreen.tsx';
import { showTheme } from './styles/show-look.ts';

/** These screens are seen once in a kiosk's life, and loaded only then. */
const ChooseDeskScreen = lazy(async () => ({
  default: (await import('./screens/enrol/ChooseDeskScreen.tsx')).ChooseDeskScreen,
}));
const EnrolScreen = lazy(async () => ({
  default: (await import('./screens/enrol/EnrolScreen.tsx')).EnrolScreen,
}));

export function App({ boot }: { readonly boot: BootStore }) {
  const isDemo = useStore(boot, ({ pinnedTrust }) => pinnedTrust?.isDemo === true);
  return (
    <>
      <Phase boot={boot} />
      <Early boot={boot} />
      {isDemo && <DemoMark />}
    </>
  );
}

function Phase({ boot }: { readonly boot: BootStore }) {
  const { t } = useTranslation();
  const phase = useStore(boot, (state) => state.phase);
  const enrol = useStore(boot, (state) => state.enrol);
  const theme = useStore(boot, ({ look }) => look.theme);
  switch (phase.kind) {
    case 'starting':
      return <FullScreen name="starting" title={t('app.starting')} />;
    case 'other-window':
      return <FullScreen name="other-window" title={t('app.otherWindow')} next={t('app.otherWindowNext')} />;
    case 'enrol':
      return (
        <Suspense>
          <EnrolScreen info={phase.info} pinnedTrust={phase.pinnedTrust} onEnrol={enrol} theme={theme} />
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

/** Help, settings and the languages of all screens that come before the desk. A desk has its own. */
function Early({ boot }: { readonly boot: BootStore }) {
  const phase = useStore(boot, (state) => state.phase);
  const chooseLook = useStore(boot, (state) => state.chooseLook);
  const isLookKept = useStore(boot, (state) => state.isLookKept);
  const about = earlyScreenOf(phase);
  if (about === null) return null;
  return (
    <EarlyKeys key={about} about={about} isLookKept={isLookKept} onLook={(part) => void chooseLook(part)} />
  );
}

function earlyScreenOf(phase: BootPhase): EarlyScreen | null {
  if (phase.kind === 'enrol') return phase.info.disabled === null ? 'enrol' : 'disabled';
  return phase.kind === 'ready' ? null : phase.kind;
}

function Desk() {
  const { siteId, language, theme } = useSettings();
  // A new theme must not take back a language whose words are on their way.
  useEffect(() => showTheme(theme), [theme]);
  useEffect(() => void showLanguage(language), [language]);
  // A desk that is chosen already loads them after its first scan.
  useEffect(() => {
    if (siteId === null) loadFonts();
  }, [siteId]);
  if (siteId !== null) return <DeskScreen siteId={siteId} />;
  return (
    <Suspense>
      <ChooseDeskScreen />
    </Suspense>
  );
}
