import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** Of a dialog that has nothing else to do: Enter closes it, as Esc does. */
export function CloseButton({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Button type="primary" autoFocus onClick={onClose}>
      {t('settings.close')} Esc
    </Button>
  );
}
