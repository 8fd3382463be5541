import { useEffect, useReducer } from 'react';
import { useTranslation } from 'react-i18next';
import {
  enterOf,
  isListPriceAsked,
  partyAsked,
  personsAsked,
  takesTelephone,
} from '../../../desk/item-action.ts';
import { yuanText } from '../../../domain/base/money.ts';
import { wallMinuteOf } from '../../../domain/base/wall-time.ts';
import type { CardLookup } from '../../../domain/card/card-record.ts';
import { courtKindOf } from '../../../domain/decision/court-words.ts';
import type { GivenChoice, ItemDecision, Price } from '../../../domain/decision/decision.ts';
import { priceChangeText } from '../../../domain/decision/price-change.ts';
import { workflowOf } from '../../../domain/workflow/workflows.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useKiosk } from '../../kiosk-context.ts';
import { ConfirmButton, type OrderWait } from './ConfirmButton.tsx';
import { ListPriceField } from './ListPriceField.tsx';
import { OrderWords } from './OrderWords.tsx';
import css from './order-bar.module.css';
import { CourtControl, ORDER_PARTS, PersonControl } from './order-controls.tsx';
import { PartyControl } from './PartyControl.tsx';
import { PaymentControl } from './PaymentControl.tsx';
import { TelephoneField } from './TelephoneField.tsx';
import { useWholeRows } from './whole-rows.ts';

const DETAIL_ROWS = { rows: 'fieldset, :scope > div > *, li, p', isOptional: false };

/** The chosen item: how many, for whom, when; what it costs and why; the key that records it. */
export function OrderBar(props: {
  readonly item: ItemDecision;
  /** What is known of the card. */
  readonly lookup: CardLookup;
  /** The day of the decision. */
  readonly today: string;
  readonly wait: OrderWait | null;
  readonly courtNews: 'slow' | 'none' | 'silent' | null;
  readonly onChange: (choice: GivenChoice) => void;
  readonly telephone?: string | undefined;
}) {
  const { item, today, onChange } = props;
  const details = useWholeRows<HTMLDivElement>(DETAIL_ROWS);
  const { Control, showsSteps } = ORDER_PARTS[item.workflow];
  const persons = personsAsked(item, props.lookup);
  const party = partyAsked(item, props.lookup);
  const price = item.kind === 'yes' || item.kind === 'ask' ? item.price : null;
  const isPriceOpen = isListPriceAsked(item) || item.choice.listFen !== null;
  return (
    <section className={css['order']} data-order={item.itemId}>
      <div ref={details} className={css['details']}>
        <div className={css['main']}>
          {Control !== null && (
            <Control key={`choice ${item.itemId}`} item={item} today={today} onChange={onChange} />
          )}
          {persons.length > 0 && <PersonControl item={item} persons={persons} onChange={onChange} />}
          {party.length > 0 && (
            <PartyControl item={item} lookup={props.lookup} persons={party} onChange={onChange} />
          )}
          <CourtControl item={item} onChange={onChange} />
          {isPriceOpen && <ListPriceField key={`price ${item.itemId}`} item={item} onChange={onChange} />}
          <PaymentControl />
          {takesTelephone(item) && (
            <TelephoneField key={`telephone ${item.itemId}`} telephone={props.telephone} />
          )}
        </div>
        {price && price.lines.length > 1 && <Lines price={price} />}
        <Basis item={item} />
        {showsSteps && <Steps item={item} />}
      </div>
      {props.courtNews !== null && <CourtNews item={item} news={props.courtNews} />}
      <Open item={item} />
      <div className={css['commit']} data-commit>
        <OrderWords item={item} lookup={props.lookup} today={today} />
        {price && workflowOf(item).isPriced && <Sums price={price} />}
        <PriceCountdown item={item} />
        <ConfirmButton item={item} today={today} wait={props.wait} />
      </div>
    </section>
  );
}

/** Counts down to the next price of today. */
function PriceCountdown({ item }: { readonly item: ItemDecision }) {
  const language = useLanguage();
  const { now } = useKiosk();
  const [, tick] = useReducer((count: number) => count + 1, 0);
  const change = item.priceChange;
  useEffect(() => {
    if (change === undefined) return;
    const timer = setInterval(tick, COUNTDOWN_TICK_MS);
    return () => clearInterval(timer);
  }, [change]);
  if (change === undefined) return null;
  return (
    <span className={css['saved']} data-price-change={change.at}>
      {priceChangeText(change, wallMinuteOf(now()))[language]}
    </span>
  );
}

const COUNTDOWN_TICK_MS = 10_000;

/** If there is nothing to pay, a word says so instead of a figure. */
function Sums({ price }: { readonly price: Price }) {
  const { t } = useTranslation();
  return (
    <div className={css['sums']}>
      <span className={css['total']} data-total={price.totalFen}>
        {price.totalFen === 0 ? t('item.free') : `${t('item.total')} ${yuanText(price.totalFen)}`}
      </span>
      {price.savedFen > 0 && (
        <span className={css['saved']} data-saved={price.savedFen}>
          {t('item.saved')} {yuanText(price.savedFen)}
        </span>
      )}
      {price.provisional && <span>{t('item.provisional')}</span>}
    </div>
  );
}

/** One line a band, where the time runs through several. */
function Lines({ price }: { readonly price: Price }) {
  const language = useLanguage();
  return (
    <ul className={css['lines']}>
      {price.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same band may come twice, and lines never move
        <li key={index}>
          <strong>{line.band[language]}</strong> {line.explanation[language]}
        </li>
      ))}
    </ul>
  );
}

function CourtNews({
  item,
  news,
}: {
  readonly item: ItemDecision;
  readonly news: 'slow' | 'none' | 'silent';
}) {
  const { t } = useTranslation();
  return (
    <p className={css['asks']} data-court-news={news} role="status">
      {t(`place.${courtKindOf(item)}.${news}`)}
    </p>
  );
}

/** Says what is still to be found out. What the button says itself is not repeated. */
function Open({ item }: { readonly item: ItemDecision }) {
  const language = useLanguage();
  if (enterOf(item).kind === 'blocked') return null;
  const asks = item.kind === 'ask' ? item.asks : item.kind === 'no' ? [item.reason] : [];
  const open = asks.filter((ask) => ask.kind !== 'list-price');
  if (open.length === 0) return null;
  return (
    <ul className={css['asks']}>
      {open.map((one) => (
        <li key={one.kind}>{one.text[language]}</li>
      ))}
    </ul>
  );
}

function Steps({ item }: { readonly item: ItemDecision }) {
  const language = useLanguage();
  if (item.steps.length === 0) return null;
  return (
    <ol className={css['steps']}>
      {item.steps.map((step) => (
        <li key={step.zh}>{step[language]}</li>
      ))}
    </ol>
  );
}

function Basis({ item }: { readonly item: ItemDecision }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <p className={css['basis']}>{t('item.basis', { clause: item.clause, words: item.basis[language] })}</p>
  );
}
