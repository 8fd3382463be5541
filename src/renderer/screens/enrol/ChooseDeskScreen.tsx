import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useCommand, useRun } from '../../desk-command.tsx';
import { useChangeSettings, useDesk, useKiosk, useSwitchLanguage } from '../../kiosk-context.ts';
import { onClerkKey } from '../../scanner/keys/keyboard-wedge.ts';
import { useCatalogue, useSiteName } from '../../use-catalogue.ts';
import { BarButtons } from '../early/EarlyBar.tsx';
import { EarlyHelp } from '../early/EarlyHelp.tsx';
import css from '../early/early.module.css';
import { FullScreen } from '../shell/FullScreen.tsx';
import { useNoCatalogueNext } from '../shell/line-trouble.ts';
import { keyBeforeDesk } from './keys-before-desk.ts';
import { RootFingerprints } from './RootFingerprints.tsx';

const Overlay = lazy(async () => ({ default: (await import('../../dialogs/Dialogs.tsx')).Overlay }));
const DIGITS_MAX = 9;

/** A kiosk that may be several desks asks once which one it is, and offers to be set up. */
export function ChooseDeskScreen() {
  const switchLanguage = useSwitchLanguage();
  const run = useRun();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const hasCatalogue = useCatalogue() !== null;
  const hasDialog = useDesk(({ overlay }) => overlay !== null && overlay.kind !== 'lock');
  useKeys({ isHelpOpen, canChoose: hasCatalogue, openHelp: () => setHelpOpen(true) });
  return (
    <>
      {hasCatalogue ? <Sites /> : <NoCatalogue />}
      <BarButtons
        onHelp={() => setHelpOpen(true)}
        onSettings={() => run('settings')}
        onLanguage={(language) => void switchLanguage(language)}
      />
      {isHelpOpen && (
        <EarlyHelp about={hasCatalogue ? 'choose-desk' : 'not-ready'} onClose={() => setHelpOpen(false)} />
      )}
      <Suspense>{hasDialog && <Overlay scanner={null} />}</Suspense>
    </>
  );
}

function NoCatalogue() {
  const { t } = useTranslation();
  const { pinnedTrust } = useKiosk();
  return (
    <FullScreen name="not-ready" title={t('idle.noCatalogue')} next={useNoCatalogueNext()}>
      <RootFingerprints pinnedTrust={pinnedTrust} />
    </FullScreen>
  );
}

function Sites() {
  const { t } = useTranslation('early');
  const desk = useTranslation().t;
  const { info, settings } = useKiosk();
  const trouble = useStore(settings, (state) => state.trouble);
  const change = useChangeSettings();
  const siteName = useSiteName();
  const setup = useCommand('setup');
  return (
    <FullScreen name="choose-desk" title={t('chooseDesk')}>
      {trouble !== null && <p role="alert">{desk(`settings.${trouble}`)}</p>}
      <div className={css['first']}>
        <button
          type="button"
          // biome-ignore lint/a11y/noAutofocus: Enter is announced for it, and the sites have digits
          autoFocus
          className={css['main']}
          data-command="setup"
          onClick={setup.press}
        >
          {setup.label} ⏎
        </button>
        <p>{t('setupAbout')}</p>
      </div>
      <div className={css['desks']}>
        {info.enrolment?.siteIds.map((siteId, index) => (
          <button key={siteId} type="button" className={css['desk']} onClick={() => void change({ siteId })}>
            {index < DIGITS_MAX && <kbd className={css['digit']}>{index + 1}</kbd>}
            {siteName(siteId)}
          </button>
        ))}
      </div>
    </FullScreen>
  );
}

/** The keys of a kiosk without a desk: those of its dialogs, and a digit for each site. */
function useKeys(given: {
  readonly isHelpOpen: boolean;
  readonly canChoose: boolean;
  readonly openHelp: () => void;
}): void {
  const { desk, info, stir } = useKiosk();
  const change = useChangeSettings();
  useEffect(() =>
    onClerkKey((key) => {
      stir();
      if (given.isHelpOpen) return false;
      const meant = keyBeforeDesk(desk.getState(), key);
      switch (meant?.kind) {
        case undefined:
          return false;
        case 'help':
          given.openHelp();
          return true;
        case 'command':
          if (meant.command.id === 'setup' && !given.canChoose) return false;
          void meant.command.run(desk.getState, meant.args);
          return true;
        case 'site': {
          const siteId = info.enrolment?.siteIds[meant.place - 1];
          if (!given.canChoose || siteId === undefined) return false;
          void change({ siteId });
          return true;
        }
      }
    }),
  );
}
