import type { ReactNode } from 'react';
import type { CommandId } from '../../../desk/command.ts';
import { useCommand } from '../../desk-command.tsx';
import css from './order-bar.module.css';

/** A value between two buttons, one step less and one more. */
export function Stepper(props: {
  readonly label: string;
  readonly hint?: string;
  readonly signs: readonly [string, string];
  /** Steps one more with `by` 1, one less with −1. */
  readonly command: Extract<CommandId, 'count' | 'start' | 'day'>;
  readonly children: ReactNode;
}) {
  const steps = { [-1]: useCommand(props.command, { by: -1 }), 1: useCommand(props.command, { by: 1 }) };
  const button = (by: 1 | -1) => (
    <button
      type="button"
      className={css['step']}
      disabled={!steps[by].isEnabled}
      onClick={steps[by].press}
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
