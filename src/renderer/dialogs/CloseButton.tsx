import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** For a dialog that only shows something: Enter closes it, as Esc does. */
export function CloseButton({ onClose, words }: { readonly onClose: () => void; readonly words?: string }) {
  const { t } = useTranslation();
  return (
    <Button type="primary" autoFocus onClick={onClose}>
      {words ?? t('settings.close')} Esc
    </Button>
  );
}
