import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plainTyped } from '../../../domain/base/typed-text.ts';
import { focusPrimary } from '../../desk-focus.ts';
import css from './order-bar.module.css';

/**
 * A figure that is typed. Enter takes it, and so does leaving the field. In a dialog Enter then does what the main button
 * does. What is no figure stays in the field, and nothing can be recorded until it is mended.
 */
export function FigureField(props: {
  readonly label: string;
  readonly figure: string;
  /** What it may be; a regular expression is one. */
  readonly pattern: { readonly test: (typed: string) => boolean };
  readonly onFigure: (figure: string) => unknown;
  /** What Enter does once the figure is taken. If it is absent, Enter leads to the main button of the desk. */
  readonly onEnter?: () => void;
  readonly isWanted?: boolean;
  /** 9 unless given. */
  readonly lengthMax?: number;
  /** A telephone number and a date are longer than a figure. */
  readonly isWide?: boolean;
  /** The number of a matter is longer still. */
  readonly isLong?: boolean;
  /** Says that what was typed is of no use. */
  readonly refusal?: (typed: string) => string;
}) {
  const { figure, isWanted = false, isWide = false, isLong = false, lengthMax = 9 } = props;
  const { t } = useTranslation();
  const [text, setText] = useState(figure);
  /** The text that was typed and not accepted. */
  const [refused, setRefused] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setText(figure);
    setRefused(null);
  }, [figure]);
  useEffect(() => {
    if (isWanted) field.current?.focus();
  }, [isWanted]);
  const isFigure = text === figure || props.pattern.test(plainTyped(text));
  function take() {
    if (text === figure) return;
    if (!isFigure) return setRefused(text);
    return props.onFigure(plainTyped(text));
  }
  async function enter() {
    if (!isFigure) return setRefused(text);
    if (props.onEnter === undefined) return focusPrimary();
    await take();
    props.onEnter();
  }
  return (
    <>
      <input
        ref={field}
        className={[css['figure'], isLong ? css['long'] : isWide ? css['wide'] : ''].join(' ')}
        aria-label={props.label}
        inputMode={isLong ? 'text' : isWide ? 'tel' : 'decimal'}
        autoComplete="off"
        maxLength={lengthMax}
        value={text}
        aria-invalid={!isFigure}
        onChange={(event) => {
          setText(event.target.value);
          setRefused(null);
        }}
        onFocus={(event) => event.target.select()}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void enter();
        }}
      />
      {refused !== null && (
        <span role="alert" className={css['refused']}>
          {props.refusal?.(refused) ?? t('item.noFigure', { typed: refused })}
        </span>
      )}
    </>
  );
}
