import type { ReactNode } from 'react';
import css from './order-bar.module.css';

/** A value between two buttons, one step less and one more. */
export function Stepper(props: {
  readonly label: string;
  readonly hint?: string;
  readonly signs: readonly [string, string];
  readonly isPossible: (by: 1 | -1) => boolean;
  readonly onStep: (by: 1 | -1) => void;
  readonly children: ReactNode;
}) {
  const button = (by: 1 | -1) => (
    <button
      type="button"
      className={css['step']}
      disabled={!props.isPossible(by)}
      onClick={() => props.onStep(by)}
      aria-label={`${props.label} ${by === 1 ? '+' : '−'}`}
    >
      {props.signs[by === 1 ? 1 : 0]}
    </button>
  );
  return (
    <fieldset className={css['control']} aria-label={props.label}>
      <span className={css['label']}>
        {props.label} {props.hint !== undefined && <kbd>{props.hint}</kbd>}
      </span>
      {button(-1)}
      {props.children}
      {button(1)}
    </fieldset>
  );
}
