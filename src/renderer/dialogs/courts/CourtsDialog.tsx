import { Checkbox, Modal, Segmented } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plusDays, plusMinutes, wallDateOf, wallMinuteOf } from '../../../domain/base/wall-time.ts';
import type { ReadyResource } from '../../../domain/catalogue/resource.ts';
import { MINUTES_PER_DAY, minuteOfDay, resourcesAt } from '../../../domain/catalogue/rulebook.ts';
import { BOOKING_DAYS_AHEAD } from '../../../domain/shared/lease.ts';
import { PUBLIC_USES, type PublicUse } from '../../../domain/shared/public-stretch.ts';
import { useRun } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk, useKiosk, useSettings } from '../../kiosk-context.ts';
import { useCatalogue } from '../../use-catalogue.ts';
import { WaitingCardNote } from '../dialog-parts.tsx';
import css from '../dialogs.module.css';
import { GivenStretches } from './GivenStretches.tsx';
import './court-texts.ts';

const HALF_HOUR_SECONDS = 1_800;
const HOUR_MINUTES = 60;

/** G: the venue gives courts to the public or closes them, and takes them back. Enter records it. */
export function CourtsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('courts');
  const words = useTranslation().t;
  const form = useId();
  const { siteId } = useSettings();
  const catalogue = useCatalogue();
  const isWriting = useDesk((desk) => desk.isWriting);
  const resources = catalogue === null ? [] : resourcesAt(catalogue, siteId ?? '');
  return (
    <Modal
      open
      title={t('title')}
      width="44rem"
      okText={`${t('take')} ⏎`}
      cancelText={`${words('settings.close')} Esc`}
      okButtonProps={{ htmlType: 'submit', form, disabled: isWriting || resources.length === 0 }}
      onCancel={onClose}
    >
      <WaitingCardNote />
      <p>{t('hint')}</p>
      {resources.length > 0 && <StretchForm form={form} resources={resources} />}
      <GivenStretches resources={resources} />
    </Modal>
  );
}

function StretchForm({
  form,
  resources,
}: {
  readonly form: string;
  readonly resources: readonly ReadyResource[];
}) {
  const { t } = useTranslation('courts');
  const language = useLanguage();
  const run = useRun();
  const today = wallDateOf(useKiosk().now());
  const { given, set } = useStretch(resources);
  const { resource, date, from, until, courts, use } = given;
  const minutes = (minuteOfDay(until) || MINUTES_PER_DAY) - minuteOfDay(from);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [item] = resource?.itemIds ?? [];
    if (date === '' || minutes <= 0 || courts.length === 0) return;
    run('take-courts', { item, start: `${date}T${from}`, minutes, courts, use });
  };
  const time = (name: 'from' | 'until') => (
    <>
      <span>{t(name)}</span>
      <input
        type="time"
        required
        step={HALF_HOUR_SECONDS}
        aria-label={t(name)}
        aria-invalid={minutes <= 0}
        value={given[name]}
        onChange={({ target }) => set({ [name]: target.value })}
      />
    </>
  );
  return (
    <form id={form} className={css['form']} onSubmit={submit}>
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
      <span>{t('day')}</span>
      <input
        type="date"
        required
        aria-label={t('day')}
        value={date}
        min={today}
        max={plusDays(today, BOOKING_DAYS_AHEAD)}
        onChange={({ target }) => set({ date: target.value })}
      />
      {time('from')}
      {time('until')}
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
    </form>
  );
}

interface Stretch {
  readonly resource: ReadyResource | undefined;
  readonly date: string;
  readonly from: string;
  readonly until: string;
  readonly courts: readonly number[];
  readonly use: PublicUse;
}

/** The stretch in the form. It begins as the next full hour, on all courts of the first resource. */
function useStretch(resources: readonly ReadyResource[]) {
  const { now } = useKiosk();
  const [given, setGiven] = useState<Stretch>(() => {
    const minute = wallMinuteOf(now());
    const from = plusMinutes(`${minute.slice(0, 13)}:00`, HOUR_MINUTES);
    const [resource] = resources;
    return {
      resource,
      date: from.slice(0, 10),
      from: from.slice(11),
      until: plusMinutes(from, HOUR_MINUTES).slice(11),
      courts: courtsOf(resource),
      use: PUBLIC_USES[0],
    };
  });
  const set = (change: Partial<Stretch>) => {
    const next = { ...given, ...change };
    setGiven(next.resource === given.resource ? next : { ...next, courts: courtsOf(next.resource) });
  };
  return { given, set };
}

function courtsOf(resource: ReadyResource | undefined): readonly number[] {
  return Array.from({ length: resource?.count ?? 0 }, (_, index) => index + 1);
}
