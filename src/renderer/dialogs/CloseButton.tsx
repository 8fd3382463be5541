import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** For a dialog that only shows something: Enter closes it, as Esc does. */
export function CloseButton({ onClose, words }: { readonly onClose: () => void; readonly words?: string }) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  // `autoFocus` would scroll a long dialog to its end. antd calls a `ref` callback at each render.
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  return (
    <Button type="primary" ref={button} onClick={onClose}>
      {words ?? t('settings.close')} Esc
    </Button>
  );
}
