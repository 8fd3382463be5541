import { Form, Input, Modal, Select } from 'antd';
import { type Role, Role as RoleSchema } from '../api/wire-session.ts';
import { SitesField } from '../catalogue/SitesField.tsx';
import { FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import type { OfficerRow } from './wire-people.ts';

export interface OfficerFields {
  readonly name: string;
  readonly role: Role;
  readonly siteIds: string[] | null;
}

const NAME_LENGTH_MAX = 40;

/** A new person, or another role of one. A venue manager has sites, and nobody else. */
export function OfficerForm(props: {
  readonly officer: OfficerRow | null;
  readonly isPending: boolean;
  readonly fault: unknown;
  readonly onSave: (fields: OfficerFields) => void;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { officer } = props;
  const [form] = Form.useForm<OfficerFields>();
  const role = Form.useWatch('role', form) ?? officer?.role ?? 'officer';
  const hasSites = role === 'venue-manager';
  return (
    <Modal
      open
      title={officer === null ? t('people.add') : `${t('people.change')} · ${officer.name}`}
      okText={t('shell.save')}
      confirmLoading={props.isPending}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      <Form<OfficerFields>
        form={form}
        layout="vertical"
        requiredMark={false}
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
          <Select options={RoleSchema.options.map((value) => ({ value, label: t(`shell.role.${value}`) }))} />
        </Form.Item>
        {hasSites && <SitesField label={t('people.sites')} wanted={t('people.siteHelp')} />}
      </Form>
      {props.fault !== null && <FaultNote fault={props.fault} />}
    </Modal>
  );
}
