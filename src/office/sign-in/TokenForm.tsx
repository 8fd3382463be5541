import { Button, Form, Input } from 'antd';
import { setStanding } from '../api/standing.ts';
import { useWords } from '../shell/i18n.ts';

/** Asks for an access token: a district of an older release has no sign-in with names. */
export function TokenForm() {
  const { t } = useWords();
  return (
    <section className="panel">
      <h1>{t('signIn.tokenTitle')}</h1>
      <p className="soft">{t('signIn.tokenAbout')}</p>
      <Form<{ token: string }>
        layout="vertical"
        requiredMark={false}
        onFinish={({ token }) => setStanding({ kind: 'token', token: token.trim() })}
      >
        <Form.Item
          name="token"
          label={t('signIn.token')}
          rules={[{ required: true, whitespace: true, message: t('signIn.tokenTitle') }]}
        >
          <Input.Password autoComplete="off" autoFocus visibilityToggle={false} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block>
          {t('signIn.tokenEnter')}
        </Button>
      </Form>
    </section>
  );
}
