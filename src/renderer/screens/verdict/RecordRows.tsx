import { useTranslation } from 'react-i18next';
import { notesOfRecord } from '../../../desk/known-records.ts';
import { collisionText, recordText, statusText } from '../../../desk/record-words.ts';
import type { ShownRecord } from '../../../desk/step-parts.ts';
import type { Text } from '../../../domain/base/text.ts';
import { dateOfMinute, type WallMinute } from '../../../domain/base/wall-time.ts';
import { phaseOn } from '../../../domain/records/agreement.ts';
import { admissionOn, daysLeftSoon } from '../../../domain/records/pass.ts';
import { useRun } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk } from '../../kiosk-context.ts';
import css from './record-rows.module.css';

type WhoseOf = (shown: ShownRecord) => Text;

/** What the card has here: each record in a row, with a button for each step that it allows now. */
export function RecordRows({
  records,
  now,
  admitsByEnter,
  whoseOf,
}: {
  readonly records: readonly ShownRecord[];
  readonly now: WallMinute;
  /** The record that Enter admits; null if Enter admits none. */
  readonly admitsByEnter: string | null;
  /** Says whose a record is; absent where the card is on the screen. */
  readonly whoseOf?: WhoseOf | undefined;
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
          whoseOf={whoseOf}
        />
      ))}
    </ul>
  );
}

function RecordRow({
  shown,
  now,
  isByEnter,
  whoseOf,
}: {
  readonly shown: ShownRecord;
  readonly now: WallMinute;
  readonly isByEnter: boolean;
  readonly whoseOf: WhoseOf | undefined;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const run = useRun();
  const { record, item, possible, renewsFrom } = shown;
  const { recordId, state, ownSeq, waiting } = record;
  const collision = collisionText(record);
  return (
    <li
      data-ends={endOf(record, dateOfMinute(now))}
      data-record={recordId}
      data-record-status={state.status}
      data-own={ownSeq !== null}
    >
      <span className={css['what']}>
        {recordText(record, item, now)[language]}
        {state.person !== 'holder' && ` · ${t(`card.${state.person}`)}`}
        {' · '}
        <strong>{statusText(shown, dateOfMinute(now))[language]}</strong>
        {whoseOf !== undefined && <span data-whose> · {whoseOf(shown)[language]}</span>}
        {ownSeq === null && ` · ${t('step.elsewhere')}`}
        {waiting.length > 0 && ` · ${t('today.waiting')}`}
        <NoteWords recordId={recordId} />
        {collision !== null && <em className={css['conflict']}>{collision[language]}</em>}
      </span>
      <span className={css['steps']}>
        {notesOfRecord(record).length > 0 && (
          <button type="button" className={css['step']} data-notes onClick={() => run('notes', { recordId })}>
            {t('note.show')}
          </button>
        )}
        {renewsFrom !== null && (
          <button type="button" className={css['step']} data-renew onClick={() => run('renew', { recordId })}>
            {state.kind === 'agreement' ? t('agreement.renew') : t('step.renew')} R
          </button>
        )}
        <StepButtons recordId={recordId} possible={possible} isByEnter={isByEnter} />
      </span>
    </li>
  );
}

/** `soon`: it ends within 30 days. */
function endOf({ state }: ShownRecord['record'], today: string): 'soon' | 'over' | undefined {
  if (state.kind === 'agreement') {
    const phase = phaseOn(state, today);
    return phase === 'soon' || phase === 'over' ? phase : undefined;
  }
  if (state.kind !== 'pass') return undefined;
  if (admissionOn(state, today) === 'expired') return 'over';
  return daysLeftSoon(state, today) === null ? undefined : 'soon';
}

/** Shows what was written down about the person, once the clerk has asked for it. */
function NoteWords({ recordId }: { readonly recordId: string }) {
  const { t } = useTranslation();
  const shown = useDesk(({ notesShown }) => notesShown);
  if (shown?.recordId !== recordId) return null;
  return shown.notes.map(({ reading }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they never move
    <strong key={index} data-note={reading.kind}>
      {' · '}
      {reading.kind === 'text' ? t('note.text', { text: reading.text }) : t(`note.${reading.kind}`)}
    </strong>
  ));
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
