import { Button, Checkbox, Form, Input, InputNumber, Switch } from 'antd';
import type { Item } from '../../../domain/catalogue/catalogue.ts';
import { workflowOf } from '../../../domain/workflow/workflows.ts';
import { useWords } from '../../shell/i18n.ts';
import { SitesField } from '../SitesField.tsx';
import { EditDrawer } from './EditDrawer.tsx';
import { freeId, withItem } from './edit-catalogue.ts';
import { ClauseField, TextField, usePersonOptions } from './fields.tsx';
import { HoursFields } from './HoursFields.tsx';
import { LimitFields } from './LimitFields.tsx';
import { RuleFields } from './RuleFields.tsx';
import { useDraftDesk } from './use-draft.ts';

/** All of an item: its names, where and for whom it is, prices by band, limits, hours and steps. */
export function ItemForm({
  item,
  index,
  onClose,
}: {
  readonly item: Item;
  /** Null for a new one. */
  readonly index: number | null;
  readonly onClose: () => void;
}) {
  const { t, say } = useWords();
  const [form] = Form.useForm<Item>();
  const { isRecorded, isPriced, isTimed, opens } = workflowOf(item);
  return (
    <EditDrawer<Item>
      title={index === null ? t('draft.item.add') : say(item.name)}
      form={form}
      initial={item}
      width={1080}
      onClose={onClose}
      change={(catalogue, fields) => {
        const ids = catalogue.items.map(({ id }) => id);
        const id = index === null ? freeId(fields.name.en, ids) : fields.id;
        return withItem(catalogue, tidy({ ...fields, id }), index);
      }}
    >
      <TextField name="name" label={t('draft.item.name')} />
      <TextField name="basis" label={t('draft.item.basis')} rows={2} />
      <Where />
      {isTimed && (
        <Form.Item name="grid" label={t('draft.item.grid')}>
          <InputNumber min={1} max={240} precision={0} />
        </Form.Item>
      )}
      {isRecorded && <RuleFields isPriced={isPriced} item={item} />}
      {isRecorded && <LimitFields item={item} />}
      {opens === 'pass' && <OwnNumberFields />}
      <HoursFields label={t('draft.item.hours')} />
      <Steps />
    </EditDrawer>
  );
}

function Where() {
  const { t } = useWords();
  const { catalogue } = useDraftDesk();
  return (
    <>
      <SitesField label={t('draft.item.sites')} wanted={t('draft.wanted')} sites={catalogue.sites} />
      <div className="field-grid">
        <ClauseField name="clause" />
        <Form.Item
          name="eligible"
          label={t('draft.item.eligible')}
          rules={[{ required: true, message: t('draft.wanted') }]}
        >
          <Checkbox.Group options={usePersonOptions()} />
        </Form.Item>
        <Form.Item name="lowValue" label={t('draft.item.lowValue')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="finishWithinWorkdays" label={t('draft.item.finish')}>
          <InputNumber min={1} max={60} precision={0} />
        </Form.Item>
      </div>
    </>
  );
}

/** The range of the venue's own card numbers. Without one, an item that needs a number has it typed at the desk. */
function OwnNumberFields() {
  const { t } = useWords();
  return (
    <fieldset className="part">
      <legend>{t('draft.item.numbers')}</legend>
      <div className="field-grid">
        <Form.Item name={['ownNumbers', 'range', 'prefix']} label={t('draft.item.numberPrefix')}>
          <Input maxLength={8} />
        </Form.Item>
        <Form.Item name={['ownNumbers', 'range', 'first']} label={t('draft.item.numberFirst')}>
          <InputNumber min={0} max={99_999_999} precision={0} />
        </Form.Item>
        <Form.Item name={['ownNumbers', 'range', 'last']} label={t('draft.item.numberLast')}>
          <InputNumber min={1} max={99_999_999} precision={0} />
        </Form.Item>
      </div>
    </fieldset>
  );
}

function Steps() {
  const { t } = useWords();
  return (
    <Form.List name="steps">
      {(rows, { add, remove }) => (
        <fieldset className="part">
          <legend>{t('draft.item.steps')}</legend>
          {rows.map(({ key, name }) => (
            <div key={key} className="row-fields">
              <div style={{ flex: 1 }}>
                <TextField name={name} label={t('draft.item.step', { number: name + 1 })} rows={2} />
              </div>
              <Button onClick={() => remove(name)}>{t('draft.remove')}</Button>
            </div>
          ))}
          <Button type="dashed" onClick={() => add({ zh: '', en: '' })}>
            {t('draft.item.addStep')}
          </Button>
        </fieldset>
      )}
    </Form.List>
  );
}

/** A number that was taken out of its field is null there, and absent in a catalogue. */
function tidy({ grid, finishWithinWorkdays, ownNumbers, ...item }: Item): Item {
  return {
    ...item,
    ...tidyNumbers(ownNumbers),
    ...(grid == null ? {} : { grid }),
    ...(finishWithinWorkdays == null ? {} : { finishWithinWorkdays }),
  };
}

/** A range is there with its two ends; the rest is left for the check of the draft. */
function tidyNumbers(given: Item['ownNumbers']): Pick<Item, 'ownNumbers'> {
  const { prefix, first, last }: Partial<NonNullable<NonNullable<Item['ownNumbers']>['range']>> =
    given?.range ?? {};
  const isSet = first != null && last != null;
  if (!isSet && given?.admits === undefined) return {};
  const range = isSet ? { range: { prefix: (prefix ?? '').toUpperCase(), first, last } } : {};
  return { ownNumbers: { ...range, admits: given?.admits ?? true } };
}
