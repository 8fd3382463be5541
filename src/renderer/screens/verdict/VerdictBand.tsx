import type { ReactNode } from 'react';
import type { Verdict } from '../../../domain/decision/decision.ts';
import css from './verdict-band.module.css';

/** Shapes that differ without colour: tick, cross, question mark, i. */
const MARKS: Record<Verdict, ReactNode> = {
  yes: <path d="M18 34 L29 45 L47 21" />,
  no: <path d="M21 21 L43 43 M43 21 L21 43" />,
  ask: <path d="M23 25 C23 15 41 15 41 25 C41 32 32 31 32 38 M32 45 V47" />,
  info: <path d="M32 19 V21 M32 28 V46" />,
};

/** The largest thing on the screen: what the clerk sees from a metre away in a second. */
export function VerdictBand(props: {
  readonly verdict: Verdict;
  readonly headline: string;
  readonly badge?: string | null;
  readonly children?: ReactNode;
}) {
  return (
    <div className={`${css['band']} ${css[props.verdict]}`} data-verdict={props.verdict} role="alert">
      <svg className={css['mark']} viewBox="0 0 64 64" aria-hidden="true">
        <g fill="none" stroke="currentColor" strokeWidth="6" strokeLinecap="round" strokeLinejoin="round">
          <circle cx="32" cy="32" r="28" />
          {MARKS[props.verdict]}
        </g>
      </svg>
      <div className={css['words']}>
        <div className={css['top']}>
          <h1 className={css['headline']}>{props.headline}</h1>
          {props.badge && <strong className={css['badge']}>{props.badge}</strong>}
        </div>
        {props.children}
      </div>
    </div>
  );
}

/** One line under the headline. */
export function BandDetail(props: { readonly children: ReactNode }) {
  return <p className={css['detail']}>{props.children}</p>;
}
