import { useTranslation } from 'react-i18next';
import type { GivenChoice, ItemDecision } from '../../../domain/decision/decision.ts';
import { MATTER_TEXT_LENGTH_MAX, matterNumberOf } from '../../../domain/journal/matter-number.ts';
import { useMatterNumbers } from '../../use-matter-numbers.ts';
import '../../dialogs/matter-texts.ts';
import { FigureField } from './FigureField.tsx';
import css from './order-bar.module.css';

/** Asks for the 办件编号, which is typed or scanned from the 受理回执. It may be left empty and added later. */
export function MatterNumberField({
  item,
  onChange,
}: {
  readonly item: ItemDecision;
  readonly onChange: (choice: GivenChoice) => void;
}) {
  const { t: say } = useTranslation('matter');
  const { rules, refusal } = useMatterNumbers();
  const { details } = item;
  if (details.kind !== 'matter') return null;
  return (
    <div className={css['control']} data-matter-number>
      <span className={css['label']}>{say('numberLater')}</span>
      <FigureField
        label={say('numberLater')}
        figure={details.number ?? ''}
        pattern={{ test: (typed) => typed === '' || matterNumberOf(typed, rules) !== null }}
        lengthMax={MATTER_TEXT_LENGTH_MAX}
        isLong
        refusal={refusal}
        onFigure={(typed) => onChange({ number: matterNumberOf(typed, rules) })}
      />
    </div>
  );
}
