import { Form, Input, Select } from 'antd';
import { OfficeRole, type OfficerView } from '../../protocol/wire-office.ts';
import { SitesField } from '../catalogue/SitesField.tsx';
import { FormDialog } from '../shell/FormDialog.tsx';
import { useWords } from '../shell/i18n.ts';

export interface OfficerFields {
  readonly name: string;
  readonly role: OfficeRole;
  readonly siteIds: string[] | null;
}

const NAME_LENGTH_MAX = 40;

/** A new person, or another role of one. A venue manager has sites, and nobody else. */
export function OfficerForm(props: {
  readonly officer: OfficerView | null;
  readonly saving: { readonly isPending: boolean; readonly error: unknown };
  readonly onSave: (fields: OfficerFields) => void;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { officer } = props;
  const [form] = Form.useForm<OfficerFields>();
  const role = Form.useWatch('role', form) ?? officer?.role ?? 'officer';
  const hasSites = role === 'venue-manager';
  return (
    <FormDialog<OfficerFields>
      title={officer === null ? t('people.add') : `${t('people.change')} · ${officer.name}`}
      okText={t('shell.save')}
      form={form}
      saving={props.saving}
      initialValues={{
        name: officer?.name ?? '',
        role: officer?.role ?? 'officer',
        siteIds: officer?.siteIds ?? [],
      }}
      onFinish={(fields) =>
        props.onSave({
          name: (officer?.name ?? fields.name).trim(),
          role: fields.role,
          siteIds: hasSites ? fields.siteIds : null,
        })
      }
      onClose={props.onClose}
    >
      {officer === null && (
        <Form.Item
          name="name"
          label={t('people.name')}
          rules={[{ required: true, whitespace: true, message: t('people.nameWanted') }]}
        >
          <Input autoComplete="off" autoFocus maxLength={NAME_LENGTH_MAX} />
        </Form.Item>
      )}
      <Form.Item name="role" label={t('people.role')}>
        <Select options={OfficeRole.options.map((value) => ({ value, label: t(`shell.role.${value}`) }))} />
      </Form.Item>
      {hasSites && <SitesField label={t('people.sites')} wanted={t('people.siteHelp')} />}
    </FormDialog>
  );
}
