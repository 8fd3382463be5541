import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { faultKindOf } from '../api/fault.ts';
import { findStanding, signInFirst } from '../api/session.ts';
import { FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { NewPasswordFields } from './PasswordForm.tsx';

/** The first administrator makes an account by the link that the district printed once. */
export function FirstPage({ token }: { readonly token: string }) {
  const { t } = useWords();
  const making = useMutation({
    mutationFn: ({ name, fresh }: { name: string; fresh: string }) =>
      signInFirst({ token, name, password: fresh }),
  });
  const isUsed = ['unauthorized', 'not-found', 'forbidden'].includes(faultKindOf(making.error));
  return (
    <section className="panel">
      <h1>{t('signIn.firstTitle')}</h1>
      <p className="soft">{t('signIn.firstAbout')}</p>
      <Form<{ name: string; fresh: string }>
        layout="vertical"
        requiredMark={false}
        onFinish={(fields) => making.mutate(fields)}
      >
        <Form.Item
          name="name"
          label={t('signIn.name')}
          rules={[{ required: true, whitespace: true, message: t('signIn.nameWanted') }]}
        >
          <Input autoComplete="username" autoFocus maxLength={60} />
        </Form.Item>
        <NewPasswordFields />
        {making.error !== null &&
          (isUsed ? (
            <Alert
              type="warning"
              showIcon
              role="alert"
              title={t('signIn.firstUsed')}
              action={
                <Button onClick={() => void findStanding({ kind: 'nothing' })}>{t('signIn.enter')}</Button>
              }
            />
          ) : (
            <FaultNote fault={making.error} />
          ))}
        <Button type="primary" htmlType="submit" block loading={making.isPending} style={{ marginTop: 16 }}>
          {t('signIn.firstEnter')}
        </Button>
      </Form>
    </section>
  );
}
