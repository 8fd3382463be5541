import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { ownValue } from '../../../domain/base/own-value.ts';
import type { Rule } from '../../../domain/catalogue/catalogue-rule.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useChangeSettings, useSettings } from '../../kiosk-context.ts';
import { useCatalogue } from '../../use-catalogue.ts';
import css from '../dialogs.module.css';
import './settings-texts.ts';

const FEN_PER_YUAN = 100;

/** A share of a list price that only the venue knows. */
function isListPriceOpen(rule: Rule): boolean {
  return rule.kind === 'price' && rule.listFen === null && rule.card.kind === 'ratio';
}

/** The list prices that the guide leaves to the venue, where this desk has such items. */
export function ListPrices() {
  const { t } = useTranslation();
  const words = useTranslation('settings').t;
  const { siteId, listPricesFen } = useSettings();
  const language = useLanguage();
  const change = useChangeSettings();
  const catalogue = useCatalogue();
  const items = (catalogue?.items ?? []).filter(
    (item) => siteId !== null && item.siteIds.includes(siteId) && item.rules.some(isListPriceOpen),
  );
  if (items.length === 0) return <span className={css['note']}>{words('noPrices')}</span>;
  return items.map((item) => {
    const key = `${siteId}/${item.id}`;
    const fen = ownValue(listPricesFen, key);
    return (
      <div key={key} className={css['pair']}>
        <span className={css['price']}>
          {item.name[language]}
          <small>{t('settings.listPrices')}</small>
        </span>
        <InputNumber<number>
          aria-label={`${item.name[language]} ${t('settings.listPrices')}`}
          min={0}
          precision={2}
          value={fen === undefined ? null : fen / FEN_PER_YUAN}
          onChange={(yuan) => {
            const { [key]: _, ...others } = listPricesFen;
            const set = yuan === null ? others : { ...others, [key]: Math.round(yuan * FEN_PER_YUAN) };
            void change({ listPricesFen: set });
          }}
        />
      </div>
    );
  });
}
