import { useTranslation } from 'react-i18next';
import { isListPriceAsked } from '../../../desk/item-action.ts';
import { fenOfYuanText, yuanText } from '../../../domain/base/money.ts';
import type { GivenChoice, ItemDecision } from '../../../domain/decision/decision.ts';
import { useChangeSettings, useSettings } from '../../kiosk-context.ts';
import { FigureField } from './FigureField.tsx';
import css from './order-bar.module.css';

/** More than zero, in yuan with at most two decimals. */
const YUAN = /^(?![0.]*$)[0-9]{1,6}([.][0-9]{1,2})?$/;

/** The list price that the guide leaves to the venue: typed once, and kept for this desk. */
export function ListPriceField(props: {
  readonly item: ItemDecision;
  readonly onChange: (choice: GivenChoice) => void;
}) {
  const { t } = useTranslation();
  const { siteId, listPricesFen } = useSettings();
  const change = useChangeSettings();
  const { itemId, choice } = props.item;
  return (
    <div className={css['control']}>
      <span className={css['label']}>{t('item.listPrice')}</span>
      <FigureField
        label={t('item.listPrice')}
        figure={choice.listFen === null ? '' : yuanText(choice.listFen)}
        pattern={YUAN}
        isWanted={isListPriceAsked(props.item)}
        onFigure={(yuan) => {
          const listFen = fenOfYuanText(yuan);
          if (listFen === null) return;
          props.onChange({ listFen });
          void change({ listPricesFen: { ...listPricesFen, [`${siteId}/${itemId}`]: listFen } });
        }}
      />
    </div>
  );
}
