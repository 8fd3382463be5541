import { AutoComplete, Button, Form, Input, Select } from 'antd';
import { CLOSED_REASONS } from '../../../catalogue-review/closed-days.ts';
import type { Text } from '../../../domain/base/text.ts';
import type { OpeningHours } from '../../../domain/catalogue/opening-hours.ts';
import { useWords } from '../../shell/i18n.ts';
import { DateField, TimeField, useBothWanted } from './fields.tsx';
import { useDraftDesk } from './use-draft.ts';

const NONE: OpeningHours = { days: [{ days: 'any', start: '08:00', end: '22:00' }], exceptions: [] };

/** Opening or duty hours, usual and exceptional, of the form that they stand in. */
export function HoursFields({ label }: { readonly label: string }) {
  const { t } = useWords();
  const form = Form.useFormInstance();
  const hours = Form.useWatch('hours', { form, preserve: true }) as OpeningHours | undefined;
  return (
    <fieldset className="part">
      <legend>{label}</legend>
      {hours === undefined ? (
        <div className="bar">
          <span className="soft">{t('draft.hours.notEntered')}</span>
          <Button onClick={() => form.setFieldValue('hours', NONE)}>{t('draft.hours.enter')}</Button>
        </div>
      ) : (
        <>
          <UsualHours />
          <Exceptions />
          <Button type="text" danger onClick={() => form.setFieldValue('hours', undefined)}>
            {t('draft.hours.clear')}
          </Button>
        </>
      )}
    </fieldset>
  );
}

export function useDayOptions() {
  const { say } = useWords();
  const { catalogue } = useDraftDesk();
  const names = catalogue.dayRules.map(({ name }) => say(name));
  return catalogue.dayRules.map(({ id, name, reading }) => {
    const isTwice = names.filter((one) => one === say(name)).length > 1;
    return { value: id, label: isTwice ? `${say(name)} (${id})` : say(name), title: say(reading) };
  });
}

function UsualHours() {
  const { t } = useWords();
  const days = useDayOptions();
  return (
    <Form.List name={['hours', 'days']}>
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name }) => (
            <div key={key} className="row-fields">
              <Form.Item name={[name, 'days']} label={t('draft.hours.days')}>
                <Select style={{ width: '15rem' }} options={days} />
              </Form.Item>
              <TimeField name={[name, 'start']} label={t('draft.hours.start')} />
              <TimeField
                name={[name, 'end']}
                label={t('draft.hours.end')}
                after={['hours', 'days', name, 'start']}
              />
              <Button onClick={() => remove(name)}>{t('draft.remove')}</Button>
            </div>
          ))}
          <Button type="dashed" onClick={() => add({ days: 'any', start: '09:00', end: '17:00' })}>
            {t('draft.hours.addUsual')}
          </Button>
        </>
      )}
    </Form.List>
  );
}

function Exceptions() {
  const { t } = useWords();
  const bothWanted = useBothWanted();
  return (
    <Form.List name={['hours', 'exceptions']}>
      {(rows, { add, remove }) => (
        <>
          <h3>{t('draft.hours.exceptions')}</h3>
          {rows.map(({ key, name }) => (
            <div key={key} className="card-row">
              <div className="row-fields">
                <DateField name={[name, 'from']} label={t('draft.hours.from')} isWanted />
                <DateField
                  name={[name, 'until']}
                  label={t('draft.hours.until')}
                  after={['hours', 'exceptions', name, 'from']}
                  isWanted
                />
                <Form.Item name={[name, 'name']} label={t('draft.hours.name')} rules={[bothWanted]}>
                  <ReasonInput />
                </Form.Item>
                <Button onClick={() => remove(name)}>{t('draft.remove')}</Button>
              </div>
              <OpenThen name={name} />
            </div>
          ))}
          <Button
            type="dashed"
            onClick={() => add({ from: null, until: null, name: { zh: '', en: '' }, open: [] })}
          >
            {t('draft.hours.addException')}
          </Button>
        </>
      )}
    </Form.List>
  );
}

function OpenThen({ name }: { readonly name: number }) {
  const { t } = useWords();
  return (
    <Form.List name={[name, 'open']}>
      {(rows, { add, remove }) => (
        <div className="bar" style={{ margin: 0 }}>
          {rows.length === 0 && <span>{t('draft.hours.closed')}</span>}
          {rows.map((row) => (
            <div key={row.key} className="row-fields">
              <TimeField name={[row.name, 'start']} label={t('draft.hours.start')} />
              <TimeField
                name={[row.name, 'end']}
                label={t('draft.hours.end')}
                after={['hours', 'exceptions', name, 'open', row.name, 'start']}
              />
              <Button onClick={() => remove(row.name)}>{t('draft.remove')}</Button>
            </div>
          ))}
          <Button type="text" onClick={() => add({ start: '09:00', end: '12:00' })}>
            {t('draft.hours.addOpen')}
          </Button>
        </div>
      )}
    </Form.List>
  );
}

const REASONS = Object.values(CLOSED_REASONS);

/** The usual reasons are there in both languages; another one is typed in both. */
function ReasonInput({
  id,
  value = { zh: '', en: '' },
  onChange,
}: {
  readonly id?: string;
  readonly value?: Text;
  readonly onChange?: (value: Text) => void;
}) {
  const { t } = useWords();
  const label = t('draft.hours.name');
  const typed = (zh: string) => {
    const known = REASONS.find((reason) => reason.zh === zh);
    onChange?.({ zh, en: known === undefined ? value.en : known.en });
  };
  return (
    <div className="text-pair" style={{ width: '22rem' }}>
      <AutoComplete
        {...(id === undefined ? {} : { id })}
        aria-label={t('draft.zhOf', { label })}
        placeholder="中文"
        options={REASONS.map(({ zh }) => ({ value: zh }))}
        value={value.zh}
        onChange={typed}
      />
      <Input
        aria-label={t('draft.enOf', { label })}
        placeholder="English"
        maxLength={100}
        value={value.en}
        onChange={(event) => onChange?.({ ...value, en: event.target.value })}
      />
    </div>
  );
}
