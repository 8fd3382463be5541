import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import css from '../dialogs.module.css';

/** The journal could not be read: the newest uses may be missing from what this dialog shows. */
export function UncountedNote() {
  const { t } = useTranslation();
  return (
    <div className={css['held']} role="alert" data-uncounted>
      <Alert type="error" showIcon title={t('today.uncounted')} />
    </div>
  );
}
