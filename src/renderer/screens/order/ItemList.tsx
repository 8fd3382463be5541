import { useTranslation } from 'react-i18next';
import { isChoosable } from '../../../desk/item-action.ts';
import { yuanText } from '../../../domain/base/money.ts';
import { isFixedRate } from '../../../domain/catalogue/rulebook.ts';
import type { ItemDecision } from '../../../domain/decision/decision.ts';
import { workflowOf } from '../../../domain/workflow/workflows.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import css from './item-list.module.css';
import { ORDER_PARTS } from './order-controls.tsx';

/** The digit keys reach nine items; further items are chosen by touch or mouse. */
const DIGIT_KEYS_MAX = 9;
/** More priced items than these stand in two columns. */
const ONE_COLUMN_MAX = 4;

/** What this desk offers to the card, each with the digit that chooses it. */
export function ItemList(props: {
  readonly items: readonly ItemDecision[];
  readonly chosenItemId: string | null;
  readonly onChoose: (itemId: string) => void;
}) {
  const isAllServices = props.items.every((item) => !workflowOf(item).isPriced);
  const layout = isAllServices ? 'tiles' : props.items.length > ONE_COLUMN_MAX ? 'pairs' : 'rows';
  return (
    <ul className={`${css['list']} ${css[layout] ?? ''}`}>
      {props.items.map((item, index) => (
        <li key={item.itemId}>
          <ItemRow
            item={item}
            digit={index < DIGIT_KEYS_MAX ? index + 1 : null}
            chosen={item.itemId === props.chosenItemId}
            onChoose={() => props.onChoose(item.itemId)}
          />
        </li>
      ))}
    </ul>
  );
}

function ItemRow(props: {
  readonly item: ItemDecision;
  readonly digit: number | null;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}) {
  const { item } = props;
  const language = useLanguage();
  return (
    <button
      type="button"
      className={css['item']}
      disabled={!isChoosable(item)}
      aria-pressed={props.chosen}
      data-item={item.itemId}
      data-kind={item.kind}
      onClick={props.onChoose}
    >
      {props.digit === null ? <span /> : <span className={css['key']}>{props.digit}</span>}
      <span>
        <span className={css['name']}>{item.name[language]}</span>
        {item.kind === 'no' && !props.chosen && (
          <span className={css['why']}>{item.reason.text[language]}</span>
        )}
        {item.kind === 'ask' && !props.chosen && (
          <span className={css['asked']}>{item.asks[0]?.text[language]}</span>
        )}
      </span>
      <ItemPrice item={item} />
    </button>
  );
}

/** The price of one unit; what is chosen and counted stands in the order below. */
function ItemPrice({ item }: { readonly item: ItemDecision }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const line = item.kind === 'yes' || item.kind === 'ask' ? item.price?.lines[0] : undefined;
  if (!line || !workflowOf(item).isPriced) return <span />;
  if (line.unitCardFen === 0) return <span className={css['price']}>{t('item.free')}</span>;
  return (
    <span className={css['price']}>
      <span>
        <span className={css['card']}>{yuanText(line.unitCardFen)}</span>
        {ORDER_PARTS[item.workflow].namesUnit && ` /${t(`item.unit.${line.unit}`)}`}
      </span>
      <span className={css['old']}>
        {t('item.list')} <s>{yuanText(line.unitListFen)}</s>
      </span>
      <span className={css['rate']}>
        {isFixedRate(line.rate)
          ? t('item.save', { yuan: yuanText(line.unitListFen - line.unitCardFen) })
          : line.rate[language]}
      </span>
    </span>
  );
}
