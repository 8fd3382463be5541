import { Modal } from 'antd';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import css from './dialogs.module.css';

const KEYS = [
  ['1–9', 'digits'],
  ['+ −', 'plusMinus'],
  ['← →', 'start'],
  ['PgUp PgDn', 'day'],
  ['Enter', 'enter'],
  ['Esc', 'escape'],
  ['F1', 'f1'],
  ['F2', 'f2'],
  ['F3', 'f3'],
  ['F4', 'f4'],
  ['F6', 'f6'],
  ['F8', 'f8'],
  ['F9', 'f9'],
  ['F10', 'f10'],
  ['F12', 'f12'],
  ['P', 'print'],
  ['N', 'name'],
] as const;

/** F1: every key on one page. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open title={t('help.title')} footer={null} width="44rem" onCancel={onClose}>
      <dl className={css['keys']}>
        {KEYS.map(([key, words]) => (
          <Fragment key={key}>
            <dt>{key}</dt>
            <dd>{t(`help.${words}`)}</dd>
          </Fragment>
        ))}
      </dl>
      <p>{t('help.hotline')}</p>
    </Modal>
  );
}
