import { Button, Result, Spin } from 'antd';
import { useEffect } from 'react';
import { unreachable } from '../../domain/base/unreachable.ts';
import { findStanding } from '../api/session.ts';
import { useStanding } from '../api/standing.ts';
import { useWords } from '../shell/i18n.ts';
import { Preferences } from '../shell/Shell.tsx';
import { FirstPage } from './FirstPage.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { SignInForm } from './SignInForm.tsx';
import { TokenForm } from './TokenForm.tsx';

/** What is shown as long as nobody is signed in who may see a page. */
export function SignedOut() {
  const { t } = useWords();
  useEffect(() => {
    document.title = `${t('signIn.title')} · ${t('shell.title')}`;
  }, [t]);
  return (
    <>
      <header className="shell-head">
        <div className="shell-title">{t('shell.title')}</div>
        <Preferences />
      </header>
      <main className="sign-in">
        <Step />
      </main>
    </>
  );
}

function Step() {
  const { t } = useWords();
  const { standing } = useStanding();
  switch (standing.kind) {
    case 'asking':
      return (
        <div role="status">
          <Spin size="small" /> {t('signIn.asking')}
        </div>
      );
    case 'no-line':
      return (
        <Result
          status="warning"
          title={t('shell.noLine')}
          subTitle={t('signIn.noLineNext')}
          extra={
            <Button type="primary" onClick={() => void findStanding({ kind: 'nothing' })}>
              {t('shell.retry')}
            </Button>
          }
        />
      );
    case 'first':
      return <FirstPage token={standing.token} />;
    case 'signed-out':
      return standing.hasSessions ? <SignInForm /> : <TokenForm />;
    case 'signed-in':
      return (
        <section className="panel">
          <h1>{t('signIn.changeTitle')}</h1>
          <p>{t('signIn.changeMust')}</p>
          <PasswordForm />
        </section>
      );
    case 'token':
      return null;
    default:
      return unreachable(standing);
  }
}
