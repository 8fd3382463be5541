import { Checkbox, Form, Input } from 'antd';
import type { Site } from '../../../domain/catalogue/catalogue.ts';
import { useWords } from '../../shell/i18n.ts';
import { EditDrawer } from './EditDrawer.tsx';
import { splitSite } from './edit-catalogue.ts';

interface Fields {
  readonly names: string;
  readonly keep: boolean;
}

/** Makes a site of each name of a list, in the place of one that stood for all of them. */
export function SplitSite({ site, onClose }: { readonly site: Site; readonly onClose: () => void }) {
  const { t, say } = useWords();
  const [form] = Form.useForm<Fields>();
  const name = say(site.name);
  const linesOf = (names: string) =>
    names
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  return (
    <EditDrawer<Fields>
      title={t('draft.site.splitTitle', { name })}
      form={form}
      initial={{ names: '', keep: false }}
      width={640}
      onClose={onClose}
      change={(catalogue, { names, keep }) =>
        splitSite(catalogue, { siteId: site.id, lines: linesOf(names), keep })
      }
    >
      <p>{t('draft.site.splitAbout')}</p>
      <Form.Item
        name="names"
        label={t('draft.site.splitLines')}
        rules={[{ required: true, whitespace: true, message: t('draft.site.splitWanted') }]}
      >
        <Input.TextArea rows={12} maxLength={10_000} />
      </Form.Item>
      <Form.Item name="keep" valuePropName="checked">
        <Checkbox>{t('draft.site.splitKeep', { name })}</Checkbox>
      </Form.Item>
    </EditDrawer>
  );
}
