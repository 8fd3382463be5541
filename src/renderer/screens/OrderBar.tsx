import { useTranslation } from 'react-i18next';
import type { Choice, ItemDecision, Person, Price } from '../../domain/decision.ts';
import { yuanText } from '../../domain/money.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { QUANTITY_MAX } from '../stores/desk-store.ts';
import css from './order-bar.module.css';

const MINUTES_STEP = 30;
const MINUTES_MIN = 30;
const MINUTES_MAX = 480;

/** The chosen item: how many, for whom, when; what it costs and why; the key that records it. */
export function OrderBar(props: {
  readonly item: ItemDecision;
  readonly recording: boolean;
  readonly onChange: (choice: Choice) => void;
  readonly onConfirm: () => void;
}) {
  const { item } = props;
  const price = item.kind === 'yes' || item.kind === 'ask' ? item.price : null;
  return (
    <section className={css['order']} data-order={item.itemId}>
      <div className={css['main']}>
        {item.workflow === 'ticket' && <QuantityControl item={item} onChange={props.onChange} />}
        {item.eligible.length > 1 && item.workflow === 'pass' && (
          <PersonControl item={item} onChange={props.onChange} />
        )}
        {(item.workflow === 'hourly' || item.workflow === 'booking') && (
          <TimeControl item={item} onChange={props.onChange} />
        )}
        {item.kind === 'ask' && item.asks.some((ask) => ask.kind === 'list-price') && (
          <ListPriceControl onChange={props.onChange} />
        )}
        {price && item.workflow !== 'service' && <Sums price={price} />}
        {item.kind !== 'info' && <ConfirmButton {...props} ready={price !== null} />}
      </div>
      <Asks item={item} />
      <Basis item={item} />
      {item.workflow !== 'ticket' && <Steps item={item} />}
    </section>
  );
}

interface ControlProps {
  readonly item: ItemDecision;
  readonly onChange: (choice: Choice) => void;
}

function QuantityControl({ item, onChange }: ControlProps) {
  const { t } = useTranslation();
  const { quantity } = item.choice;
  return (
    <Stepper
      label={t('item.count')}
      value={t('item.people', { count: quantity })}
      lower={quantity > 1 ? () => onChange({ quantity: quantity - 1 }) : null}
      higher={quantity < QUANTITY_MAX ? () => onChange({ quantity: quantity + 1 }) : null}
    />
  );
}

function TimeControl({ item, onChange }: ControlProps) {
  const { t } = useTranslation();
  const { start, minutes } = item.choice;
  return (
    <>
      <label className={css['control']}>
        {t('item.start')}
        <input
          className={css['input']}
          type="datetime-local"
          value={start}
          onChange={(event) => event.target.value && onChange({ start: event.target.value.slice(0, 16) })}
        />
      </label>
      <Stepper
        label={t('item.minutes')}
        value={t('item.minutesValue', { count: minutes })}
        lower={minutes > MINUTES_MIN ? () => onChange({ minutes: minutes - MINUTES_STEP }) : null}
        higher={minutes < MINUTES_MAX ? () => onChange({ minutes: minutes + MINUTES_STEP }) : null}
      />
    </>
  );
}

function PersonControl({ item, onChange }: ControlProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={css['control']} aria-label={t('item.person')}>
      {item.eligible.map((person: Person) => (
        <button
          key={person}
          type="button"
          className={css['person']}
          aria-pressed={item.choice.person === person}
          onClick={() => onChange({ person })}
        >
          {t(`card.${person}`)}
        </button>
      ))}
    </fieldset>
  );
}

function ListPriceControl({ onChange }: Pick<ControlProps, 'onChange'>) {
  const { t } = useTranslation();
  return (
    <label className={css['control']}>
      {t('item.listPrice')}
      <input
        className={`${css['input']} ${css['yuan']}`}
        type="number"
        min="0"
        step="0.01"
        inputMode="decimal"
        onChange={(event) => {
          const listFen = Math.round(event.target.valueAsNumber * 100);
          onChange({ listFen: Number.isSafeInteger(listFen) && listFen >= 0 ? listFen : null });
        }}
      />
    </label>
  );
}

function Stepper(props: {
  readonly label: string;
  readonly value: string;
  readonly lower: (() => void) | null;
  readonly higher: (() => void) | null;
}) {
  return (
    <fieldset className={css['control']} aria-label={props.label}>
      <button
        type="button"
        className={css['step']}
        disabled={!props.lower}
        onClick={props.lower ?? undefined}
        aria-label={`${props.label} −`}
      >
        −
      </button>
      <output className={css['value']}>{props.value}</output>
      <button
        type="button"
        className={css['step']}
        disabled={!props.higher}
        onClick={props.higher ?? undefined}
        aria-label={`${props.label} +`}
      >
        +
      </button>
    </fieldset>
  );
}

function Asks({ item }: { readonly item: ItemDecision }) {
  const language = useLanguage();
  const open = item.kind === 'ask' ? item.asks : item.kind === 'no' ? [item.reason] : [];
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

function Sums({ price }: { readonly price: Price }) {
  const { t } = useTranslation();
  return (
    <div className={css['sums']}>
      <span className={css['total']} data-total={price.totalFen}>
        {t('item.total')} {yuanText(price.totalFen)}
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

function Basis({ item }: { readonly item: ItemDecision }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <p className={css['basis']}>{t('item.basis', { clause: item.clause, words: item.basis[language] })}</p>
  );
}

function ConfirmButton(props: {
  readonly item: ItemDecision;
  readonly ready: boolean;
  readonly recording: boolean;
  readonly onConfirm: () => void;
}) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={css['confirm']}
      disabled={!props.ready || props.recording}
      onClick={props.onConfirm}
    >
      {props.item.kind === 'ask' ? t('item.askConfirm') : t('item.confirm')} ⏎
    </button>
  );
}
