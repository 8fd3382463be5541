import { Modal } from 'antd';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overlay } from '../../desk/desk-state.ts';
import { areFilesShut } from '../files-shut.ts';
import { useDesk } from '../kiosk-context.ts';
import { useNamesView } from '../trust/use-trust.ts';
import { CloseButton } from './CloseButton.tsx';
import css from './dialogs.module.css';

const KEYS = [
  ['1–9', 'digits'],
  ['+ −', 'plusMinus'],
  ['← →', 'start'],
  ['PgUp PgDn', 'day'],
  ['↑ ↓', 'scroll'],
  ['Enter', 'enter'],
  ['Esc', 'escape'],
  ['F1', 'f1'],
  ['F2', 'f2'],
  ['F3', 'f3'],
  ['Ctrl V', 'paste'],
  ['F4', 'f4'],
  ['F6', 'f6'],
  ['F8', 'f8'],
  ['F9', 'f9'],
  ['F10', 'f10'],
  ['F12', 'f12'],
  ['P', 'print'],
  ['N', 'name'],
] as const;

/** What a finger reaches from here, as the key would. */
const OVERLAYS: Partial<Record<string, Overlay['kind']>> = {
  F2: 'type',
  F6: 'today',
  F9: 'day-end',
  F10: 'settings',
  F12: 'lock',
};

/** F1: every key on one page; those that open something are buttons for a desk without a keyboard. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const absent = useAbsentKeys();
  return (
    <Modal
      open
      title={t('help.title')}
      footer={<CloseButton onClose={onClose} />}
      width="44rem"
      onCancel={onClose}
    >
      <dl className={css['keys']}>
        {KEYS.filter(([key]) => !absent.includes(key)).map(([key, words]) => (
          <Fragment key={key}>
            <dt>
              <KeyName name={key} words={t(`help.${words}`)} />
            </dt>
            <dd>{t(`help.${words}`)}</dd>
          </Fragment>
        ))}
      </dl>
      <p>
        {t('help.touch')} {t('help.hotline')}
      </p>
    </Modal>
  );
}

/** Keys that do nothing here: no key is promised that does not work. */
function useAbsentKeys(): readonly string[] {
  const { kind } = useNamesView();
  return [areFilesShut() ? 'F3' : 'Ctrl V', ...(kind === 'on' ? [] : ['N'])];
}

function KeyName({ name, words }: { readonly name: string; readonly words: string }) {
  const open = useDesk((desk) => desk.open);
  const askToVoid = useDesk((desk) => desk.askToVoid);
  const overlay = OVERLAYS[name];
  if (overlay === undefined && name !== 'F8') return <span>{name}</span>;
  return (
    <button
      type="button"
      className={css['small']}
      aria-label={`${name} ${words}`}
      onClick={() => (overlay === undefined ? void askToVoid() : open({ kind: overlay } as Overlay))}
    >
      {name}
    </button>
  );
}
