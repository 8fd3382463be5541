import { OWN_NUMBER_TEXT_LENGTH_MAX, ownNumberOf } from '../../../domain/journal/own-number.ts';
import type { NumberedThing } from '../../../domain/journal/own-number-words.ts';
import { useNumberRules } from '../../use-own-numbers.ts';
import type { ControlProps } from './control-props.ts';
import { FigureField } from './FigureField.tsx';
import css from './order-bar.module.css';

/** The number that the site's own system or card has for what is ordered. It is typed here, or scanned. */
export function OwnNumberField({ thing, label, number, onChange }: OwnNumberProps) {
  const { rules, refusal } = useNumberRules(thing);
  return (
    <div className={css['control']} data-own-number={thing}>
      <span className={css['label']}>{label}</span>
      <FigureField
        label={label}
        figure={number ?? ''}
        pattern={{ test: (typed) => typed === '' || ownNumberOf(typed, rules) !== null }}
        lengthMax={OWN_NUMBER_TEXT_LENGTH_MAX}
        isLong
        refusal={refusal}
        onFigure={(typed) => onChange({ number: ownNumberOf(typed, rules) })}
      />
    </div>
  );
}

interface OwnNumberProps extends Pick<ControlProps, 'onChange'> {
  readonly thing: NumberedThing;
  readonly label: string;
  readonly number: string | null;
}
