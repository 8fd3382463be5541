import { Modal } from 'antd';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { AGREEMENT_COMMANDS } from '../../desk/agreement-commands.ts';
import { signsAgreements } from '../../desk/agreement-order.ts';
import { BOARD_COMMANDS } from '../../desk/board-commands.ts';
import type { Command, CommandId } from '../../desk/command.ts';
import { COMMANDS } from '../../desk/commands.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useDesk, useKiosk, useSettings } from '../kiosk-context.ts';
import { useNamesView } from '../trust/use-trust.ts';
import { useCatalogue } from '../use-catalogue.ts';
import { areFilesShut } from '../use-pictures.ts';
import { NAME_KEY, PASTE_KEYS, PICTURE_KEY, WINDOW_KEYS } from '../window-keys.ts';
import { CloseButton } from './dialog-parts.tsx';
import css from './dialogs.module.css';

/** Commands that can be touched here. */
const TOUCHED = ['type', 'today', 'board', 'courts', 'tasks', 'void', 'day-end', 'settings', 'lock'];

/** F1: every key on one page; those that open something are buttons for a desk without a keyboard. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const absent = useAbsentKeys();
  const hidden = useAbsentCommands();
  return (
    <Modal
      open
      title={t('help.title')}
      footer={<CloseButton onClose={onClose} />}
      width="76rem"
      onCancel={onClose}
    >
      <dl className={css['keys']}>
        {COMMANDS.filter(({ id, keyNames }) => keyNames !== null && !hidden.includes(id)).map((command) => (
          <Fragment key={command.id}>
            {isTold(command) && <CommandRow command={command} />}
            {WINDOW_KEYS.filter(
              ({ after, keyNames }) => after === command.id && !absent.includes(keyNames),
            ).map(({ keyNames, words }) => (
              <Fragment key={keyNames}>
                <dt>
                  <span>{keyNames}</span>
                </dt>
                <dd>{t(`help.${words}`)}</dd>
              </Fragment>
            ))}
          </Fragment>
        ))}
      </dl>
      <p>
        {t('help.touch')} {t('help.hotline')}
      </p>
    </Modal>
  );
}

/** The keys that do nothing here; the page leaves them out. */
function useAbsentKeys(): readonly string[] {
  const { kind } = useNamesView();
  return [areFilesShut() ? PICTURE_KEY : PASTE_KEYS, ...(kind === 'on' ? [] : [NAME_KEY])];
}

/** The commands that this desk never has: courts, ways of payment, or the fields of an agreement with a family doctor. */
function useAbsentCommands(): readonly CommandId[] {
  const hasCourts = useDesk((desk) => desk.hasCourts);
  const { siteId } = useSettings();
  const catalogue = useCatalogue();
  const items = catalogue?.items ?? [];
  const payments = catalogue?.sites.find(({ id }) => id === siteId)?.payments ?? [];
  const signs = siteId !== null && signsAgreements({ siteId, items });
  return [
    ...(hasCourts ? [] : (['courts', 'board'] as const)),
    ...(payments.length > 1 ? [] : (['payment'] as const)),
    // The board says its own keys, which mean other things on other screens.
    ...BOARD_COMMANDS.map(({ id }) => id).filter((id) => id !== 'board'),
    ...(signs ? [] : AGREEMENT_COMMANDS.map(({ id }) => id)),
  ];
}

/** Several commands have Enter; the page shows it once, as the key that confirms. */
function isTold({ id, keyNames }: Command): boolean {
  return keyNames !== 'Enter' || id === 'confirm';
}

function CommandRow({ command }: { readonly command: Command }) {
  const { desk } = useKiosk();
  const words = command.words[useLanguage()];
  return (
    <>
      <dt>
        {TOUCHED.includes(command.id) ? (
          <button
            type="button"
            className={css['small']}
            aria-label={`${command.keyNames} ${words}`}
            onClick={() => void command.run(desk.getState, {})}
          >
            {command.keyNames}
          </button>
        ) : (
          <span>{command.keyNames}</span>
        )}
      </dt>
      <dd>{words}</dd>
    </>
  );
}
