import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { commandOf } from '../../../desk/commands.ts';
import { useRun } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk, useSettings } from '../../kiosk-context.ts';
import css from '../dialogs.module.css';

/** Begins practice, or ends it. */
export function Practice() {
  const { t } = useTranslation();
  const run = useRun();
  const language = useLanguage();
  const { siteId } = useSettings();
  const id = useDesk((desk) => (desk.practice === null ? 'practice' : 'end-practice'));
  return (
    <div>
      <Button data-command={id} disabled={siteId === null} onClick={() => run(id)}>
        {commandOf(id).words[language]}
      </Button>
      <p className={css['note']}>{t('practice.about')}</p>
    </div>
  );
}
