import { useTranslation } from 'react-i18next';
import { COLLIDED, recordText, statusText } from '../../../desk/record-words.ts';
import type { ShownRecord } from '../../../desk/step-draft.ts';
import { dateOfMinute, type WallMinute } from '../../../domain/base/wall-time.ts';
import { useRun } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import css from './record-rows.module.css';

/** What the card has here: each record in a row, with a button for each step that it allows now. */
export function RecordRows({
  records,
  now,
  admitsByEnter,
}: {
  readonly records: readonly ShownRecord[];
  readonly now: WallMinute;
  /** The record that Enter admits; null if Enter admits none. */
  readonly admitsByEnter: string | null;
}) {
  if (records.length === 0) return null;
  return (
    <ul className={css['rows']} data-records={records.length}>
      {records.map((shown) => (
        <RecordRow
          key={shown.record.recordId}
          shown={shown}
          now={now}
          isByEnter={shown.record.recordId === admitsByEnter}
        />
      ))}
    </ul>
  );
}

function RecordRow({
  shown,
  now,
  isByEnter,
}: {
  readonly shown: ShownRecord;
  readonly now: WallMinute;
  readonly isByEnter: boolean;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { record, item, possible } = shown;
  const { recordId, state, ownSeq, waiting, hasCollided } = record;
  return (
    <li data-record={recordId} data-record-status={state.status} data-own={ownSeq !== null}>
      <span className={css['what']}>
        {recordText(record, item, now)[language]}
        {state.person !== 'holder' && ` · ${t(`card.${state.person}`)}`}
        {' · '}
        <strong>{statusText(record, dateOfMinute(now))[language]}</strong>
        {ownSeq === null && ` · ${t('step.elsewhere')}`}
        {waiting.length > 0 && ` · ${t('today.waiting')}`}
        {hasCollided && <em className={css['conflict']}>{COLLIDED[language]}</em>}
      </span>
      <span className={css['steps']}>
        <StepButtons recordId={recordId} possible={possible} isByEnter={isByEnter} />
      </span>
    </li>
  );
}

/** A button for each step; it says what the step is, and a dialog what it will do. */
function StepButtons({
  recordId,
  possible,
  isByEnter = false,
}: {
  readonly recordId: string;
  readonly possible: ShownRecord['possible'];
  readonly isByEnter?: boolean;
}) {
  const { t } = useTranslation();
  const run = useRun();
  return possible.map((kind) => (
    <button
      key={kind}
      type="button"
      className={css['step']}
      data-step={kind}
      onClick={() => run(kind, { recordId })}
    >
      {t(`step.${kind}`)}
      {kind === 'admit' && isByEnter && ' ⏎'}
    </button>
  ));
}
