import { Alert, Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import {
  type Quote,
  type QuoteRequest,
  type QuoteResult,
  quoteOf,
} from '../../../catalogue-review/quotation.ts';
import { yuanText } from '../../../domain/base/money.ts';
import { wallDateOf } from '../../../domain/base/wall-time.ts';
import type { Person } from '../../../domain/card/family.ts';
import type { Catalogue } from '../../../domain/catalogue/catalogue.ts';
import { workflowOf } from '../../../domain/workflow/workflows.ts';
import { useWords } from '../../shell/i18n.ts';
import { useCatalogue } from '../use-catalogue.ts';
import { FenInput, TimeField, usePersonOptions } from './fields.tsx';
import { useDraftDesk } from './use-draft.ts';

interface Fields {
  readonly siteId: string;
  readonly itemId: string;
  readonly date: string;
  readonly time: string;
  readonly minutes: number | null;
  readonly quantity: number | null;
  readonly person: Person;
  readonly listFen: number | null;
}

/** Tries one use on the draft by the rules of a desk, beside what the catalogue in force says. */
export function QuoteTab() {
  const { t, say } = useWords();
  const { catalogue } = useDraftDesk();
  const { data: inForce } = useCatalogue();
  const [form] = Form.useForm<Fields>();
  const [asked, setAsked] = useState<QuoteRequest | null>(null);
  const siteId = Form.useWatch('siteId', form) ?? catalogue.sites[0]?.id ?? '';
  const items = pricedItems(catalogue, siteId);
  return (
    <section className="panel">
      <p className="soft">{t('draft.quote.about')}</p>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={firstFields(catalogue)}
        onValuesChange={(changed: Partial<Fields>) => {
          if (changed.siteId !== undefined) {
            form.setFieldValue('itemId', pricedItems(catalogue, changed.siteId)[0]?.id ?? '');
          }
        }}
        onFinish={(fields) => setAsked(requestOf(fields))}
      >
        <div className="row-fields">
          <Form.Item name="siteId" label={t('draft.quote.site')}>
            <Select
              style={{ width: '17rem' }}
              showSearch
              optionFilterProp="label"
              options={catalogue.sites
                .filter(({ id }) => pricedItems(catalogue, id).length > 0)
                .map(({ id, name }) => ({ value: id, label: say(name) }))}
            />
          </Form.Item>
          <Form.Item name="itemId" label={t('draft.quote.item')}>
            <Select
              style={{ width: '17rem' }}
              options={items.map(({ id, name }) => ({ value: id, label: say(name) }))}
            />
          </Form.Item>
          <QuoteFields />
          <Button type="primary" htmlType="submit">
            {t('draft.quote.run')}
          </Button>
        </div>
      </Form>
      {asked !== null && (
        <div role="status">
          <Answer result={quoteOf(catalogue, asked)} />
          {inForce !== undefined && (
            <Compared before={quoteOf(inForce, asked)} after={quoteOf(catalogue, asked)} />
          )}
        </div>
      )}
    </section>
  );
}

function QuoteFields() {
  const { t } = useWords();
  return (
    <>
      <Form.Item
        name="date"
        label={t('draft.quote.date')}
        rules={[{ required: true, message: t('draft.wanted') }]}
      >
        <Input type="date" />
      </Form.Item>
      <TimeField name="time" label={t('draft.quote.time')} />
      <Form.Item name="minutes" label={t('draft.quote.minutes')}>
        <InputNumber min={1} max={1440} precision={0} style={{ width: '6rem' }} />
      </Form.Item>
      <Form.Item name="quantity" label={t('draft.quote.quantity')}>
        <InputNumber min={1} max={999} precision={0} style={{ width: '6rem' }} />
      </Form.Item>
      <Form.Item name="person" label={t('draft.quote.person')}>
        <Select style={{ width: '7rem' }} options={usePersonOptions()} />
      </Form.Item>
      <Form.Item name="listFen" label={t('draft.quote.list')}>
        <FenInput />
      </Form.Item>
    </>
  );
}

function Answer({ result }: { readonly result: QuoteResult }) {
  const { t, say } = useWords();
  if ('error' in result) return <Alert type="warning" showIcon title={result.error.message} />;
  const { totalFen, listTotalFen, savedFen, lines, provisional, offGrid, closed } = result;
  return (
    <>
      <p className="total">{t('draft.quote.total', { total: yuanText(totalFen) })}</p>
      <p>{t('draft.quote.saved', { list: yuanText(listTotalFen), saved: yuanText(savedFen) })}</p>
      <ul>
        {lines.map((line) => (
          <li key={`${line.ruleId} ${say(line.band)}`}>
            {say(line.band)} · {say(line.explanation)} · {t('catalogue.clause', { clause: line.clause })}
          </li>
        ))}
      </ul>
      {provisional && <Alert type="info" showIcon title={t('draft.quote.provisional')} />}
      {[offGrid, closed].map(
        (note) =>
          note !== undefined && <Alert key={note.message} type="warning" showIcon title={note.message} />,
      )}
    </>
  );
}

function Compared({ before, after }: { readonly before: QuoteResult; readonly after: QuoteResult }) {
  const { t } = useWords();
  const sum = sumOf(before);
  const differs = sum !== sumOf(after);
  const words = typeof sum === 'string' ? sum : t('draft.quote.total', { total: yuanText(sum) });
  return (
    <p className="soft">
      {t('draft.quote.inForce', { words })}
      {differs && <strong> · {t('draft.quote.differs')}</strong>}
    </p>
  );
}

function sumOf(result: QuoteResult): Quote['totalFen'] | string {
  return 'error' in result ? result.error.message : result.totalFen;
}

function pricedItems({ items }: Catalogue, siteId: string) {
  return items.filter((item) => item.siteIds.includes(siteId) && workflowOf(item).isRecorded);
}

function firstFields(catalogue: Catalogue): Partial<Fields> {
  const first = catalogue.sites.find(({ id }) =>
    pricedItems(catalogue, id).some((item) => workflowOf(item).isPriced),
  );
  const siteId = first?.id ?? catalogue.sites[0]?.id ?? '';
  const itemId = pricedItems(catalogue, siteId)[0]?.id ?? '';
  return { siteId, itemId, date: wallDateOf(Date.now()), time: '15:00', person: 'holder', quantity: 1 };
}

/** A desk is asked for minutes where the item wants them, and for a number where it is counted. */
function requestOf({ date, time, minutes, quantity, listFen, ...fields }: Fields): QuoteRequest {
  return {
    ...fields,
    start: `${date}T${time}`,
    ...(minutes == null ? {} : { minutes }),
    ...(quantity == null || quantity === 1 ? {} : { quantity }),
    ...(listFen == null || listFen === 0 ? {} : { listFen }),
  };
}
