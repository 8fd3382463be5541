import type { RefObject } from 'react';
import css from './staff.module.css';

/** A field for a PIN. It shows dots, and no browser offers to keep what is typed. */
export function PinField(props: {
  readonly ref?: RefObject<HTMLInputElement | null> | undefined;
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onFocus: () => void;
}) {
  return (
    <label>
      {props.label}
      <input
        ref={props.ref}
        className={css['pin']}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        value={props.value}
        data-pin={props.name}
        onFocus={props.onFocus}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </label>
  );
}
