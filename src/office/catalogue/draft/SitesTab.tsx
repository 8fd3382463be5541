import { Button, Form, Input, Select, Switch, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { hoursWords } from '../../../catalogue-review/catalogue-words.ts';
import { PaymentWay, paymentWords } from '../../../domain/base/payment-way.ts';
import { Site } from '../../../domain/catalogue/catalogue.ts';
import { hasGreenChannel } from '../../../domain/catalogue/green-channel.ts';
import { useWords } from '../../shell/i18n.ts';
import { OfficeTable } from '../../shell/OfficeTable.tsx';
import { EditDrawer } from './EditDrawer.tsx';
import { freeId, withoutSite, withSite } from './edit-catalogue.ts';
import { ClauseField, FenInput, TextField } from './fields.tsx';
import { HoursFields } from './HoursFields.tsx';
import { SavingNote } from './OutcomeNote.tsx';
import { SplitSite } from './SplitSite.tsx';
import { useDraftDesk, useRemoval } from './use-draft.ts';

type Opened =
  | { readonly kind: 'none' }
  | { readonly kind: 'site'; readonly site: Site | null }
  | { readonly kind: 'split'; readonly site: Site };

/** The sites of the draft: names, kinds and hours; one that stands for many is split by a list. */
export function SitesTab() {
  const { t } = useWords();
  const { catalogue, mayEdit } = useDraftDesk();
  const [opened, open] = useState<Opened>({ kind: 'none' });
  const removing = useRemoval();
  const columns = useSiteColumns(open, removing.ask);
  const close = () => open({ kind: 'none' });
  return (
    <>
      <div className="bar">
        {mayEdit && <Button onClick={() => open({ kind: 'site', site: null })}>{t('draft.site.add')}</Button>}
        <span className="soft">{t('draft.site.count', { count: catalogue.sites.length })}</span>
      </div>
      <SavingNote saving={removing} />
      <OfficeTable<Site>
        label={t('draft.tab.sites')}
        columns={columns}
        rows={catalogue.sites}
        rowKey={({ id }) => id}
        empty={t('shell.none')}
      />
      {opened.kind === 'site' && <SiteForm site={opened.site} onClose={close} />}
      {opened.kind === 'split' && <SplitSite site={opened.site} onClose={close} />}
    </>
  );
}

function useSiteColumns(
  open: (opened: Opened) => void,
  askRemoval: ReturnType<typeof useRemoval>['ask'],
): TableColumnsType<Site> {
  const { t, say } = useWords();
  const { catalogue, mayEdit } = useDraftDesk();
  const itemsOf = (siteId: string) => catalogue.items.filter(({ siteIds }) => siteIds.includes(siteId));
  const ask = (site: Site) => {
    const alone = itemsOf(site.id).filter(({ siteIds }) => siteIds.length === 1);
    const content = t('draft.site.removeAsk', { name: say(site.name), count: alone.length });
    askRemoval(content, (before) => withoutSite(before, site.id));
  };
  return [
    {
      key: 'name',
      title: t('draft.site.name'),
      width: 240,
      render: (_value, site) => <strong>{say(site.name)}</strong>,
    },
    {
      key: 'kind',
      title: t('draft.site.kind'),
      width: 150,
      render: (_value, { kind }) => t(`draft.site.kinds.${kind}`),
    },
    { key: 'clause', title: t('draft.site.clause'), width: 110, dataIndex: 'clause' },
    {
      key: 'hours',
      title: t('draft.site.hours'),
      render: (_value, { hours }) => say(hoursWords(hours, catalogue)),
    },
    {
      key: 'items',
      title: t('draft.site.items'),
      width: 90,
      align: 'right',
      render: (_value, { id }) => itemsOf(id).length,
    },
    ...(mayEdit
      ? [
          {
            key: 'do',
            title: <span className="unseen">{t('draft.edit')}</span>,
            width: 260,
            render: (_value: unknown, site: Site) => (
              <div className="bar" style={{ margin: 0 }}>
                <Button
                  size="small"
                  aria-label={`${t('draft.edit')} ${say(site.name)}`}
                  onClick={() => open({ kind: 'site', site })}
                >
                  {t('draft.edit')}
                </Button>
                <Button
                  size="small"
                  aria-label={`${t('draft.site.split')} ${say(site.name)}`}
                  onClick={() => open({ kind: 'split', site })}
                >
                  {t('draft.site.split')}
                </Button>
                <Button
                  size="small"
                  aria-label={`${t('draft.remove')} ${say(site.name)}`}
                  onClick={() => ask(site)}
                >
                  {t('draft.remove')}
                </Button>
              </div>
            ),
          },
        ]
      : []),
  ];
}

const NEW: Omit<Site, 'id'> = { name: { zh: '', en: '' }, kind: 'other', clause: '5' };

function SiteForm({ site, onClose }: { readonly site: Site | null; readonly onClose: () => void }) {
  const { t, say } = useWords();
  const [form] = Form.useForm<Site>();
  const kinds = Site.shape.kind.def.out.options.map((kind) => ({
    value: kind,
    label: t(`draft.site.kinds.${kind}`),
  }));
  const ways = PaymentWay.options.map((way) => ({ value: way, label: say(paymentWords(way)) }));
  const initial = site === null ? { id: '', ...NEW } : { ...site, greenChannel: hasGreenChannel(site) };
  return (
    <EditDrawer<Site>
      title={site === null ? t('draft.site.add') : say(site.name)}
      form={form}
      initial={initial}
      onClose={onClose}
      change={(catalogue, fields) => {
        const taken = catalogue.sites.map(({ id }) => id);
        const id = fields.id === '' ? freeId(fields.name.en, taken) : fields.id;
        const { floatFen, payments, ...site } = fields;
        return withSite(catalogue, {
          ...{ ...site, id },
          ...(floatFen ? { floatFen } : {}),
          ...(payments?.length ? { payments } : {}),
        });
      }}
    >
      <TextField name="name" label={t('draft.site.name')} />
      <div className="field-grid">
        <Form.Item name="kind" label={t('draft.site.kind')}>
          <Select options={kinds} showSearch optionFilterProp="label" />
        </Form.Item>
        <ClauseField name="clause" />
        <Form.Item name="greenChannel" label={t('draft.site.green')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="floatFen" label={t('draft.site.float')}>
          <FenInput />
        </Form.Item>
        <Form.Item name="payments" label={t('draft.site.payments')}>
          <Select mode="multiple" options={ways} optionFilterProp="label" />
        </Form.Item>
      </div>
      <HoursFields label={t('draft.site.dutyHours')} />
      <Form.Item name="id" hidden>
        <Input />
      </Form.Item>
    </EditDrawer>
  );
}
