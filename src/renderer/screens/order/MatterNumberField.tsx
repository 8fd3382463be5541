import { useTranslation } from 'react-i18next';
import { useOwnNumbers } from '../../use-own-numbers.ts';
import '../../dialogs/matter-texts.ts';
import type { ControlProps } from './control-props.ts';
import { OwnNumberField } from './OwnNumberField.tsx';

/**
 * Asks for the 办件编号, which is typed or scanned from the 受理回执 and may be added later; for a pass, shows the venue's own
 * number, which may be typed or scanned from the venue's card.
 */
export function MatterNumberField({ item, onChange }: Omit<ControlProps, 'today'>) {
  const { t: say } = useTranslation('matter');
  const { details } = item;
  const numbers = useOwnNumbers(item.itemId);
  if (details.kind !== 'matter' && details.kind !== 'lasting') return null;
  const words = details.kind === 'matter' ? 'numberLater' : numbers ? 'ownNumber' : 'ownNumberTyped';
  const thing = details.kind === 'matter' ? 'matter' : 'pass';
  return <OwnNumberField thing={thing} label={say(words)} number={details.number} onChange={onChange} />;
}
