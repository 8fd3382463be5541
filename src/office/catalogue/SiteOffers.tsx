import type { TableColumnsType } from 'antd';
import {
  bandWords,
  cardPriceFen,
  eligibleWords,
  hoursWords,
  limitWords,
  priceWords,
} from '../../catalogue-review/catalogue-words.ts';
import type { Catalogue, Item, Site } from '../../domain/catalogue/catalogue.ts';
import type { PriceRule } from '../../domain/catalogue/catalogue-rule.ts';
import { rateText } from '../../domain/catalogue/rulebook.ts';
import { workflowOf } from '../../domain/workflow/workflows.ts';
import { useWords } from '../shell/i18n.ts';
import { OfficeTable } from '../shell/OfficeTable.tsx';

/** What one site offers to holders: for whom, when, at which price, and how often. */
export function SiteOffers({ catalogue, site }: { readonly catalogue: Catalogue; readonly site: Site }) {
  const { t, say, apart } = useWords();
  const items = catalogue.items.filter(({ siteIds }) => siteIds.includes(site.id));
  const columns: TableColumnsType<Item> = [
    {
      key: 'item',
      title: t('catalogue.item'),
      width: 230,
      render: (_value, item) => (
        <>
          <strong>{say(item.name)}</strong>
          <div className="soft">{t('catalogue.clause', { clause: item.clause })}</div>
        </>
      ),
    },
    {
      key: 'eligible',
      title: t('catalogue.eligible'),
      width: 150,
      render: (_value, item) => say(eligibleWords(item.eligible)),
    },
    {
      key: 'prices',
      title: t('catalogue.priced'),
      render: (_value, item) => <ItemRules item={item} catalogue={catalogue} />,
    },
    {
      key: 'limits',
      title: t('catalogue.limits'),
      width: 240,
      render: (_value, item) =>
        item.limits.length === 0
          ? t('catalogue.noLimits')
          : apart(item.limits.map((limit) => say(limitWords(limit, item, catalogue)))),
    },
  ];
  return (
    <div className="offers">
      {site.hours !== undefined && (
        <p>
          {t('shell.says', { name: t('catalogue.hours'), value: say(hoursWords(site.hours, catalogue)) })}
        </p>
      )}
      <OfficeTable<Item>
        label={say(site.name)}
        columns={columns}
        rows={items}
        rowKey={({ id }) => id}
        empty={t('shell.none')}
      />
    </div>
  );
}

/** The prices of an item, a line a band. */
export function ItemRules({ item, catalogue }: { readonly item: Item; readonly catalogue: Catalogue }) {
  const { t, say } = useWords();
  const dayNameOf = (rule: PriceRule) =>
    catalogue.dayRules.find(({ id }) => id === rule.days)?.name ?? { zh: rule.days, en: rule.days };
  return item.rules.map((rule) => {
    if (rule.kind !== 'price') return <div key={rule.id}>{t('catalogue.unknownRule')}</div>;
    const band = say(bandWords(rule, dayNameOf(rule)));
    if (!workflowOf(item).isPriced) return <div key={rule.id}>{t('catalogue.service', { hours: band })}</div>;
    const price =
      rule.card.kind === 'free'
        ? t('catalogue.free')
        : t('shell.inside', {
            text: `${say(priceWords(rule.listFen, item.unit))} → ${say(priceWords(cardPriceFen(rule), item.unit))}`,
            inner: say(rateText(rule.card)),
          });
    return (
      <div key={rule.id}>
        {t('shell.says', { name: band, value: '' })}
        <strong>{price}</strong>
      </div>
    );
  });
}
