import { Button, Dropdown, Form, InputNumber, Select } from 'antd';
import type { Item } from '../../../domain/catalogue/catalogue.ts';
import type { Limit } from '../../../domain/catalogue/catalogue-rule.ts';
import { useWords } from '../../shell/i18n.ts';
import { freeId } from './edit-catalogue.ts';
import { ClauseField } from './fields.tsx';
import { useDraftDesk } from './use-draft.ts';

const KINDS = [
  'uses-per-card-and-year',
  'uses-per-person',
  'courts-per-slot',
  'minutes',
  'one-of-set',
] as const;
type Kind = (typeof KINDS)[number];

/** What a limit of each kind begins with. */
const BLANK = {
  'uses-per-card-and-year': { uses: 1 },
  'uses-per-person': { uses: 1 },
  'courts-per-slot': { courts: 1 },
  minutes: { minutesMax: 120, beyond: 'ask' },
  'one-of-set': { itemIds: [], months: 12 },
} as const satisfies Record<Kind, object>;

/** How often, how long and how much of an item may be had. */
export function LimitFields({ item }: { readonly item: Item }) {
  const { t } = useWords();
  const form = Form.useFormInstance<Item>();
  const blank = (kind: Kind) => {
    const taken = (form.getFieldValue('limits') as Item['limits']).map(({ id }) => id);
    return { kind, id: freeId(`${item.id}-limit`, taken), clause: item.clause, ...BLANK[kind] };
  };
  return (
    <Form.List name="limits">
      {(rows, { add, remove }) => (
        <fieldset className="part">
          <legend>{t('draft.item.limits')}</legend>
          {rows.map(({ key, name }) => (
            <div key={key} className="row-fields">
              <LimitRow name={name} />
              <div style={{ width: '9rem' }}>
                <ClauseField name={[name, 'clause']} />
              </div>
              <Button onClick={() => remove(name)}>{t('draft.remove')}</Button>
            </div>
          ))}
          <Dropdown
            trigger={['click']}
            menu={{
              items: KINDS.map((kind) => ({ key: kind, label: t(`draft.item.limit.${kind}`) })),
              onClick: ({ key }) => add(blank(key as Kind)),
            }}
          >
            <Button type="dashed">{t('draft.item.addLimit')}</Button>
          </Dropdown>
        </fieldset>
      )}
    </Form.List>
  );
}

function LimitRow({ name }: { readonly name: number }) {
  const { t, say } = useWords();
  const { catalogue } = useDraftDesk();
  const form = Form.useFormInstance<Item>();
  const kind = form.getFieldValue(['limits', name, 'kind']) as Limit['kind'];
  const number = (field: string, label: string, max: number) => (
    <Form.Item name={[name, field]} label={label} rules={[{ required: true, message: t('draft.wanted') }]}>
      <InputNumber min={1} max={max} precision={0} />
    </Form.Item>
  );
  switch (kind) {
    case 'uses-per-card-and-year':
    case 'uses-per-person':
      return number('uses', t(`draft.item.limit.${kind}`), 999);
    case 'courts-per-slot':
      return number('courts', t('draft.item.limit.courts-per-slot'), 99);
    case 'minutes':
      return (
        <>
          {number('minutesMax', t('draft.item.limit.minutes'), 1440)}
          <Form.Item name={[name, 'beyond']} label={t('draft.item.beyond')}>
            <Select
              style={{ width: '12rem' }}
              options={(['ask', 'refuse'] as const).map((value) => ({
                value,
                label: t(`draft.item.${value}`),
              }))}
            />
          </Form.Item>
        </>
      );
    case 'one-of-set': {
      const items = new Map(catalogue.items.map((one) => [one.id, say(one.name)]));
      return (
        <>
          <Form.Item
            name={[name, 'itemIds']}
            label={t('draft.item.oneOf')}
            rules={[{ required: true, type: 'array', min: 2, message: t('draft.wanted') }]}
          >
            <Select
              mode="multiple"
              style={{ width: '24rem' }}
              optionFilterProp="label"
              options={[...items].map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
          {number('months', t('draft.item.months'), 120)}
        </>
      );
    }
    default:
      return t('catalogue.unknownRule');
  }
}
