import { useTranslation } from 'react-i18next';
import type { CardRecord } from '../../../domain/card/card-record.ts';
import { HolderName } from '../../trust/HolderName.tsx';
import { BandDetail } from './VerdictBand.tsx';

/** The name as far as it may be shown, validity and the family on record. */
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
      <HolderName record={record}>
        {t('card.holder')}
        {' · '}
        {t('card.validUntil', { date: record.validUntil })}
        {' · '}
        {family.length > 0 ? family.join(' · ') : t('card.noFamily')}
      </HolderName>
    </BandDetail>
  );
}
