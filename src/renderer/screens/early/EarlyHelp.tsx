import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { EarlyScreen } from '../shell/early-screen.ts';
import { EarlyDialog } from './EarlyDialog.tsx';
import css from './early.module.css';
import './texts.ts';

const KEYS = [
  ['⏎', 'enter'],
  ['Tab', 'tab'],
  ['F1', 'help'],
  ['F10', 'settings'],
  ['Esc', 'close'],
] as const;
const DESK_KEYS = [['1–9', 'digit'], ...KEYS] as const;

/** F1 on a screen without a desk: what this screen is, what to do, and the keys that work here. */
export function EarlyHelp({ about, onClose }: { readonly about: EarlyScreen; readonly onClose: () => void }) {
  const { t } = useTranslation('early');
  const desk = useTranslation().t;
  return (
    <EarlyDialog title={desk('help.title')} onClose={onClose}>
      <p data-help-about={about}>{t(`about.${about}`)}</p>
      <dl className={css['keys']}>
        {(about === 'choose-desk' ? DESK_KEYS : KEYS).map(([name, words]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{t(`key.${words}`)}</dd>
          </Fragment>
        ))}
      </dl>
      <p>{desk('help.hotline')}</p>
    </EarlyDialog>
  );
}
