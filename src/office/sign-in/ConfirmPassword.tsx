import { useMutation } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { setConfirmation } from '../api/call.ts';
import { faultKindOf } from '../api/fault.ts';
import { confirmPassword } from '../api/session.ts';
import { useWords } from '../shell/i18n.ts';
import { SignInFault } from './SignInForm.tsx';

/** Asks for the password once more where the district wants it for what is grave; the request then goes again. */
export function ConfirmPassword() {
  const { t } = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const [wantsCode, setWantsCode] = useState(false);
  const answer = useRef<((isDone: boolean) => void) | null>(null);
  const [form] = Form.useForm<{ password: string; code?: string }>();
  useEffect(() => {
    setConfirmation(
      () =>
        new Promise((resolve) => {
          answer.current?.(false);
          answer.current = resolve;
          setIsOpen(true);
        }),
    );
  }, []);
  const end = (isDone: boolean) => {
    answer.current?.(isDone);
    answer.current = null;
    setIsOpen(false);
    form.resetFields();
  };
  const confirming = useMutation({
    mutationFn: confirmPassword,
    onSuccess: () => end(true),
    onError: (thrown) => {
      if (faultKindOf(thrown) === 'totp-needed') setWantsCode(true);
    },
  });
  return (
    <Modal
      open={isOpen}
      title={t('signIn.confirmTitle')}
      okText={t('shell.confirm')}
      confirmLoading={confirming.isPending}
      onOk={() => form.submit()}
      onCancel={() => end(false)}
    >
      <p>{t('signIn.confirmAbout')}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(given) => confirming.mutate(given)}>
        <Form.Item
          name="password"
          label={t('signIn.password')}
          rules={[{ required: true, message: t('signIn.passwordWanted') }]}
        >
          <Input.Password autoComplete="current-password" autoFocus visibilityToggle={false} />
        </Form.Item>
        {wantsCode && (
          <Form.Item name="code" label={t('signIn.code')}>
            <Input autoComplete="one-time-code" />
          </Form.Item>
        )}
      </Form>
      {confirming.error !== null && <SignInFault fault={confirming.error} />}
    </Modal>
  );
}
