import { useTranslation } from 'react-i18next';
import { partyChoice } from '../../../desk/item-action.ts';
import type { CardLookup } from '../../../domain/card/card-record.ts';
import type { Person } from '../../../domain/card/family.ts';
import type { GivenChoice, ItemDecision } from '../../../domain/decision/decision.ts';
import { partyIn } from '../../../domain/decision/item-details.ts';
import css from './order-bar.module.css';

const KEYS = { holder: 'H', spouse: 'S', child: 'C' } satisfies Record<Person, string>;

/** Who comes, by kind, where the venue wants to know: each press of a kind adds one of it. */
export function PartyControl({
  item,
  lookup,
  persons,
  onChange,
}: {
  readonly item: ItemDecision;
  readonly lookup: CardLookup;
  readonly persons: readonly Person[];
  readonly onChange: (choice: GivenChoice) => void;
}) {
  const { t } = useTranslation();
  const party = partyIn(item);
  return (
    <fieldset className={css['control']} aria-label={t('item.person')}>
      <span className={css['label']}>{t('item.person')}</span>
      {persons.map((person) => (
        <button
          key={person}
          type="button"
          className={css['person']}
          aria-pressed={(party?.[person] ?? 0) > 0}
          onClick={() => {
            const choice = partyChoice(item, lookup, person);
            if (choice !== null) onChange(choice);
          }}
        >
          {t(`card.${person}`)} {party === null ? '' : party[person]} <kbd>{KEYS[person]}</kbd>
        </button>
      ))}
    </fieldset>
  );
}
