import { useTranslation } from 'react-i18next';
import { OWN_NUMBER_TEXT_LENGTH_MAX, ownNumberOf } from '../../../domain/journal/own-number.ts';
import { useOwnNumbers } from '../../use-own-numbers.ts';
import '../../dialogs/matter-texts.ts';
import type { ControlProps } from './control-props.ts';
import { FigureField } from './FigureField.tsx';
import css from './order-bar.module.css';

/** Asks for the 办件编号, which is typed or scanned from the 受理回执. It may be left empty and added later. */
export function MatterNumberField({ item, onChange }: Omit<ControlProps, 'today'>) {
  const { t: say } = useTranslation('matter');
  const { rules, refusal } = useOwnNumbers('matter');
  const { details } = item;
  if (details.kind !== 'matter') return null;
  return (
    <div className={css['control']} data-matter-number>
      <span className={css['label']}>{say('numberLater')}</span>
      <FigureField
        label={say('numberLater')}
        figure={details.number ?? ''}
        pattern={{ test: (typed) => typed === '' || ownNumberOf(typed, rules) !== null }}
        lengthMax={OWN_NUMBER_TEXT_LENGTH_MAX}
        isLong
        refusal={refusal}
        onFigure={(typed) => onChange({ number: ownNumberOf(typed, rules) })}
      />
    </div>
  );
}
