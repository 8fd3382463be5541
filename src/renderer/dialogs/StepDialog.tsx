import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { collisionText } from '../../desk/record-words.ts';
import { END_REASONS } from '../../desk/step-commands.ts';
import type { StepDraft, StepUnit } from '../../desk/step-parts.ts';
import { fenOfYuanText, yuanText } from '../../domain/base/money.ts';
import { paidFen } from '../../domain/records/possible-steps.ts';
import { useRun, useRunThen } from '../desk-command.tsx';
import { useLanguage } from '../i18n/use-language.ts';
import { useDesk } from '../kiosk-context.ts';
import { FigureField } from '../screens/order/FigureField.tsx';
import { mainFirst, notYet, WaitingCardNote } from './dialog-parts.tsx';
import css from './dialogs.module.css';
import { MatterFields } from './MatterFields.tsx';

/** A step of a record: what Enter will do, before it does it. */
export function StepDialog({ step }: { readonly step: StepDraft }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const run = useRun();
  const runThen = useRunThen();
  const isWriting = useDesk((desk) => desk.isWriting);
  const { kind, shown, act, text, move, end } = step;
  const collision = collisionText(shown.record);
  return (
    <Modal
      open
      width={step.matter === null ? '32.5rem' : '48rem'}
      title={t(`step.${kind}`)}
      okText={`${t('step.ok')} ⏎`}
      cancelText={`${t('step.keep')} Esc`}
      okButtonProps={{ autoFocus: act !== null, disabled: isWriting, ...notYet(act !== null) }}
      footer={mainFirst}
      onOk={() => run('confirm-step')}
      onCancel={() => run('back')}
    >
      <WaitingCardNote />
      <p data-step-text={act === null ? 'blocked' : 'ready'} role="status">
        <strong>{text[language]}</strong>
      </p>
      {collision !== null && <p>{collision[language]}</p>}
      {move !== null && <MoveButtons />}
      {end !== null && paidFen(shown.record) > 0 && (
        <div className={`${css['choices']} ${css['returned']}`} data-returned>
          <span>{t('step.returned')}</span>
          <FigureField
            label={t('step.returned')}
            figure={end.returnedFen === null ? '' : yuanText(end.returnedFen)}
            pattern={YUAN}
            isWanted={end.returnedFen === null}
            onFigure={(yuan) => {
              const { recordId } = shown.record;
              const returnedFen = fenOfYuanText(yuan);
              if (returnedFen === null) return;
              return runThen(kind, { recordId, reason: end.reason, returnedFen });
            }}
            onEnter={() => run('confirm-step')}
          />
        </div>
      )}
      {step.matter !== null && (
        <MatterFields kind={kind} recordId={shown.record.recordId} form={step.matter} />
      )}
      {end !== null && (
        <ReasonButtons reason={end.reason} onReason={(reason) => run('end-reason', { reason })} />
      )}
    </Modal>
  );
}

/** An amount in yuan with at most two decimals; it is 0 if nothing is given back. */
const YUAN = /^[0-9]{1,6}([.][0-9]{1,2})?$/;

const MOVES: readonly (readonly [StepUnit, string])[] = [
  ['day', 'PgUp PgDn'],
  ['grid', '← →'],
  ['length', '− +'],
];

function MoveButtons() {
  const { t } = useTranslation();
  const run = useRun();
  return (
    <div className={css['choices']}>
      {MOVES.map(([unit, keys]) => (
        <span key={unit}>
          {t(`step.unit.${unit}`)} ({keys}){' '}
          {([-1, 1] as const).map((by) => (
            <button
              key={by}
              type="button"
              className={css['small']}
              data-adjust={`${unit} ${by}`}
              aria-label={`${t(`step.unit.${unit}`)} ${by < 0 ? '−' : '+'}`}
              onClick={() => run('adjust-step', { by, unit })}
            >
              {by < 0 ? '−' : '+'}
            </button>
          ))}
        </span>
      ))}
    </div>
  );
}

function ReasonButtons({
  reason,
  onReason,
}: {
  readonly reason: string;
  readonly onReason: (reason: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className={css['choices']}>
      {END_REASONS.map((one, index) => (
        <button
          key={one}
          type="button"
          className={css['choice']}
          aria-pressed={one === reason}
          data-reason={one}
          onClick={() => onReason(one)}
        >
          <span className={css['digit']}>{index + 1}</span>
          {t(`step.reason.${one}`)}
          {one === reason && ' ✓'}
        </button>
      ))}
    </div>
  );
}
