import { type ComponentType, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { dateOfMinute, plusMinutes } from '../../../domain/base/wall-time.ts';
import type { Person } from '../../../domain/card/family.ts';
import { courtKindOf, courtNames } from '../../../domain/decision/court-words.ts';
import type { WorkflowKind } from '../../../domain/workflow/workflow-kind.ts';
import { dayWords } from '../../i18n/day-words.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { ControlProps } from './control-props.ts';
import { FigureField } from './FigureField.tsx';
import { FirstDayStepper } from './FirstDayStepper.tsx';
import css from './order-bar.module.css';
import { Stepper } from './Stepper.tsx';

/** Health centres alone need it, so that it comes after the first scan. */
const AgreementFields = lazy(() =>
  import('./AgreementControl.tsx').then(({ AgreementControl }) => ({ default: AgreementControl })),
);

function LaterAgreementControl(props: ControlProps) {
  return (
    <Suspense fallback={null}>
      <AgreementFields {...props} />
    </Suspense>
  );
}

/** How many tickets. */
function QuantityControl({ item }: Pick<ControlProps, 'item'>) {
  const { t } = useTranslation();
  return (
    <Stepper label={t('item.count')} signs={['−', '+']} command="count">
      <output className={css['value']}>{t('item.people', { count: item.choice.quantity })}</output>
    </Stepper>
  );
}

/** Which day, from when, for how long; the minutes may also be typed, to the minute. */
function TimeControl({ item, onChange }: ControlProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { choice, details } = item;
  if (details.kind !== 'booked') return null;
  return (
    <>
      <Stepper label={t('item.day')} hint="PgUp PgDn" signs={['‹', '›']} command="day">
        <output className={css['value']}>{dayWords(dateOfMinute(choice.start), language)}</output>
      </Stepper>
      <Stepper label={t('item.start')} hint="← →" signs={['‹', '›']} command="start">
        <output className={css['value']}>{choice.start.slice(11)}</output>
      </Stepper>
      <Stepper label={t('item.minutes')} hint="− +" signs={['−', '+']} command="count">
        <FigureField
          label={t('item.minutes')}
          figure={String(details.minutes)}
          pattern={/^[1-9][0-9]{0,3}$/}
          onFigure={(figure) => onChange({ minutes: Number(figure) })}
        />
      </Stepper>
    </>
  );
}

const NumberField = lazy(async () => ({
  default: (await import('./MatterNumberField.tsx')).MatterNumberField,
}));

/** The field of the number is loaded with the first matter or pass. */
function MatterNumberControl(props: ControlProps) {
  return (
    <Suspense>
      <NumberField {...props} />
    </Suspense>
  );
}

/** The first day of a pass, which may be typed, and the last one. */
function FirstDayControl({ item, today, onChange }: ControlProps) {
  const { details } = item;
  if (details.kind !== 'lasting') return null;
  return (
    <>
      <FirstDayStepper from={details.from} until={details.until} onChange={onChange} />
      <MatterNumberControl item={item} today={today} onChange={onChange} />
    </>
  );
}

/** When the slot is, and how many of its courts nobody has taken. */
function SlotTime({ item }: Pick<ControlProps, 'item'>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { choice, details } = item;
  if (details.kind !== 'in-slot') return null;
  const { start } = choice;
  const { minutes, courts, courtsFree } = details;
  return (
    <div className={css['slot']}>
      <strong>
        {dayWords(dateOfMinute(start), language)} {start.slice(11)}–{plusMinutes(start, minutes).slice(11)}
      </strong>
      {courts.length > 0 && (
        <span data-courts={courts.join(',')}>
          {courtsFree.length === 1 && `${courtNames(courts, item)[language]} · `}
          {t(`place.${courtKindOf(item)}.left`, { count: item.quantityMax })}
        </span>
      )}
    </div>
  );
}

/** The family member that a pass is for. */
export function PersonControl({
  item,
  persons,
  onChange,
}: Omit<ControlProps, 'today'> & { readonly persons: readonly Person[] }) {
  const { t } = useTranslation();
  return (
    <fieldset className={css['control']} aria-label={t('item.person')}>
      <span className={css['label']}>
        {t('item.person')} <kbd>F4</kbd>
      </span>
      {persons.map((person) => (
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

/** Chooses one of the courts that this kiosk may give, if there are several. At first the first one is chosen. */
export function CourtControl({ item, onChange }: Omit<ControlProps, 'today'>) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { details } = item;
  if (!('courtsFree' in details) || details.courtsFree.length < 2) return null;
  return (
    <fieldset className={css['control']} aria-label={t(`place.${courtKindOf(item)}.name`)}>
      <span className={css['label']}>
        {t(`place.${courtKindOf(item)}.name`)} {details.kind === 'in-slot' && <kbd>← →</kbd>}
      </span>
      {details.courtsFree.map((court) => (
        <button
          key={court}
          type="button"
          className={css['person']}
          data-court={court}
          aria-pressed={details.courts.includes(court)}
          aria-label={courtNames([court], item)[language]}
          onClick={() => onChange({ court })}
        >
          {t('item.court', { court })}
        </button>
      ))}
    </fieldset>
  );
}

/** The parts of the order that differ by the kind of the item. */
interface OrderParts {
  /** The number of people, or the time; null if the clerk sees neither. */
  readonly Control: ComponentType<ControlProps> | null;
  /** The steps of the guide are shown beside the order. A ticket needs none. */
  readonly showsSteps: boolean;
  /** The price in the list names its unit. The price of a ticket is for one person. */
  readonly namesUnit: boolean;
}

export const ORDER_PARTS = {
  ticket: { Control: QuantityControl, showsSteps: false, namesUnit: false },
  hourly: { Control: TimeControl, showsSteps: true, namesUnit: true },
  slot: { Control: SlotTime, showsSteps: true, namesUnit: true },
  pass: { Control: FirstDayControl, showsSteps: true, namesUnit: true },
  booking: { Control: TimeControl, showsSteps: true, namesUnit: true },
  service: { Control: null, showsSteps: true, namesUnit: true },
  matter: { Control: MatterNumberControl, showsSteps: true, namesUnit: true },
  agreement: { Control: LaterAgreementControl, showsSteps: true, namesUnit: true },
  errand: { Control: null, showsSteps: true, namesUnit: true },
  guidance: { Control: null, showsSteps: true, namesUnit: true },
} satisfies Record<WorkflowKind, OrderParts>;
