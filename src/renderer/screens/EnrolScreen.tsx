import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BootStore } from '../stores/boot-store.ts';
import css from './enrol-screen.module.css';

type EnrolFault = NonNullable<Awaited<ReturnType<ReturnType<BootStore['getState']>['enrol']>>>;

/** A kiosk that belongs to no district yet: how it comes to, and the field for the code. */
export function EnrolScreen(props: {
  readonly districtUrl: string;
  readonly onEnrol: (code: string, districtUrl: string | null) => Promise<EnrolFault | null>;
}) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [districtUrl, setDistrictUrl] = useState(props.districtUrl);
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<{ readonly words: string; readonly detail: string } | null>(null);

  async function submit() {
    if (isWorking) return;
    const digits = code.replace(/\s/g, '');
    if (!/^[0-9]{8}$/.test(digits)) return setProblem({ words: t('enrol.badCode'), detail: '' });
    if (!/^https?:\/\//.test(districtUrl.trim()) || !URL.canParse(districtUrl.trim()))
      return setProblem({ words: t('enrol.badAddress'), detail: '' });
    setWorking(true);
    const fault = await props.onEnrol(digits, districtUrl === props.districtUrl ? null : districtUrl.trim());
    setWorking(false);
    if (fault) setProblem({ words: t(`enrol.fault.${fault.kind}`), detail: fault.detail });
  }

  return (
    <div className={css['screen']} data-screen="enrol">
      <form
        className={css['card']}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <h1>{t('enrol.title')}</h1>
        <p>{t('enrol.body')}</p>
        <label htmlFor="enrol-code">
          {t('enrol.code')}
          <Input
            id="enrol-code"
            autoFocus
            size="large"
            inputMode="numeric"
            maxLength={12}
            autoComplete="off"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </label>
        <label htmlFor="enrol-district">
          {t('enrol.district')}
          <Input
            id="enrol-district"
            size="large"
            value={districtUrl}
            onChange={(event) => setDistrictUrl(event.target.value)}
          />
        </label>
        {problem && <Alert type="error" showIcon title={problem.words} description={problem.detail} />}
        <Button type="primary" size="large" htmlType="submit" loading={isWorking}>
          {isWorking ? t('enrol.working') : `${t('enrol.ok')} ⏎`}
        </Button>
      </form>
    </div>
  );
}
