import { Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { withNotice } from '../../../catalogue-review/holiday-text.ts';
import type { HolidayNotice } from '../../../domain/catalogue/catalogue.ts';
import { useWords } from '../../shell/i18n.ts';
import { EditDrawer } from './EditDrawer.tsx';
import { withoutNotice } from './edit-catalogue.ts';
import { DateField, TextField } from './fields.tsx';
import { HolidayText } from './HolidayText.tsx';
import { SavingNote } from './OutcomeNote.tsx';
import { useDraftDesk, useRemoval } from './use-draft.ts';

type Opened =
  | { readonly kind: 'none' }
  | { readonly kind: 'text' }
  | { readonly kind: 'notice'; readonly notice: HolidayNotice };

/** The holidays of each year as the State Council announces them, by form or from the notice's own text. */
export function HolidaysTab() {
  const { t } = useWords();
  const { catalogue, mayEdit } = useDraftDesk();
  const [opened, open] = useState<Opened>({ kind: 'none' });
  const { notices } = catalogue.calendar;
  const year = Math.max(...notices.map((one) => one.year), new Date().getFullYear()) + 1;
  const blank: HolidayNotice = { year, source: '', holidays: [], workdays: [] };
  return (
    <>
      {mayEdit && (
        <div className="bar">
          <Button type="primary" onClick={() => open({ kind: 'text' })}>
            {t('draft.holiday.text')}
          </Button>
          <Button onClick={() => open({ kind: 'notice', notice: blank })}>{t('draft.holiday.add')}</Button>
        </div>
      )}
      <div className="columns">
        {[...notices].reverse().map((notice) => (
          <NoticePanel key={notice.year} notice={notice} onEdit={() => open({ kind: 'notice', notice })} />
        ))}
      </div>
      {opened.kind === 'text' && (
        <HolidayText
          onClose={() => open({ kind: 'none' })}
          onRead={(notice) => open({ kind: 'notice', notice })}
        />
      )}
      {opened.kind === 'notice' && (
        <NoticeForm notice={opened.notice} onClose={() => open({ kind: 'none' })} />
      )}
    </>
  );
}

function NoticePanel({ notice, onEdit }: { readonly notice: HolidayNotice; readonly onEdit: () => void }) {
  const { t, say } = useWords();
  const { mayEdit } = useDraftDesk();
  const removing = useRemoval();
  const { year, source, holidays, workdays } = notice;
  const ask = () =>
    removing.ask(t('draft.holiday.removeAsk', { year }), (before) => withoutNotice(before, year));
  return (
    <section className="panel">
      <h2>{t('draft.holiday.title', { year })}</h2>
      <p className="soft">{source}</p>
      <dl className="facts">
        {holidays.map(({ name, from, until }) => (
          <div key={from} style={{ display: 'contents' }}>
            <dt>{say(name)}</dt>
            <dd>{from === until ? from : `${from} – ${until}`}</dd>
          </div>
        ))}
        <dt>{t('draft.holiday.workdays')}</dt>
        <dd>{workdays.length === 0 ? t('shell.none') : workdays.map(({ date }) => date).join(' · ')}</dd>
      </dl>
      {mayEdit && (
        <div className="bar" style={{ margin: '12px 0 0' }}>
          <Button aria-label={`${t('draft.edit')} ${year}`} onClick={onEdit}>
            {t('draft.edit')}
          </Button>
          <Button aria-label={`${t('draft.remove')} ${year}`} onClick={ask}>
            {t('draft.remove')}
          </Button>
        </div>
      )}
      <SavingNote saving={removing} />
    </section>
  );
}

const UNNAMED = { name: { zh: '', en: '' } };

function NoticeForm({ notice, onClose }: { readonly notice: HolidayNotice; readonly onClose: () => void }) {
  const { t } = useWords();
  const [form] = Form.useForm<HolidayNotice>();
  return (
    <EditDrawer<HolidayNotice>
      title={t('draft.holiday.title', { year: notice.year })}
      form={form}
      initial={notice}
      onClose={onClose}
      change={withNotice}
    >
      <div className="field-grid">
        <Form.Item
          name="year"
          label={t('draft.holiday.year')}
          rules={[{ required: true, message: t('draft.wanted') }]}
        >
          <InputNumber min={2000} max={2099} precision={0} />
        </Form.Item>
        <Form.Item
          name="source"
          label={t('draft.holiday.source')}
          rules={[{ required: true, whitespace: true, message: t('draft.wanted') }]}
        >
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
      </div>
      <Form.List name="holidays">
        {(rows, { add, remove }) => (
          <fieldset className="part">
            <legend>{t('draft.holiday.holidays')}</legend>
            {rows.map(({ key, name }) => (
              <div key={key} className="row-fields">
                <TextField name={[name, 'name']} label={t('draft.holiday.name')} />
                <DateField name={[name, 'from']} label={t('draft.holiday.from')} isWanted />
                <DateField
                  name={[name, 'until']}
                  label={t('draft.holiday.until')}
                  after={['holidays', name, 'from']}
                  isWanted
                />
                <Button onClick={() => remove(name)}>{t('draft.remove')}</Button>
              </div>
            ))}
            <Button type="dashed" onClick={() => add({ ...UNNAMED, from: null, until: null })}>
              {t('draft.holiday.addHoliday')}
            </Button>
          </fieldset>
        )}
      </Form.List>
      <Form.List name="workdays">
        {(rows, { add, remove }) => (
          <fieldset className="part">
            <legend>{t('draft.holiday.workdays')}</legend>
            {rows.map(({ key, name }) => (
              <div key={key} className="row-fields">
                <TextField name={[name, 'name']} label={t('draft.holiday.name')} />
                <DateField name={[name, 'date']} label={t('draft.holiday.date')} isWanted />
                <Button onClick={() => remove(name)}>{t('draft.remove')}</Button>
              </div>
            ))}
            <Button type="dashed" onClick={() => add({ ...UNNAMED, date: null })}>
              {t('draft.holiday.addWorkday')}
            </Button>
          </fieldset>
        )}
      </Form.List>
    </EditDrawer>
  );
}
