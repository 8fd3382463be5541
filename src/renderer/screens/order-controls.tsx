import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice, ItemDecision, Person } from '../../domain/decision.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useDesk } from '../kiosk-context.ts';
import { countedChoice, movedChoice } from '../stores/item-action.ts';
import { dayWords } from './day-words.ts';
import css from './order-bar.module.css';

interface ControlProps {
  readonly item: ItemDecision;
  readonly onChange: (choice: Choice) => void;
}

/** How many tickets. */
export function QuantityControl({ item }: { readonly item: ItemDecision }) {
  const { t } = useTranslation();
  const count = useDesk((desk) => desk.count);
  return (
    <Stepper
      label={t('item.count')}
      signs={['−', '+']}
      isPossible={(by) => countedChoice(item, by) !== null}
      onStep={count}
    >
      <output className={css['value']}>{t('item.people', { count: item.choice.quantity })}</output>
    </Stepper>
  );
}

/** Which day, from when, for how long; the minutes may also be typed, to the minute. */
export function TimeControl({ item, today, onChange }: ControlProps & { readonly today: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const count = useDesk((desk) => desk.count);
  const moveStart = useDesk((desk) => desk.moveStart);
  const { start, minutes } = item.choice;
  const canMove = (unit: 'day' | 'half-hour') => (by: 1 | -1) =>
    movedChoice(item, { by, unit, today }) !== null;
  return (
    <>
      <Stepper
        label={t('item.day')}
        hint="PgUp PgDn"
        signs={['‹', '›']}
        isPossible={canMove('day')}
        onStep={(by) => moveStart(by, 'day')}
      >
        <output className={css['value']}>{dayWords(start.slice(0, 10), language)}</output>
      </Stepper>
      <Stepper
        label={t('item.start')}
        hint="← →"
        signs={['‹', '›']}
        isPossible={canMove('half-hour')}
        onStep={(by) => moveStart(by, 'half-hour')}
      >
        <output className={css['value']}>{start.slice(11)}</output>
      </Stepper>
      <Stepper
        label={t('item.minutes')}
        hint="− +"
        signs={['−', '+']}
        isPossible={(by) => countedChoice(item, by) !== null}
        onStep={count}
      >
        <FigureField
          label={t('item.minutes')}
          figure={String(minutes)}
          pattern={/^[1-9][0-9]{0,3}$/}
          onFigure={(figure) => onChange({ minutes: Number(figure) })}
        />
      </Stepper>
    </>
  );
}

/** Who of the family a pass is for. */
export function PersonControl({
  item,
  persons,
  onChange,
}: ControlProps & { readonly persons: readonly Person[] }) {
  const { t } = useTranslation();
  return (
    <fieldset className={css['control']} aria-label={t('item.person')}>
      <span className={css['label']}>
        {t('item.person')} <kbd>F4</kbd>
      </span>
      {persons.map((person) => (
        <button
          key={person}
          type="button"
          className={css['person']}
          aria-pressed={item.choice.person === person}
          onClick={() => onChange({ person })}
        >
          {t(`card.${person}`)}
        </button>
      ))}
    </fieldset>
  );
}

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
    if (props.pattern.test(text)) props.onFigure(text);
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
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}

function Stepper(props: {
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
