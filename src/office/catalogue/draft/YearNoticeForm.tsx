import { Form, Input } from 'antd';
import type { Item } from '../../../domain/catalogue/catalogue.ts';
import { useWords } from '../../shell/i18n.ts';
import { SitesField } from '../SitesField.tsx';
import { EditDrawer } from './EditDrawer.tsx';
import { withItem, withYearNotice, type YearNotice } from './edit-catalogue.ts';
import { DateField, TelephoneField, TextField } from './fields.tsx';
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
        <Form.Item
          name="year"
          label={t('draft.item.noticeYear')}
          rules={[{ required: true, message: t('draft.wanted') }]}
        >
          <Input maxLength={20} autoComplete="off" />
        </Form.Item>
        <DateField name="from" label={t('draft.item.noticeFrom')} isWanted />
        <DateField name="until" label={t('draft.item.noticeUntil')} after={['from']} isWanted />
      </div>
      <SitesField
        label={t('draft.item.noticeSites')}
        wanted={t('draft.wanted')}
        sites={catalogue.sites.filter(({ kind }) => kinds.has(kind))}
      />
      <TextField name="included" label={t('draft.item.noticeItems')} rows={3} />
      <TelephoneField name="telephone" label={t('draft.item.noticeTelephone')} />
    </EditDrawer>
  );
}
