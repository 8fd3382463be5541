import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { faultKindOf, OfficeFault } from '../api/fault.ts';
import { signIn } from '../api/session.ts';
import { FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';

interface Fields {
  readonly name: string;
  readonly password: string;
  readonly code?: string;
}

/** Name and password first; the code is asked for once the district wants one. */
export function SignInForm() {
  const { t } = useWords();
  const [wantsCode, setWantsCode] = useState(false);
  const entering = useMutation({
    mutationFn: (fields: Fields) => signIn(fields),
    onError: (thrown) => {
      if (faultKindOf(thrown) === 'totp-needed') setWantsCode(true);
    },
  });
  return (
    <section className="panel">
      <h1>{t('signIn.title')}</h1>
      <Form<Fields> layout="vertical" requiredMark={false} onFinish={(fields) => entering.mutate(fields)}>
        <Form.Item
          name="name"
          label={t('signIn.name')}
          rules={[{ required: true, message: t('signIn.nameWanted') }]}
        >
          <Input autoComplete="username" autoFocus />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('signIn.password')}
          rules={[{ required: true, message: t('signIn.passwordWanted') }]}
        >
          <Input.Password autoComplete="current-password" visibilityToggle={false} />
        </Form.Item>
        {wantsCode && (
          <Form.Item name="code" label={t('signIn.code')} help={t('signIn.codeHelp')}>
            <Input autoComplete="one-time-code" autoFocus />
          </Form.Item>
        )}
        {entering.error !== null && <SignInFault fault={entering.error} />}
        <Button type="primary" htmlType="submit" block loading={entering.isPending} style={{ marginTop: 16 }}>
          {t('signIn.enter')}
        </Button>
      </Form>
    </section>
  );
}

export function SignInFault({ fault }: { readonly fault: unknown }) {
  const { t } = useWords();
  const kind = faultKindOf(fault);
  if (kind === 'totp-needed') return null;
  if (kind === 'unauthorized') return <Alert type="error" showIcon role="alert" title={t('signIn.wrong')} />;
  if (kind === 'too-many-tries' && fault instanceof OfficeFault) {
    const seconds = fault.retryAfterS ?? 60;
    return <Alert type="warning" showIcon role="alert" title={t('signIn.tooMany', { seconds })} />;
  }
  return <FaultNote fault={fault} />;
}
