import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../desk-command.tsx';
import { useDesk, useSettings } from '../../kiosk-context.ts';
import css from '../dialogs.module.css';

/** Begins practice, or ends it. */
export function Practice() {
  const { t } = useTranslation();
  const { siteId } = useSettings();
  const id = useDesk((desk) => (desk.practice === null ? 'practice' : 'end-practice'));
  const { label, press } = useCommand(id);
  return (
    <div>
      <Button data-command={id} disabled={siteId === null} onClick={press}>
        {label}
      </Button>
      <p className={css['note']}>{t('practice.about')}</p>
    </div>
  );
}
