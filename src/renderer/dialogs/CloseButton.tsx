import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

/** `autoFocus` would scroll a long dialog to the button at its end. */
function focusInPlace(button: HTMLElement | null): void {
  button?.focus({ preventScroll: true });
}

/** For a dialog that only shows something: Enter closes it, as Esc does. */
export function CloseButton({ onClose, words }: { readonly onClose: () => void; readonly words?: string }) {
  const { t } = useTranslation();
  return (
    <Button type="primary" ref={focusInPlace} onClick={onClose}>
      {words ?? t('settings.close')} Esc
    </Button>
  );
}
