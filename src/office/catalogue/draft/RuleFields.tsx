import { Button, Form, type FormInstance, Select } from 'antd';
import type { Item } from '../../../domain/catalogue/catalogue.ts';
import type { CardPrice, PriceRule } from '../../../domain/catalogue/catalogue-rule.ts';
import { useWords } from '../../shell/i18n.ts';
import { freeId } from './edit-catalogue.ts';
import { CardPriceInput, ClauseField, DateField, FenInput, TimeField } from './fields.tsx';
import { useDayOptions } from './HoursFields.tsx';

/** The bands of an item: on which days and at what time, from when to when, and at which price. */
export function RuleFields({ item, isPriced }: { readonly item: Item; readonly isPriced: boolean }) {
  const { t } = useWords();
  const form = Form.useFormInstance<Item>();
  const blank = (): PriceRule => {
    const taken = (form.getFieldValue('rules') as Item['rules']).map(({ id }) => id);
    return {
      kind: 'price',
      id: freeId(`${item.id}-band`, taken),
      clause: item.clause,
      ...{ from: null, until: null, days: 'any', start: '00:00', end: '24:00' },
      ...(isPriced
        ? { listFen: null, card: { kind: 'ratio', percent: 50 } }
        : { listFen: 0, card: { kind: 'free' } }),
    };
  };
  return (
    <Form.List name="rules">
      {(rows, { add, remove }) => (
        <fieldset className="part">
          <legend>{t(isPriced ? 'draft.item.rules' : 'draft.item.rulesService')}</legend>
          {rows.map(({ key, name }) => (
            <Band key={key} name={name} isPriced={isPriced} onRemove={() => remove(name)} />
          ))}
          <Button type="dashed" onClick={() => add(blank())}>
            {t('draft.item.addRule')}
          </Button>
        </fieldset>
      )}
    </Form.List>
  );
}

function Band(props: { readonly name: number; readonly isPriced: boolean; readonly onRemove: () => void }) {
  const { t } = useWords();
  const days = useDayOptions();
  const { name, isPriced, onRemove } = props;
  const notAboveList = ({ getFieldValue }: Pick<FormInstance, 'getFieldValue'>) => ({
    validator: (_rule: unknown, card: CardPrice | undefined) => {
      const list = getFieldValue(['rules', name, 'listFen']) as number | null;
      return card?.kind === 'fixed' && list !== null && card.fen > list
        ? Promise.reject(new Error(t('draft.item.aboveList')))
        : Promise.resolve();
    },
  });
  return (
    <div className="card-row">
      <div className="row-fields">
        <Form.Item name={[name, 'days']} label={t('draft.item.days')}>
          <Select style={{ width: '15rem' }} options={days} />
        </Form.Item>
        <TimeField name={[name, 'start']} label={t('draft.item.start')} />
        <TimeField name={[name, 'end']} label={t('draft.item.end')} after={['rules', name, 'start']} />
        {isPriced && (
          <>
            <Form.Item name={[name, 'listFen']} label={t('draft.item.list')}>
              <FenInput placeholder={t('draft.item.listOpen')} />
            </Form.Item>
            <Form.Item
              name={[name, 'card']}
              label={t('draft.item.card')}
              dependencies={[['rules', name, 'listFen']]}
              rules={[notAboveList]}
            >
              <CardPriceInput />
            </Form.Item>
          </>
        )}
      </div>
      <div className="row-fields">
        <DateField name={[name, 'from']} label={t('draft.item.from')} />
        <DateField name={[name, 'until']} label={t('draft.item.until')} after={['rules', name, 'from']} />
        <div style={{ width: '9rem' }}>
          <ClauseField name={[name, 'clause']} />
        </div>
        <Button onClick={onRemove}>{t('draft.remove')}</Button>
      </div>
    </div>
  );
}
