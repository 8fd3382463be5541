import { useTranslation } from 'react-i18next';
import type { GivenChoice, ItemDecision } from '../../../domain/decision/decision.ts';
import { MATTER_TEXT_LENGTH_MAX, matterNumberOf } from '../../../domain/journal/matter-number.ts';
import { useMatterNumbers, useOwnNumbers } from '../../use-matter-numbers.ts';
import '../../dialogs/matter-texts.ts';
import { FigureField } from './FigureField.tsx';
import css from './order-bar.module.css';

/**
 * Asks for the 办件编号, which is typed or scanned from the 受理回执 and may be added later; for a pass, shows the venue's own
 * number, which may be typed or scanned from the venue's card.
 */
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
  const numbers = useOwnNumbers(item.itemId);
  if (details.kind !== 'matter' && details.kind !== 'lasting') return null;
  const words = details.kind === 'matter' ? 'numberLater' : numbers ? 'ownNumber' : 'ownNumberTyped';
  return (
    <div className={css['control']} data-matter-number>
      <span className={css['label']}>{say(words)}</span>
      <FigureField
        label={say(words)}
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
