import { useQuery } from '@tanstack/react-query';
import { yuanText } from '../../domain/base/money.ts';
import { OfficeRecordReply } from '../../protocol/wire-office-records.ts';
import { call } from '../api/call.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { minuteWords } from '../shell/times.ts';
import { stepText } from './record-words.ts';

type Step = OfficeRecordReply['steps'][number];

/** The steps that desks took with a record, the first step first. */
export function RecordSteps({ recordId }: { readonly recordId: string }) {
  const { t } = useWords();
  const asked = useQuery({
    queryKey: ['records', 'one', recordId],
    queryFn: ({ signal }) => call({ path: `records/${recordId}`, reply: OfficeRecordReply, signal }),
  });
  const stepWords = useStepWords();
  if (asked.isError) return <FaultNote fault={asked.error} onRetry={() => void asked.refetch()} />;
  if (asked.data === undefined) return <p>{t('shell.loading')}</p>;
  return (
    <>
      <strong>{t('records.steps')}</strong>
      <ol>
        {asked.data.steps.map((step) => (
          <li key={`${step.journalId}/${step.seq}`}>
            {stepWords(step)}
            <div className="code">
              {step.journalId}#{step.seq}
            </div>
          </li>
        ))}
      </ol>
      {asked.data.hasNewer && <p>{t('records.hasNewer')}</p>}
    </>
  );
}

function useStepWords(): (step: Step) => string {
  const { t, say, listed } = useWords();
  const { siteName } = useNames();
  return ({ recordedAtMs, siteId, body, isMisfit }) => {
    const details = [
      ...('start' in body && typeof body.start === 'string' ? [body.start.replace('T', ' ')] : []),
      ...('from' in body && typeof body.from === 'string' ? [body.from] : []),
      ...('returnedFen' in body && typeof body.returnedFen === 'number' && body.returnedFen > 0
        ? [t('records.returned', { yuan: yuanText(body.returnedFen) })]
        : []),
      ...(isMisfit ? [t('records.misfit')] : []),
    ];
    const done = say(stepText(body.kind));
    const what = details.length === 0 ? done : t('shell.inside', { text: done, inner: listed(details) });
    return t('records.step', { time: minuteWords(recordedAtMs), site: siteName(siteId), what });
  };
}
