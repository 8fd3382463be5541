import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { changePassword } from '../api/session.ts';
import { useWords } from '../shell/i18n.ts';
import { SignInFault } from './SignInForm.tsx';

/** The district has the last word on a password; this much is told before it is asked. */
const PASSWORD_LENGTH_MIN = 8;

export function PasswordForm() {
  const { t } = useWords();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ old: string; fresh: string }>();
  const changing = useMutation({
    mutationFn: ({ old, fresh }: { old: string; fresh: string }) => changePassword({ old, new: fresh }),
    onSuccess: () => {
      form.resetFields();
      void message.success(t('signIn.changed'));
    },
  });
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={(fields) => changing.mutate(fields)}>
      <Form.Item
        name="old"
        label={t('signIn.old')}
        rules={[{ required: true, message: t('signIn.passwordWanted') }]}
      >
        <Input.Password autoComplete="current-password" visibilityToggle={false} />
      </Form.Item>
      <NewPasswordFields />
      {changing.error !== null && <SignInFault fault={changing.error} />}
      <Button type="primary" htmlType="submit" loading={changing.isPending} style={{ marginTop: 16 }}>
        {t('signIn.changeTitle')}
      </Button>
    </Form>
  );
}

/** A new password, twice. */
export function NewPasswordFields() {
  const { t } = useWords();
  return (
    <>
      <Form.Item
        name="fresh"
        label={t('signIn.fresh')}
        extra={t('signIn.rules')}
        rules={[{ required: true, min: PASSWORD_LENGTH_MIN, message: t('signIn.short') }]}
      >
        <Input.Password autoComplete="new-password" visibilityToggle={false} />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={t('signIn.repeat')}
        dependencies={['fresh']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_rule, value: unknown) =>
              value === getFieldValue('fresh') ? Promise.resolve() : Promise.reject(t('signIn.differs')),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" visibilityToggle={false} />
      </Form.Item>
    </>
  );
}
