import { useTranslation } from 'react-i18next';
import type { NamedCard } from '../app/check/named-cards.ts';

/** Says whose card it was by the masked name, if it may be shown, and the end of the number. */
export function CardWords({ card }: { readonly card: NamedCard | null }) {
  const { t } = useTranslation();
  if (card === null) return '—';
  const tail = t('card.tail', { tail: card.tail });
  return card.maskedName === null ? tail : `${card.maskedName} ${tail}`;
}
