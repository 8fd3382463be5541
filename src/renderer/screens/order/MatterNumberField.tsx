import { useTranslation } from 'react-i18next';
import { OWN_NUMBER_TEXT_LENGTH_MAX, ownNumberOf } from '../../../domain/journal/own-number.ts';
import { useNumberRules, useOwnNumbers } from '../../use-own-numbers.ts';
import '../../dialogs/matter-texts.ts';
import type { ControlProps } from './control-props.ts';
import { FigureField } from './FigureField.tsx';
import css from './order-bar.module.css';

/**
 * Asks for the 办件编号, which is typed or scanned from the 受理回执 and may be added later; for a pass, shows the venue's own
 * number, which may be typed or scanned from the venue's card.
 */
export function MatterNumberField({ item, onChange }: Omit<ControlProps, 'today'>) {
  const { t: say } = useTranslation('matter');
  const { details } = item;
  const { rules, refusal } = useNumberRules(details.kind === 'lasting' ? 'pass' : 'matter');
  const numbers = useOwnNumbers(item.itemId);
  if (details.kind !== 'matter' && details.kind !== 'lasting') return null;
  const words = details.kind === 'matter' ? 'numberLater' : numbers ? 'ownNumber' : 'ownNumberTyped';
  return (
    <div className={css['control']} data-matter-number>
      <span className={css['label']}>{say(words)}</span>
      <FigureField
        label={say(words)}
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
