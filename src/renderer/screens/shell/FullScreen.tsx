import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from '../desk-screen.module.css';

/** One sentence on an otherwise empty screen, and what to do next. */
export function FullScreen(props: {
  readonly name: string;
  readonly title: string;
  readonly next?: string;
  readonly detail?: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className={css['full']} data-screen={props.name}>
      <h1>{props.title}</h1>
      {props.next !== undefined && <p className={css['next']}>{props.next}</p>}
      {props.children}
      {props.detail !== undefined && <p className={css['technical']}>{props.detail}</p>}
    </div>
  );
}

/**
 * A browser that did not come by a one-time address, or whose kiosk was started again since. The language of the user is
 * not known here.
 */
export function NoSessionScreen() {
  const { t } = useTranslation();
  const english = { lng: 'en' };
  return (
    <FullScreen
      name="no-session"
      title={t('app.noSession')}
      next={t('app.noSessionNext')}
      detail={`${t('app.noSession', english)}. ${t('app.noSessionNext', english)}`}
    />
  );
}
