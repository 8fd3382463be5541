import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import css from './early.module.css';

/** A dialog of the browser's own: Ant Design may not be loaded where a screen comes before the desk. Esc closes it. */
export function EarlyDialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    close.current?.focus();
  }, []);
  return (
    <dialog ref={dialog} className={css['dialog']} aria-labelledby={titleId} onClose={props.onClose}>
      <h2 id={titleId}>{props.title}</h2>
      {props.children}
      <div className={css['foot']}>
        <button type="button" ref={close} className={css['main']} onClick={() => dialog.current?.close()}>
          {t('settings.close')} Esc
        </button>
      </div>
    </dialog>
  );
}
