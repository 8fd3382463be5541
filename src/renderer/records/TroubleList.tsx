import { useTranslation } from 'react-i18next';
import type { WindowTrouble } from '../../kiosk/window-trouble.ts';
import { useKiosk } from '../kiosk-context.ts';
import css from './records.module.css';
import './texts.ts';

/** Everything that the last start found, as sentences; names of files small and grey beneath. */
export function TroubleList() {
  const { t } = useTranslation('records');
  const { troubles } = useKiosk();
  return (
    <>
      <span className={css['top']}>{t('startTrouble.title')}</span>
      {troubles.length === 0 ? (
        <span data-start-troubles="none">{t('startTrouble.none')}</span>
      ) : (
        <ul className={css['troubles']} data-start-troubles={troubles.length}>
          {troubles.map((trouble) => (
            <li key={JSON.stringify(trouble)} data-start-trouble={trouble.kind}>
              <TroubleWords trouble={trouble} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function TroubleWords({ trouble }: { readonly trouble: WindowTrouble }) {
  const { t } = useTranslation('records');
  switch (trouble.kind) {
    case 'torn-tail':
      return <Words words={t('startTrouble.torn-tail')} technical={`${trouble.keptIn} (${trouble.bytes})`} />;
    case 'damaged':
      return (
        <Words
          words={t('startTrouble.damaged', { seq: trouble.seq })}
          technical={`${trouble.file} ${trouble.offset}: ${trouble.detail}`}
        />
      );
    case 'damaged-left':
      return <Words words={t('startTrouble.damaged-left', { seq: trouble.seq })} technical={trouble.file} />;
    case 'entries-lost':
      return (
        <Words
          words={t('startTrouble.entries-lost', { from: trouble.fromSeq, to: trouble.toSeq })}
          technical={trouble.keptIn ?? ''}
        />
      );
    case 'end-unsettled':
      return (
        <Words words={t('startTrouble.end-unsettled')} technical={`${trouble.file} ${trouble.offset}`} />
      );
    case 'bit-mended':
      return (
        <Words
          words={t('startTrouble.bit-mended', { seq: trouble.seq })}
          technical={`${trouble.file} ${trouble.offset}`}
        />
      );
    case 'line-end-mended':
      return <Words words={t('startTrouble.line-end-mended', { seq: trouble.seq })} />;
    case 'base-lost':
      return <Words words={t('startTrouble.base-lost', { seq: trouble.seq })} />;
    case 'journal-left':
      return (
        <Words
          words={t('startTrouble.journal-left', { count: trouble.entries })}
          technical={trouble.journalId}
        />
      );
    case 'journal-unfit':
      return <Words words={t('startTrouble.journal-unfit')} technical={unfitDetail(trouble)} />;
    case 'profile-vanished':
      return <Words words={t('startTrouble.profile-vanished')} technical={trouble.journalId} />;
    case 'profile-replaced':
      return <Words words={t('startTrouble.profile-replaced')} technical={trouble.journalId} />;
    case 'file-put-back':
      return (
        <Words
          words={t('startTrouble.file-put-back')}
          technical={trouble.keptIn === null ? trouble.file : `${trouble.file} (${trouble.keptIn})`}
        />
      );
    case 'counters-rebuilt':
      return <Words words={t('startTrouble.counters-rebuilt', { count: trouble.entries })} />;
    case 'file-broken':
      return trouble.keptIn === null ? (
        <Words words={t('startTrouble.file-shut')} technical={trouble.file} />
      ) : (
        <Words words={t('startTrouble.file-moved')} technical={trouble.keptIn} />
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
}: Extract<WindowTrouble, { kind: 'journal-unfit' }>): string {
  return `${journalId}: ${seq} / ${sealedSeq ?? '?'}`;
}
