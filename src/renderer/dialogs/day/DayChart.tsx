import { useTranslation } from 'react-i18next';
import { yuanText } from '../../../domain/base/money.ts';
import { type ChartBar, usesByHour, usesByItem } from '../../../domain/journal/fold/day-chart.ts';
import type { RecordedUse } from '../../../domain/journal/fold/recorded-uses.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useItemName } from '../../use-catalogue.ts';
import dialogs from '../dialogs.module.css';
import css from './list.module.css';
import './list-texts.ts';

/** Charts the uses by hour and by item: each row has a bar and its figures. */
export function DayChart({ uses }: { readonly uses: readonly RecordedUse[] }) {
  const { t } = useTranslation('list');
  const language = useLanguage();
  const itemName = useItemName();
  const hours = usesByHour(uses).map(({ hour, ...bar }) => ({
    key: String(hour),
    name: hourName(hour),
    ...bar,
  }));
  const items = usesByItem(uses).map(({ siteId, itemId, ...bar }) => ({
    // Two items may have one name.
    key: `${siteId} ${itemId}`,
    name: itemName(siteId, itemId)[language],
    ...bar,
  }));
  if (hours.length === 0) return <p role="status">{t('chart.none')}</p>;
  return (
    <div className={css['charts']} data-charts>
      <BarTable caption={t('chart.byHour')} heading={t('chart.hour')} bars={hours} />
      <BarTable caption={t('chart.byItem')} heading={t('chart.item')} bars={items} />
    </div>
  );
}

function BarTable(props: {
  readonly caption: string;
  readonly heading: string;
  readonly bars: readonly (ChartBar & { readonly key: string; readonly name: string })[];
}) {
  const { t } = useTranslation('list');
  const most = Math.max(...props.bars.map(({ uses }) => uses));
  return (
    <table className={dialogs['table']}>
      <caption>{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{props.heading}</th>
          <td />
          <th scope="col" className={dialogs['figure']}>
            {t('chart.uses')}
          </th>
          <th scope="col" className={dialogs['figure']}>
            {t('chart.amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {props.bars.map(({ key, name, uses, totalFen }) => (
          <tr key={key} data-bar={uses}>
            <th scope="row">{name}</th>
            <td className={css['bar']} aria-hidden="true">
              <i style={{ width: `${(uses / most) * 100}%` }} />
            </td>
            <td className={dialogs['figure']}>{uses}</td>
            <td className={dialogs['figure']}>{yuanText(totalFen)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function hourName(hour: number): string {
  const padded = (number: number) => String(number).padStart(2, '0');
  return `${padded(hour)}:00–${padded(hour + 1)}:00`;
}
