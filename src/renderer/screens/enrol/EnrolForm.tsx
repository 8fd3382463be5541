import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { enrolmentCodeOf, webAddressOf } from '../../../domain/base/typed-text.ts';
import type { Enrol } from '../../../kiosk/enrol.ts';
import css from './enrol-form.module.css';
import './texts.ts';

/** The fields for a one-time code and the district that has given it; Enter sends them. */
export function EnrolForm(props: { readonly districtUrl: string; readonly onEnrol: Enrol }) {
  const { t } = useTranslation('enrol');
  const { districtUrl: knownUrl } = props;
  const [code, setCode] = useState('');
  const [districtUrl, setDistrictUrl] = useState(knownUrl);
  const [isWorking, setWorking] = useState(false);
  const [problem, setProblem] = useState<{ readonly words: string; readonly detail: string } | null>(null);

  async function submit() {
    if (isWorking) return;
    const digits = enrolmentCodeOf(code);
    if (digits === null) return setProblem({ words: t('badCode'), detail: '' });
    const address = districtUrl === knownUrl ? null : webAddressOf(districtUrl);
    if (address === null && districtUrl !== knownUrl)
      return setProblem({ words: t('badAddress'), detail: '' });
    setWorking(true);
    const fault = await props.onEnrol(digits, address);
    setWorking(false);
    if (fault) setProblem({ words: t(`fault.${fault.kind}`), detail: fault.detail });
  }

  return (
    <form
      className={css['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label htmlFor="enrol-code">
        {t('code')}
        <Input
          id="enrol-code"
          autoFocus
          size="large"
          inputMode="numeric"
          maxLength={40}
          autoComplete="off"
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </label>
      <label htmlFor="enrol-district">
        {t('district')}
        <Input
          id="enrol-district"
          size="large"
          value={districtUrl}
          onChange={(event) => setDistrictUrl(event.target.value)}
        />
      </label>
      {problem && <Alert type="error" showIcon title={problem.words} description={problem.detail} />}
      <Button type="primary" size="large" htmlType="submit" loading={isWorking}>
        {isWorking ? t('working') : `${t('ok')} ⏎`}
      </Button>
    </form>
  );
}
