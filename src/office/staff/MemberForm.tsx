import { Form, Input, Select } from 'antd';
import { MEMBER_NAME_LENGTH_MAX, StaffRole } from '../../domain/staff/member.ts';
import type { NewMember, StaffMemberView } from '../../protocol/wire-staff.ts';
import { SitesField } from '../catalogue/SitesField.tsx';
import { FormDialog } from '../shell/FormDialog.tsx';
import { useWords } from '../shell/i18n.ts';

/** A new member of the desks, or another name, role or other sites of one. */
export function MemberForm(props: {
  readonly member: StaffMemberView | null;
  readonly saving: { readonly isPending: boolean; readonly error: unknown };
  readonly onSave: (fields: NewMember) => void;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { member } = props;
  const [form] = Form.useForm<NewMember>();
  return (
    <FormDialog<NewMember>
      title={member === null ? t('staff.add') : `${t('staff.change')} · ${member.name}`}
      okText={t('shell.save')}
      form={form}
      saving={props.saving}
      initialValues={{
        name: member?.name ?? '',
        role: member?.role ?? 'clerk',
        siteIds: member?.siteIds ?? [],
      }}
      onFinish={({ name, role, siteIds }) => props.onSave({ name: name.trim(), role, siteIds })}
      onClose={props.onClose}
    >
      <Form.Item
        name="name"
        label={t('staff.name')}
        rules={[{ required: true, whitespace: true, message: t('staff.nameWanted') }]}
      >
        <Input autoComplete="off" autoFocus maxLength={MEMBER_NAME_LENGTH_MAX} />
      </Form.Item>
      <Form.Item name="role" label={t('staff.role')} extra={t('staff.roleHelp')}>
        <Select options={StaffRole.options.map((value) => ({ value, label: t(`staff.roles.${value}`) }))} />
      </Form.Item>
      <SitesField label={t('staff.sites')} wanted={t('staff.sitesWanted')} />
    </FormDialog>
  );
}
