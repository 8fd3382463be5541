import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input } from 'antd';
import { beginTotp, finishTotp } from '../api/session.ts';
import { useStanding } from '../api/standing.ts';
import { FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';
import { PageHead } from '../shell/PageHead.tsx';
import { QrCode } from '../shell/QrCode.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { SignInFault } from './SignInForm.tsx';

/** What an officer changes of the own account. */
export function AccountPage() {
  const { t } = useWords();
  const { standing } = useStanding();
  return (
    <>
      <PageHead title={t('signIn.accountTitle')} about={t('signIn.accountAbout')} />
      {standing.kind === 'signed-in' ? (
        <div className="columns">
          <section className="panel">
            <h2>{t('signIn.changeTitle')}</h2>
            <PasswordForm />
          </section>
          <section className="panel">
            <h2>{t('signIn.totpTitle')}</h2>
            <p>
              <Mark tone={standing.officer.hasTotp ? 'good' : 'look'}>
                {t(standing.officer.hasTotp ? 'signIn.totpOn' : 'signIn.totpOff')}
              </Mark>
            </p>
            <Totp />
          </section>
        </div>
      ) : (
        <Alert type="info" showIcon title={t('signIn.noAccount')} />
      )}
    </>
  );
}

function Totp() {
  const { t } = useWords();
  const { message } = App.useApp();
  const beginning = useMutation({ mutationFn: beginTotp });
  const finishing = useMutation({
    mutationFn: finishTotp,
    onSuccess: () => {
      beginning.reset();
      void message.success(t('signIn.totpDone'));
    },
  });
  if (beginning.data === undefined) {
    return (
      <>
        <Button onClick={() => beginning.mutate()} loading={beginning.isPending}>
          {t('signIn.totpBegin')}
        </Button>
        {beginning.error !== null && <FaultNote fault={beginning.error} />}
      </>
    );
  }
  const { secretUri, recoveryCodes } = beginning.data;
  return (
    <>
      <h3>{t('signIn.totpScan')}</h3>
      <QrCode text={secretUri} label={t('signIn.totpScan')} />
      <h3>{t('signIn.totpCodes')}</h3>
      <ul>
        {recoveryCodes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <h3>{t('signIn.totpCheck')}</h3>
      <Form<{ code: string }> layout="inline" onFinish={({ code }) => finishing.mutate(code)}>
        <Form.Item name="code" rules={[{ required: true, message: t('signIn.codeHelp') }]}>
          <Input aria-label={t('signIn.totpCheck')} autoComplete="one-time-code" inputMode="numeric" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={finishing.isPending}>
          {t('shell.confirm')}
        </Button>
      </Form>
      {finishing.error !== null && <SignInFault fault={finishing.error} />}
    </>
  );
}
