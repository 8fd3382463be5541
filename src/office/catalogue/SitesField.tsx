import { Form, Select } from 'antd';
import type { Site } from '../../domain/catalogue/catalogue.ts';
import { useWords } from '../shell/i18n.ts';
import { useNames } from './use-catalogue.ts';

/** Several sites, of the catalogue in force if none are given: the field `siteIds` of a form. */
export function SitesField(props: {
  readonly label: string;
  /** What is said if no site is chosen. */
  readonly wanted: string;
  readonly sites?: readonly Site[];
}) {
  const { say } = useWords();
  const names = useNames();
  const { label, wanted, sites = names.sites } = props;
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
