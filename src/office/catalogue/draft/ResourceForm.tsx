import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { isBookable } from '../../../catalogue-review/resource-check.ts';
import { RESOURCE_KINDS } from '../../../catalogue-review/resource-diff.ts';
import { COURT_MAX, RESOURCE_LEASE_DAYS, Resource } from '../../../domain/catalogue/resource.ts';
import { GRID_MINUTES_DEFAULT } from '../../../domain/catalogue/rulebook.ts';
import { useWords } from '../../shell/i18n.ts';
import { EditDrawer } from './EditDrawer.tsx';
import { freeId, withResource } from './edit-catalogue.ts';
import { TextField } from './fields.tsx';
import { HoursFields } from './HoursFields.tsx';
import { useDraftDesk } from './use-draft.ts';

const NEW: Omit<Resource, 'siteId'> = {
  id: '',
  kind: 'court',
  name: { zh: '', en: '' },
  count: 1,
  itemIds: [],
};

/** The courts, tables or a room of a site: names, how many, what is booked on them, in which steps, and their hours. */
export function ResourceForm({
  resource,
  onClose,
}: {
  readonly resource: Resource | null;
  readonly onClose: () => void;
}) {
  const { t, say } = useWords();
  const { catalogue } = useDraftDesk();
  const [form] = Form.useForm<Resource>();
  const bookable = catalogue.items.filter(isBookable);
  const sites = catalogue.sites.filter(({ id }) => bookable.some(({ siteIds }) => siteIds.includes(id)));
  return (
    <EditDrawer<Resource>
      title={resource === null ? t('draft.resource.add') : say(resource.name)}
      form={form}
      initial={resource ?? { ...NEW, siteId: sites[0]?.id ?? '' }}
      onClose={onClose}
      change={(before, fields) => {
        const taken = (before.resources ?? []).map(({ id }) => id);
        const id = fields.id === '' ? freeId(`${fields.siteId}-${fields.name.en}`, taken) : fields.id;
        return withResource(before, tidy({ ...fields, id }));
      }}
    >
      <div className="field-grid">
        <Form.Item name="siteId" label={t('draft.resource.site')}>
          <Select
            showSearch
            optionFilterProp="label"
            disabled={resource !== null}
            options={sites.map(({ id, name }) => ({ value: id, label: say(name) }))}
            onChange={() => form.setFieldValue('itemIds', [])}
          />
        </Form.Item>
        <Form.Item name="kind" label={t('draft.resource.kind')}>
          <Select
            options={Resource.shape.kind.options.map((value) => ({
              value,
              label: say(RESOURCE_KINDS[value]),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="count"
          label={t('draft.resource.number')}
          rules={[{ required: true, message: t('draft.wanted') }]}
        >
          <InputNumber min={1} max={COURT_MAX} precision={0} />
        </Form.Item>
        <Form.Item name="grid" label={t('draft.item.grid')}>
          <InputNumber min={1} max={240} precision={0} placeholder={`${GRID_MINUTES_DEFAULT}`} />
        </Form.Item>
        <Form.Item
          name="leaseDays"
          label={t('draft.resource.leaseDays')}
          extra={t('draft.resource.leaseNote')}
        >
          <InputNumber min={0} max={31} precision={0} placeholder={`${RESOURCE_LEASE_DAYS}`} />
        </Form.Item>
      </div>
      <TextField name="name" label={t('draft.resource.name')} />
      <BookedItems />
      <HoursFields label={t('draft.resource.hours')} />
      <Form.Item name="id" hidden>
        <Input />
      </Form.Item>
    </EditDrawer>
  );
}

/** The items of the chosen site that are booked by time. */
function BookedItems() {
  const { t, say } = useWords();
  const { catalogue } = useDraftDesk();
  const siteId = Form.useWatch<string | undefined>('siteId');
  const options = catalogue.items
    .filter((item) => isBookable(item) && item.siteIds.includes(siteId ?? ''))
    .map(({ id, name }) => ({ value: id, label: say(name) }));
  return (
    <Form.Item
      name="itemIds"
      label={t('draft.resource.items')}
      rules={[{ required: true, message: t('draft.wanted') }]}
    >
      <Checkbox.Group options={options} />
    </Form.Item>
  );
}

/** A number that was taken out of its field is null there, and absent in a catalogue; hours that were cleared as well. */
function tidy({ grid, leaseDays, hours, ...resource }: Resource): Resource {
  return {
    ...resource,
    ...(grid == null ? {} : { grid }),
    ...(leaseDays == null ? {} : { leaseDays }),
    ...(hours == null ? {} : { hours }),
  };
}
