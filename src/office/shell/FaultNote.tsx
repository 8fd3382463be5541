import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { OfficeFault } from '../api/fault.ts';
import { useWords } from './i18n.ts';

const KNOWN = [
  'no-line',
  'unauthorized',
  'forbidden',
  'not-found',
  'too-many-tries',
  'too-large',
  'bad-request',
  'confirm-needed',
  'internal',
  'strange',
] as const;

/** An error in words with what to do; what a technician wants to know is small and grey beneath. */
export function FaultNote({ fault, onRetry }: { readonly fault: unknown; readonly onRetry?: () => void }) {
  const { t } = useWords();
  const { title, detail } = useFaultWords(fault);
  return (
    <FaultAlert
      title={title}
      detail={detail}
      action={onRetry === undefined ? undefined : <Button onClick={onRetry}>{t('shell.retry')}</Button>}
    />
  );
}

/** Says why the district did not answer the page, and asks again on request. Shows nothing if the district answered. */
export function AskFault({
  asked,
}: {
  readonly asked: { readonly isError: boolean; readonly error: unknown; readonly refetch: () => unknown };
}) {
  return asked.isError ? <FaultNote fault={asked.error} onRetry={() => void asked.refetch()} /> : null;
}

export function FaultAlert({
  title,
  detail = '',
  action,
}: {
  readonly title: string;
  readonly detail?: string;
  readonly action?: ReactNode;
}) {
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={title}
      description={detail === '' ? undefined : <span className="code">{detail}</span>}
      action={action}
    />
  );
}

function useFaultWords(fault: unknown): { readonly title: string; readonly detail: string } {
  const { t } = useWords();
  if (!(fault instanceof OfficeFault)) return { title: t('shell.fault.other'), detail: String(fault) };
  const kind = KNOWN.find((one) => one === fault.kind) ?? 'other';
  const wait = fault.retryAfterS === null ? '' : t('shell.fault.wait', { seconds: fault.retryAfterS });
  return { title: `${t(`shell.fault.${kind}`)}${wait}`, detail: fault.message };
}
