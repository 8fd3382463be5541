import { Form, Input, Select } from 'antd';
import type { Item } from '../../../domain/catalogue/catalogue.ts';
import { useWords } from '../../shell/i18n.ts';
import { EditDrawer } from './EditDrawer.tsx';
import { withItem, withYearNotice, type YearNotice } from './edit-catalogue.ts';
import { DateField, TextField } from './fields.tsx';
import { useDraftDesk } from './use-draft.ts';

/** The year's check-up (体检年度): when, at which hospitals, what is included, and whom to ask. */
export function YearNoticeForm({
  item,
  index,
  onClose,
}: {
  readonly item: Item;
  readonly index: number;
  readonly onClose: () => void;
}) {
  const { t, say } = useWords();
  const { catalogue } = useDraftDesk();
  const [form] = Form.useForm<YearNotice>();
  const year = String(new Date().getFullYear() + 1);
  const kinds = new Set(
    catalogue.sites.filter(({ id }) => item.siteIds.includes(id)).map(({ kind }) => kind),
  );
  const wanted = [{ required: true, message: t('draft.wanted') }];
  return (
    <EditDrawer<YearNotice>
      title={t('draft.item.noticeTitle', { name: say(item.name) })}
      form={form}
      initial={{
        year,
        ...{ from: `${year}-03-01`, until: `${year}-11-30`, siteIds: item.siteIds },
        ...{ included: { zh: '', en: '' }, telephone: '' },
      }}
      onClose={onClose}
      change={(before, notice) => withItem(before, withYearNotice(item, notice), index)}
    >
      <p>{t('draft.item.noticeAbout')}</p>
      <div className="field-grid">
        <Form.Item name="year" label={t('draft.item.noticeYear')} rules={wanted}>
          <Input maxLength={20} autoComplete="off" />
        </Form.Item>
        <DateField name="from" label={t('draft.item.noticeFrom')} isWanted />
        <DateField name="until" label={t('draft.item.noticeUntil')} after={['from']} isWanted />
      </div>
      <Form.Item name="siteIds" label={t('draft.item.noticeSites')} rules={wanted}>
        <Select
          mode="multiple"
          optionFilterProp="label"
          options={catalogue.sites
            .filter(({ kind }) => kinds.has(kind))
            .map(({ id, name }) => ({ value: id, label: say(name) }))}
        />
      </Form.Item>
      <TextField name="included" label={t('draft.item.noticeItems')} rows={3} />
      <Form.Item
        name="telephone"
        label={t('draft.item.noticeTelephone')}
        rules={[{ pattern: /^[0-9-]{5,20}$/, message: t('draft.hotlineWanted') }]}
      >
        <Input maxLength={20} autoComplete="off" />
      </Form.Item>
    </EditDrawer>
  );
}
