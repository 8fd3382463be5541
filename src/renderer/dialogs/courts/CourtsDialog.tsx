import { Alert, Checkbox, Modal, Segmented } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublicAnswer } from '../../../app/record/give-public.ts';
import { plusDays, wallDateOf } from '../../../domain/base/wall-time.ts';
import type { ReadyResource } from '../../../domain/catalogue/resource.ts';
import { resourcesAt } from '../../../domain/catalogue/rulebook.ts';
import { BOOKING_DAYS_AHEAD } from '../../../domain/shared/lease.ts';
import { PUBLIC_USES, type PublicUse } from '../../../domain/shared/public-stretch.ts';
import { useRun } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk, useKiosk, useSettings } from '../../kiosk-context.ts';
import { useCatalogue } from '../../use-catalogue.ts';
import { mainFirst, WaitingCardNote } from '../dialog-parts.tsx';
import css from '../dialogs.module.css';
import { GivenStretches } from './GivenStretches.tsx';
import './court-texts.ts';
import { changeOf, courtsOf, gridOf, minutesOf, type Stretch, useAnswer, useStretch } from './stretch.ts';

const SECONDS_PER_MINUTE = 60;

/** G: the venue gives courts to the public or closes them, and takes them back. Enter records it. */
export function CourtsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('courts');
  const words = useTranslation().t;
  const form = useId();
  const { siteId } = useSettings();
  const catalogue = useCatalogue();
  const isWriting = useDesk((desk) => desk.isWriting);
  const resources = catalogue === null ? [] : resourcesAt(catalogue, siteId ?? '');
  const stretch = useStretch(resources);
  const answer = useAnswer(stretch.given);
  return (
    <Modal
      open
      title={t('title')}
      width="44rem"
      okText={`${t(answer?.kind === 'sold' ? 'anyway' : 'take')} ⏎`}
      cancelText={`${words('settings.close')} Esc`}
      okButtonProps={{ htmlType: 'submit', form, disabled: isWriting || resources.length === 0 }}
      footer={mainFirst}
      onCancel={onClose}
    >
      <WaitingCardNote />
      <p>{t('hint')}</p>
      {resources.length > 0 && <StretchForm form={form} resources={resources} {...stretch} answer={answer} />}
      <GivenStretches resources={resources} />
    </Modal>
  );
}

function StretchForm({
  form,
  resources,
  given,
  set,
  answer,
}: {
  readonly form: string;
  readonly resources: readonly ReadyResource[];
  readonly given: Stretch;
  readonly set: (change: Partial<Stretch>) => void;
  readonly answer: PublicAnswer | null;
}) {
  const { t } = useTranslation('courts');
  const language = useLanguage();
  const run = useRun();
  const [isIncomplete, setIncomplete] = useState(false);
  const { resource, courts, use } = given;
  const change = changeOf(given);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIncomplete(change === null);
    if (change !== null) run('take-courts', { ...change, anyway: answer?.kind === 'sold' });
  };
  return (
    // What is wrong with a day or a time is said below, in the words and the language of the desk.
    <form id={form} className={css['form']} noValidate onSubmit={submit}>
      {resources.length > 1 && (
        <>
          <span>{t('resource')}</span>
          <Segmented
            aria-label={t('resource')}
            value={resource?.id ?? ''}
            options={resources.map(({ id, name }) => ({ value: id, label: name[language] }))}
            onChange={(id) => set({ resource: resources.find((one) => one.id === id) })}
          />
        </>
      )}
      <WhenFields given={given} set={set} />
      <span>{t('courts')}</span>
      <Checkbox.Group
        value={[...courts]}
        options={courtsOf(resource).map((court) => ({ value: court, label: String(court) }))}
        onChange={(chosen) => set({ courts: chosen })}
      />
      <span>{t('use')}</span>
      <Segmented<PublicUse>
        aria-label={t('use')}
        value={use}
        options={PUBLIC_USES.map((value) => ({ value, label: t(`uses.${value}`) }))}
        onChange={(value) => set({ use: value })}
      />
      <div className={css['answer']} data-courts-answer={answer?.kind ?? ''}>
        {answer !== null && (
          <Alert
            type={answer.kind === 'refused' ? 'error' : 'warning'}
            showIcon
            title={answer.text[language]}
          />
        )}
        {answer === null && isIncomplete && change === null && (
          <Alert type="error" showIcon title={t('incomplete')} />
        )}
      </div>
    </form>
  );
}

/** The day and the two times. The calendar ends where courts can no longer be booked. */
function WhenFields({
  given,
  set,
}: {
  readonly given: Stretch;
  readonly set: (change: Partial<Stretch>) => void;
}) {
  const { t } = useTranslation('courts');
  const catalogue = useCatalogue();
  const today = wallDateOf(useKiosk().now());
  const gridMinutes = gridOf(catalogue, given.resource);
  const time = (name: 'from' | 'until') => (
    <>
      <span>{t(name)}</span>
      <input
        type="time"
        step={gridMinutes * SECONDS_PER_MINUTE}
        aria-label={t(name)}
        aria-invalid={minutesOf(given) <= 0}
        value={given[name]}
        onChange={({ target }) => set({ [name]: target.value })}
      />
    </>
  );
  return (
    <>
      <span>{t('day')}</span>
      <input
        type="date"
        aria-label={t('day')}
        value={given.date}
        min={today}
        max={plusDays(today, BOOKING_DAYS_AHEAD)}
        onChange={({ target }) => set({ date: target.value })}
      />
      {time('from')}
      {time('until')}
    </>
  );
}
