import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { yuanText } from '../../../domain/base/money.ts';
import { dateOfMinute, plusMinutes } from '../../../domain/base/wall-time.ts';
import type { CardLookup } from '../../../domain/card/card-record.ts';
import { courtNames } from '../../../domain/decision/court-words.ts';
import type { ItemDecision, ItemDetails } from '../../../domain/decision/decision.ts';
import { courtsGivenIn, minutesOf } from '../../../domain/decision/item-details.ts';
import { workflowOf } from '../../../domain/workflow/workflows.ts';
import { dayWords } from '../../i18n/day-words.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import css from './order-bar.module.css';

/** What Enter would record, beside the total: the item, for whom, which court, when, how many. */
export function OrderWords({ item, lookup, today }: OrderWordsProps) {
  const language = useLanguage();
  return (
    <div className={css['what']} data-what={item.itemId}>
      <strong className={css['name']}>{item.name[language]}</strong>
      <span className={css['facts']}>
        {useFacts({ item, lookup, today }).map((fact, index, { length }) => (
          <span key={fact}>{index + 1 < length ? `${fact} · ` : fact}</span>
        ))}
      </span>
    </div>
  );
}

interface OrderWordsProps {
  readonly item: ItemDecision;
  /** What is known of the card. */
  readonly lookup: CardLookup;
  /** The day of the decision. */
  readonly today: string;
}

function useFacts({ item, lookup, today }: OrderWordsProps): readonly string[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const { person, quantity, start } = item.choice;
  const minutes = minutesOf(item);
  const courts = courtsGivenIn(item);
  const name = lookup.kind === 'found' ? lookup.record.maskedName : null;
  const { isPersonal, countsPeople } = workflowOf(item);
  const isNamed = isPersonal || person !== 'holder';
  const holder = isNamed ? [name, t(`card.${person}`)] : [name ?? t('card.holder')];
  const date = dateOfMinute(start);
  const day = date === today ? t('item.today') : dayWords(date, language);
  return [
    holder.filter((word) => word !== null).join(' '),
    ...(courts.length > 0 ? [courtNames(courts, item)[language]] : []),
    ...(minutes !== null ? [`${day} ${start.slice(11)}–${plusMinutes(start, minutes).slice(11)}`] : []),
    ...(item.details.kind === 'agreement' ? agreementWords(t, item.details) : []),
    ...(item.details.kind === 'lasting' ? [lastingWords(t, item.details)] : []),
    ...(countsPeople || quantity > 1 ? [t('item.people', { count: quantity })] : []),
  ];
}

/** The year of an agreement, and what the centre advances for the basic package. */
function agreementWords(
  t: TFunction,
  { from, until, waivedFen, insurance, package: signed }: Extract<ItemDetails, { kind: 'agreement' }>,
): readonly string[] {
  const span = t('agreement.span', { from, until });
  if (signed === 'free' || insurance === null) return [span];
  const advanced =
    waivedFen === null ? t('agreement.unsettled') : t('agreement.waived', { yuan: yuanText(waivedFen) });
  return [span, advanced];
}

/** The days on which a pass is valid. */
function lastingWords(t: TFunction, { from, until }: Extract<ItemDetails, { kind: 'lasting' }>): string {
  return until === null ? t('item.validFrom', { from }) : t('item.validFromTo', { from, until });
}
