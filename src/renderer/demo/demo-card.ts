import { useTranslation } from 'react-i18next';
import type { Text } from '../../domain/base/text.ts';
import type { PicturedCard } from './card-picture.ts';

/** A card of the demo and what it shows, for example 已挂失. */
export interface DemoCard extends PicturedCard {
  readonly title: Text;
}

/** The card's title in the language of the screen. */
export function useCardTitle(): (card: DemoCard) => string {
  const { i18n } = useTranslation('demo');
  return (card) => (i18n.language.startsWith('en') ? card.title.en : card.title.zh);
}
