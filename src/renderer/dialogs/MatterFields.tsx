import { useTranslation } from 'react-i18next';
import { DIGIT_KEYS } from '../../desk/command.ts';
import type { DeskState } from '../../desk/desk-state.ts';
import type { MatterForm } from '../../desk/step-parts.ts';
import { fenOfYuanText } from '../../domain/base/money.ts';
import { dateOfMinute, WallDate, wallMinuteOf } from '../../domain/base/wall-time.ts';
import { OWN_NUMBER_TEXT_LENGTH_MAX, ownNumberOf } from '../../domain/journal/own-number.ts';
import { isErrandStep, type StepKind } from '../../domain/records/possible-steps.ts';
import { useRun, useRunThen } from '../desk-command.tsx';
import { useLanguage } from '../i18n/use-language.ts';
import { useKiosk } from '../kiosk-context.ts';
import { FigureField } from '../screens/order/FigureField.tsx';
import { useNumberRules } from '../use-own-numbers.ts';
import css from './dialogs.module.css';
import './matter-texts.ts';

const DAY = { test: (text: string): boolean => text === '' || WallDate.safeParse(text).success };

const FIGURE = /^[0-9]{1,5}$/;
const YUAN = { test: (text: string): boolean => fenOfYuanText(text) !== null };

/** The form of a step of a matter or a room: options to tick or choose, a number, a day. */
export function MatterFields({
  kind,
  recordId,
  form,
}: {
  readonly kind: StepKind;
  readonly recordId: string;
  readonly form: MatterForm;
}) {
  const { t: say } = useTranslation('matter');
  const { t } = useTranslation();
  const run = useRun();
  const { desk, now } = useKiosk();
  const { options, isMany, number, count, day, given, asks } = form;
  const { rules, refusal } = useNumberRules('matter');
  const runThen = useRunThen();
  const again = (more: object) => runThen(kind, { ...given, recordId, ...more });
  // What the step asks of a figure that was just typed must be read before the next Enter makes the step.
  const confirm = () => isAskedAlready(asks, desk.getState()) && run('confirm-step');
  return (
    <>
      {number !== null && (
        <FigureField
          label={say(isErrandStep(kind) ? 'errandNumber' : 'number')}
          figure={number}
          pattern={{ test: (typed) => ownNumberOf(typed, rules) !== null }}
          lengthMax={OWN_NUMBER_TEXT_LENGTH_MAX}
          isLong
          isWanted={number === ''}
          refusal={refusal}
          onFigure={(typed) => again({ number: typed })}
          onEnter={confirm}
        />
      )}
      {count !== null && (
        <CountField
          kind={kind}
          count={count}
          onCount={(typed) => again(kind === 'room-charge' ? { charge: typed } : { audience: typed })}
          onEnter={confirm}
        />
      )}
      <Options options={options} isMany={isMany} />
      {day !== null && (
        <div className={css['choices']}>
          <span>
            {say(dayWordsOf(kind), {
              example: dateOfMinute(wallMinuteOf(now())),
            })}
          </span>
          <FigureField
            label={
              kind === 'notice'
                ? t('step.notice')
                : say(isErrandStep(kind) ? dayWordsOf(kind) : 'until', { example: '' })
            }
            figure={day.date ?? ''}
            pattern={DAY}
            lengthMax={10}
            isWide
            refusal={() => t('item.noDate')}
            onFigure={(date) => again({ until: date === '' ? null : date })}
            onEnter={confirm}
          />
        </div>
      )}
    </>
  );
}

/** What the day of a step is. */
function dayWordsOf(kind: StepKind) {
  if (isErrandStep(kind)) return kind === 'errand-assign' || kind === 'errand-urge' ? 'answerBy' : 'agreedOn';
  return kind === 'notice' ? 'correctBy' : 'supplyBy';
}

function Options({ options, isMany }: Pick<MatterForm, 'options' | 'isMany'>) {
  const { t: say } = useTranslation('matter');
  const language = useLanguage();
  const run = useRun();
  return (
    <div className={isMany ? css['papers'] : css['choices']} data-matter-options>
      {options.map(({ id, name, isPicked }, index) => (
        <button
          key={id}
          type="button"
          className={css['choice']}
          aria-pressed={isPicked}
          data-option={id}
          onClick={() => run('pick', { place: index + 1 })}
        >
          {index < DIGIT_KEYS.length && <span className={css['digit']}>{index + 1}</span>}
          {name[language]}
          {isMany ? <span className={css['tick']}>{isPicked ? '☑' : '☐'}</span> : isPicked && ' ✓'}
        </button>
      ))}
      {isMany && (
        <button type="button" className={css['choice']} onClick={() => run('pick-all')}>
          <span className={css['digit']}>0</span>
          {say('all')}
        </button>
      )}
    </div>
  );
}

function CountField(props: {
  readonly kind: StepKind;
  readonly count: string;
  readonly onCount: (typed: string) => unknown;
  readonly onEnter: () => void;
}) {
  const { t } = useTranslation('matter');
  const isCharge = props.kind === 'room-charge';
  return (
    <FigureField
      label={t(isCharge ? 'charge' : 'audience')}
      figure={props.count}
      pattern={isCharge ? YUAN : FIGURE}
      lengthMax={isCharge ? 10 : 5}
      onFigure={props.onCount}
      onEnter={props.onEnter}
    />
  );
}

/** True if the step on the screen asks nothing else than what the clerk could read when Enter was pressed. */
function isAskedAlready(read: MatterForm['asks'], { overlay }: DeskState): boolean {
  const asks = overlay?.kind === 'step' ? (overlay.step.matter?.asks ?? []) : [];
  return asks.every(({ zh }) => read.some((one) => one.zh === zh));
}
