import { useTranslation } from 'react-i18next';
import type { Look } from '../../../kiosk/boot-store.ts';
import { LanguageNote } from '../../i18n/LanguageNote.tsx';
import { EarlyDialog } from './EarlyDialog.tsx';
import css from './early.module.css';
import { LanguageChoice } from './LanguageChoice.tsx';
import './texts.ts';

const THEMES = ['light', 'dark'] as const;

/** F10 on a screen without a desk: the language and the theme. Everything else is a setting of a desk. */
export function EarlySettings(props: {
  readonly look: Look;
  readonly isKept: boolean;
  readonly onLook: (part: Partial<Look>) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('early');
  const desk = useTranslation().t;
  return (
    <EarlyDialog title={desk('settings.title')} onClose={props.onClose}>
      {!props.isKept && <p role="alert">{desk('settings.unsaved')}</p>}
      <LanguageNote />
      <div className={css['form']}>
        <span>{desk('settings.language')}</span>
        <div className={css['row']}>
          <LanguageChoice onLanguage={(language) => props.onLook({ language })} />
        </div>
        <span>{desk('settings.theme')}</span>
        <div className={css['row']}>
          {THEMES.map((theme) => (
            <button
              key={theme}
              type="button"
              className={css['choice']}
              aria-pressed={theme === props.look.theme}
              onClick={() => props.onLook({ theme })}
            >
              {desk(`settings.${theme}`)}
            </button>
          ))}
        </div>
      </div>
      <p>{t('more')}</p>
    </EarlyDialog>
  );
}
