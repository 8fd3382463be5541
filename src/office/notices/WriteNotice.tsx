import { App, Checkbox, Form, Input, Select } from 'antd';
import { useNames } from '../catalogue/use-catalogue.ts';
import { DaySpanFields } from '../shell/DayInput.tsx';
import { FormDialog } from '../shell/FormDialog.tsx';
import { useWords } from '../shell/i18n.ts';
import { useNoticeChange } from './use-notices.ts';

const WORDS_MAX = 300;

interface Fields {
  readonly zh: string;
  readonly en?: string;
  readonly siteIds?: readonly string[];
  readonly from: string;
  readonly until: string;
  readonly isImportant?: boolean;
}

/** A form for one notice; it is shown today if nothing else is said. */
export function WriteNotice({ today, onClose }: { readonly today: string; readonly onClose: () => void }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const names = useNames();
  const [form] = Form.useForm<Fields>();
  const writing = useNoticeChange(
    ({ zh, en = '', siteIds = [], from, until, isImportant }: Fields) => ({
      path: 'notices',
      body: {
        zh,
        en: en.trim() === '' ? null : en,
        importance: isImportant === true ? 'important' : 'normal',
        siteIds: siteIds.length === 0 ? null : siteIds,
        ...{ from, until },
      },
    }),
    () => {
      void message.success(t('notices.done'));
      onClose();
    },
  );
  return (
    <FormDialog<Fields>
      title={t('notices.form.title')}
      okText={t('notices.form.do')}
      form={form}
      saving={writing}
      initialValues={{ from: today, until: today }}
      onFinish={(fields) => writing.mutate(fields)}
      onClose={onClose}
    >
      <Form.Item
        name="zh"
        label={t('notices.form.zh')}
        rules={[{ required: true, whitespace: true, message: t('notices.form.zhWanted') }]}
      >
        <Input.TextArea autoFocus rows={3} maxLength={WORDS_MAX} showCount />
      </Form.Item>
      <Form.Item name="en" label={t('notices.form.en')} extra={t('notices.form.enHelp')}>
        <Input.TextArea rows={2} maxLength={WORDS_MAX} />
      </Form.Item>
      <Form.Item name="siteIds" label={t('notices.form.sites')} extra={t('notices.form.sitesHelp')}>
        <Select
          mode="multiple"
          optionFilterProp="label"
          options={names.sites.map((site) => ({ value: site.id, label: say(site.name) }))}
        />
      </Form.Item>
      <DaySpanFields
        first={{ name: 'from', label: t('notices.form.from') }}
        last={{ name: 'until', label: t('notices.form.until') }}
        wanted={t('notices.form.dayWanted')}
        wrongOrder={t('notices.form.wrongDays')}
      />
      <Form.Item name="isImportant" valuePropName="checked">
        <Checkbox>{t('notices.form.importance')}</Checkbox>
      </Form.Item>
    </FormDialog>
  );
}
