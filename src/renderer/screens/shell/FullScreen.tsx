import type { ReactNode } from 'react';
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
