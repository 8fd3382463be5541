import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../domain/base/text.ts';
import type { Look } from '../../../kiosk/boot-store.ts';
import { LanguageNote } from '../../i18n/LanguageNote.tsx';
import { showLanguage } from '../../i18n/show-language.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { showTheme } from '../../styles/show-look.ts';
import type { EarlyKeysProps } from '../shell/early-screen.ts';
import { EarlyHelp } from './EarlyHelp.tsx';
import { EarlySettings } from './EarlySettings.tsx';
import css from './early.module.css';
import { LanguageChoice } from './LanguageChoice.tsx';
import './texts.ts';

/** The bar of a screen without a desk, with a help and settings of its own. */
export function EarlyBar({ about, onLook, isLookKept = true }: EarlyKeysProps) {
  const [open, setOpen] = useState<'help' | 'settings' | null>(null);
  const language = useLanguage();
  const [theme, setTheme] = useState(shownTheme);
  async function choose(part: Partial<Look>): Promise<void> {
    if (part.theme !== undefined) {
      setTheme(part.theme);
      showTheme(part.theme);
    }
    if (part.language !== undefined && !(await showLanguage(part.language))) return;
    onLook?.(part);
  }
  useWindowKeys({ F1: () => setOpen('help'), F10: () => setOpen('settings') });
  const close = () => setOpen(null);
  return (
    <>
      <BarButtons
        onHelp={() => setOpen('help')}
        onSettings={() => setOpen('settings')}
        onLanguage={(next) => void choose({ language: next })}
      />
      {open === 'help' && <EarlyHelp about={about} onClose={close} />}
      {open === 'settings' && (
        <EarlySettings
          look={{ language, theme }}
          isKept={isLookKept}
          onLook={(part) => void choose(part)}
          onClose={close}
        />
      )}
    </>
  );
}

/** The buttons in the corner of a screen without a desk. */
export function BarButtons(props: {
  readonly onHelp: () => void;
  readonly onSettings: () => void;
  readonly onLanguage: (language: Language) => void;
}) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a click leaves the focus where Enter is announced
    <div className={css['bar']} data-early-bar onMouseDown={(event) => event.preventDefault()}>
      <button type="button" className={css['key']} onClick={props.onHelp}>
        F1 {t('help.title')}
      </button>
      <button type="button" className={css['key']} onClick={props.onSettings}>
        F10 {t('settings.title')}
      </button>
      <LanguageChoice onLanguage={props.onLanguage} />
      <LanguageNote />
    </div>
  );
}

function shownTheme(): Look['theme'] {
  return document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light';
}

/** The browser has a use of its own for F1 and F10, which nobody at a kiosk wants. */
function useWindowKeys(acts: Readonly<Record<'F1' | 'F10', () => void>>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F1' && event.key !== 'F10') return;
      event.preventDefault();
      acts[event.key]();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
}
