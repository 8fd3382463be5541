import { useEffect, useRef, useState } from 'react';
import { plainTyped } from '../../domain/typed-text.ts';
import { focusPrimary } from '../desk-focus.ts';
import css from './order-bar.module.css';

/** A figure that is typed: Enter or leaving the field takes it, and what is no figure is put back. */
export function FigureField(props: {
  readonly label: string;
  readonly figure: string;
  readonly pattern: RegExp;
  readonly onFigure: (figure: string) => void;
  readonly isWanted?: boolean;
}) {
  const { figure, isWanted = false } = props;
  const [text, setText] = useState(figure);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setText(figure), [figure]);
  useEffect(() => {
    if (isWanted) field.current?.focus();
  }, [isWanted]);
  function take() {
    if (text === figure) return;
    const plain = plainTyped(text);
    if (props.pattern.test(plain)) props.onFigure(plain);
    else setText(figure);
  }
  return (
    <input
      ref={field}
      className={css['figure']}
      aria-label={props.label}
      inputMode="decimal"
      autoComplete="off"
      maxLength={9}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') focusPrimary();
      }}
    />
  );
}
