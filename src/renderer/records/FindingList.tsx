import { useTranslation } from 'react-i18next';
import type { WindowFinding } from '../../kiosk/window-finding.ts';
import { useKiosk } from '../kiosk-context.ts';
import css from './records.module.css';

/** Everything that the last start found, as sentences; names of files small and grey beneath. */
export function FindingList() {
  const { t } = useTranslation('records');
  const { findings } = useKiosk();
  return (
    <>
      <span className={css['top']}>{t('finding.title')}</span>
      {findings.length === 0 ? (
        <span data-findings="none">{t('finding.none')}</span>
      ) : (
        <ul className={css['findings']} data-findings={findings.length}>
          {findings.map((finding) => (
            <li key={JSON.stringify(finding)} data-finding={finding.kind}>
              <FindingWords finding={finding} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function FindingWords({ finding }: { readonly finding: WindowFinding }) {
  const { t } = useTranslation('records');
  switch (finding.kind) {
    case 'torn-tail':
      return <Words words={t('finding.torn-tail')} technical={`${finding.keptIn} (${finding.bytes})`} />;
    case 'damaged':
      return (
        <Words
          words={t('finding.damaged', { seq: finding.seq })}
          technical={`${finding.file} ${finding.offset}: ${finding.detail}`}
        />
      );
    case 'damaged-left':
      return <Words words={t('finding.damaged-left', { seq: finding.seq })} technical={finding.file} />;
    case 'entries-lost':
      return (
        <Words
          words={t('finding.entries-lost', { from: finding.fromSeq, to: finding.toSeq })}
          technical={finding.keptIn ?? ''}
        />
      );
    case 'end-unsettled':
      return <Words words={t('finding.end-unsettled')} technical={`${finding.file} ${finding.offset}`} />;
    case 'bit-mended':
      return (
        <Words
          words={t('finding.bit-mended', { seq: finding.seq })}
          technical={`${finding.file} ${finding.offset}`}
        />
      );
    case 'line-end-mended':
      return <Words words={t('finding.line-end-mended', { seq: finding.seq })} />;
    case 'base-lost':
      return <Words words={t('finding.base-lost', { seq: finding.seq })} />;
    case 'journal-left':
      return (
        <Words words={t('finding.journal-left', { count: finding.entries })} technical={finding.journalId} />
      );
    case 'journal-unfit':
      return <Words words={t('finding.journal-unfit')} technical={unfitDetail(finding)} />;
    case 'profile-vanished':
      return <Words words={t('finding.profile-vanished')} technical={finding.journalId} />;
    case 'profile-replaced':
      return <Words words={t('finding.profile-replaced')} technical={finding.journalId} />;
    case 'file-put-back':
      return (
        <Words
          words={t('finding.file-put-back')}
          technical={finding.keptIn === null ? finding.file : `${finding.file} (${finding.keptIn})`}
        />
      );
    case 'counters-rebuilt':
      return <Words words={t('finding.counters-rebuilt', { count: finding.entries })} />;
    case 'file-broken':
      return finding.keptIn === null ? (
        <Words words={t('finding.file-shut')} technical={finding.file} />
      ) : (
        <Words words={t('finding.file-moved')} technical={finding.keptIn} />
      );
  }
}

function Words(props: { readonly words: string; readonly technical?: string }) {
  return (
    <>
      {props.words}
      {props.technical !== undefined && <small className={css['technical']}>{props.technical}</small>}
    </>
  );
}

function unfitDetail({
  journalId,
  seq,
  sealedSeq,
}: Extract<WindowFinding, { kind: 'journal-unfit' }>): string {
  return `${journalId}: ${seq} / ${sealedSeq ?? '?'}`;
}
