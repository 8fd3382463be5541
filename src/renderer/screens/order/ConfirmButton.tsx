import type { TFunction } from 'i18next';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type EnterAction, enterOf } from '../../../desk/item-action.ts';
import { unreachable } from '../../../domain/base/unreachable.ts';
import { courtKindOf } from '../../../domain/decision/court-words.ts';
import type { ItemDecision } from '../../../domain/decision/decision.ts';
import { useCommand } from '../../desk-command.tsx';
import { usePrimaryFocus } from '../../desk-focus.ts';
import { minuteWords } from '../../i18n/day-words.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import css from './order-bar.module.css';

/** This order is being recorded, or the one before it; or the district is asked for a court. */
export type OrderWait = 'writing' | 'stillWriting' | 'askingCourt';

/** Says what Enter does; disabled, it says why it does nothing. It is absent if nothing would be recorded. */
export function ConfirmButton(props: {
  readonly item: ItemDecision;
  readonly today: string;
  /** Why Enter must wait; null if it need not. */
  readonly wait: OrderWait | null;
}) {
  const { t } = useTranslation();
  const enter = enterOf(props.item);
  const words = useWords(enter, props);
  const confirm = useCommand('confirm');
  /** The order as it was when a finger or the mouse went down; null for a key. */
  const pressedOn = useRef<ItemDecision | null>(null);
  const button = usePrimaryFocus(confirm.isEnabled, props.item.itemId);
  if (enter.kind === 'nothing-to-record') return null;
  return (
    <button
      ref={button}
      type="button"
      className={css['confirm']}
      disabled={!confirm.isEnabled}
      data-enter={enter.kind}
      data-primary
      onPointerDown={() => {
        pressedOn.current = props.item;
      }}
      onClick={() => {
        const seen = pressedOn.current ?? props.item;
        pressedOn.current = null;
        // The press may have left a field whose figure then changed the order: the clerk must read the new total first.
        if (seen === props.item) confirm.press();
      }}
    >
      {props.wait === null ? words : t(`item.${props.wait}`)}
    </button>
  );
}

function useWords(enter: EnterAction, { item, today }: { item: ItemDecision; today: string }): string {
  const { t } = useTranslation();
  const language = useLanguage();
  switch (enter.kind) {
    case 'record':
      return `${confirmWords(t, item)} ⏎`;
    case 'move-to':
      return `${t('item.moveTo', { when: minuteWords(enter.start, today) })} ⏎`;
    case 'ask-court':
      return `${t(`place.${courtKindOf(item)}.ask`)} ⏎`;
    case 'list-price':
      return t('item.listPriceFirst');
    case 'blocked':
      return enter.why[language];
    case 'nothing-to-record':
      return '';
    default:
      return unreachable(enter);
  }
}

/** Says what the clerk was asked to check, so that nobody confirms what was not checked. */
function confirmWords(t: TFunction, item: ItemDecision): string {
  if (item.kind !== 'ask') return t('item.confirm');
  const [ask] = item.asks;
  return ask === undefined || item.asks.length > 1
    ? t('item.askConfirm', { count: item.asks.length })
    : t(`checked.${ask.kind}`);
}
