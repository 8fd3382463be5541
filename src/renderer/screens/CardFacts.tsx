import { useTranslation } from 'react-i18next';
import type { CardRecord } from '../../domain/card-record.ts';
import { BandDetail } from './VerdictBand.tsx';

/** Masked name where names are on, validity and the family on record; nothing here is a full name. */
export function CardFacts({ record }: { readonly record: CardRecord }) {
  const { t } = useTranslation();
  const spouses = record.family.filter((member) => member.relation === 'spouse').length;
  const children = record.family.length - spouses;
  const family = [
    ...(spouses > 0 ? [t('card.spouseCount', { count: spouses })] : []),
    ...(children > 0 ? [t('card.childCount', { count: children })] : []),
  ];
  return (
    <BandDetail>
      {record.maskedName !== null && <strong>{record.maskedName}</strong>} {t('card.holder')}
      {' · '}
      {t('card.validUntil', { date: record.validUntil })}
      {' · '}
      {family.length > 0 ? family.join(' · ') : t('card.noFamily')}
    </BandDetail>
  );
}
