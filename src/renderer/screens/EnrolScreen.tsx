import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskInfo } from '../../host-api/host-api.ts';
import type { BootStore } from '../stores/boot-store.ts';
import css from './enrol-screen.module.css';

type EnrolFault = NonNullable<Awaited<ReturnType<ReturnType<BootStore['getState']>['enrol']>>>;

/** A kiosk that belongs to no district yet, or no more: how it comes to, and the field for the code. */
export function EnrolScreen(props: {
  readonly info: Pick<KioskInfo, 'districtUrl' | 'disabled'>;
  readonly onEnrol: (code: string, districtUrl: string | null) => Promise<EnrolFault | null>;
}) {
  const { t } = useTranslation();
  const { disabled, districtUrl: knownUrl } = props.info;
  const [code, setCode] = useState('');
  const [districtUrl, setDistrictUrl] = useState(knownUrl);
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<{ readonly words: string; readonly detail: string } | null>(null);

  async function submit() {
    if (isWorking) return;
    const digits = code.replace(/\s/g, '');
    if (!/^[0-9]{8}$/.test(digits)) return setProblem({ words: t('enrol.badCode'), detail: '' });
    if (!/^https?:\/\//.test(districtUrl.trim()) || !URL.canParse(districtUrl.trim()))
      return setProblem({ words: t('enrol.badAddress'), detail: '' });
    setWorking(true);
    const fault = await props.onEnrol(digits, districtUrl === knownUrl ? null : districtUrl.trim());
    setWorking(false);
    if (fault) setProblem({ words: t(`enrol.fault.${fault.kind}`), detail: fault.detail });
  }

  return (
    <div className={css['screen']} data-screen={disabled === null ? 'enrol' : 'disabled'}>
      <form
        className={css['card']}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <h1>{t(disabled === null ? 'enrol.title' : 'enrol.disabledTitle')}</h1>
        <p>{disabled === null ? t('enrol.body') : t('enrol.disabledBody', { kiosk: disabled.kioskName })}</p>
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
