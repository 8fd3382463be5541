import { Form, Select } from 'antd';
import { useWords } from '../shell/i18n.ts';
import { useNames } from './use-catalogue.ts';

/** Several sites of the catalogue: the field `siteIds` of a form. `wanted` is said if none is chosen. */
export function SitesField({ label, wanted }: { readonly label: string; readonly wanted: string }) {
  const { say } = useWords();
  const { sites } = useNames();
  return (
    <Form.Item name="siteIds" label={label} rules={[{ required: true, message: wanted }]}>
      <Select
        mode="multiple"
        optionFilterProp="label"
        options={sites.map((site) => ({ value: site.id, label: say(site.name) }))}
      />
    </Form.Item>
  );
}
