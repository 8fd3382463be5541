import { Form, Input, InputNumber, Select } from 'antd';
import { OfficeRole, TOKEN_DAYS_MAX } from '../../protocol/wire-office.ts';
import { SitesField } from '../catalogue/SitesField.tsx';
import { FormDialog } from '../shell/FormDialog.tsx';
import { useWords } from '../shell/i18n.ts';

export interface TokenFields {
  readonly name: string;
  readonly role: OfficeRole;
  readonly siteIds: string[] | null;
  readonly days: number;
}

const NAME_LENGTH_MAX = 40;
const DAYS_DEFAULT = 90;

/** Asks what a new access token is for, what it may do, and until when. */
export function TokenForm(props: {
  readonly saving: { readonly isPending: boolean; readonly error: unknown };
  readonly onSave: (fields: TokenFields) => void;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const [form] = Form.useForm<TokenFields>();
  const role = Form.useWatch('role', form) ?? 'officer';
  const hasSites = role === 'venue-manager';
  return (
    <FormDialog<TokenFields>
      title={t('people.tokenAdd')}
      okText={t('shell.save')}
      form={form}
      saving={props.saving}
      initialValues={{ name: '', role: 'officer', siteIds: [], days: DAYS_DEFAULT }}
      onFinish={({ name, siteIds, ...fields }) =>
        props.onSave({ ...fields, name: name.trim(), siteIds: hasSites ? siteIds : null })
      }
      onClose={props.onClose}
    >
      <Form.Item
        name="name"
        label={t('people.tokenName')}
        help={t('people.tokenNameHelp')}
        rules={[{ required: true, whitespace: true, message: t('people.tokenNameHelp') }]}
      >
        <Input autoComplete="off" autoFocus maxLength={NAME_LENGTH_MAX} />
      </Form.Item>
      <Form.Item name="role" label={t('people.role')} style={{ marginTop: 16 }}>
        <Select options={OfficeRole.options.map((value) => ({ value, label: t(`shell.role.${value}`) }))} />
      </Form.Item>
      {hasSites && <SitesField label={t('people.sites')} wanted={t('people.siteHelp')} />}
      <Form.Item name="days" label={t('people.tokenDays', { max: TOKEN_DAYS_MAX })}>
        <InputNumber min={1} max={TOKEN_DAYS_MAX} precision={0} />
      </Form.Item>
    </FormDialog>
  );
}
