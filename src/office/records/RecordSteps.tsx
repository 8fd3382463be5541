import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { yuanText } from '../../domain/base/money.ts';
import type { Text } from '../../domain/base/text.ts';
import { AGREEMENT_TERMS, DissolveReason } from '../../domain/journal/agreement-body.ts';
import { DISSOLVE_REASONS, INSURANCES } from '../../domain/records/agreement-words.ts';
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

/** The words for an agreement that was signed or dissolved; none for any other step. */
function agreementTexts(body: Step['body']): readonly Text[] {
  const signed = AgreementSigned.safeParse(body).data;
  if (signed !== undefined) {
    const { number, team, insurance, personal } = signed;
    return [
      { zh: `协议 ${number}`, en: `agreement ${number}` },
      { zh: team, en: team },
      INSURANCES[insurance],
      ...(personal ? [{ zh: '另签个性化服务包', en: 'a personal package beside it' }] : []),
    ];
  }
  const reason =
    body.kind === 'agreement-dissolved' ? DissolveReason.safeParse(body['reason']).data : undefined;
  return reason === undefined ? [] : [DISSOLVE_REASONS[reason]];
}

const AgreementSigned = z.looseObject({ kind: z.literal('agreement-signed'), ...AGREEMENT_TERMS });

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
      ...agreementTexts(body).map(say),
      ...(isMisfit ? [t('records.misfit')] : []),
    ];
    const done = say(stepText(body.kind));
    const what = details.length === 0 ? done : t('shell.inside', { text: done, inner: listed(details) });
    return t('records.step', { time: minuteWords(recordedAtMs), site: siteName(siteId), what });
  };
}
