import { useTranslation } from 'react-i18next';
import { teamsOf } from '../../../desk/agreement-order.ts';
import { firstDayChoice } from '../../../desk/item-action.ts';
import { WallDate } from '../../../domain/base/wall-time.ts';
import { Insurance, TEAM_LENGTH_MAX, teamNameOf } from '../../../domain/journal/agreement-body.ts';
import { OWN_NUMBER_TEXT_LENGTH_MAX, ownNumberOf } from '../../../domain/journal/own-number.ts';
import { INSURANCES } from '../../../domain/records/agreement-words.ts';
import { registerTexts } from '../../i18n/late-texts.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk } from '../../kiosk-context.ts';
import { useNumberRules } from '../../use-own-numbers.ts';
import type { ControlProps } from './control-props.ts';
import { FigureField } from './FigureField.tsx';
import css from './order-bar.module.css';
import { Stepper } from './Stepper.tsx';

/** The fields of a family doctor agreement: its number, team, kind of insurance, first day, and a personal package. */
export function AgreementControl({ item, onChange }: ControlProps) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('agreement');
  const { rules, refusal } = useNumberRules('agreement');
  const { details } = item;
  if (details.kind !== 'agreement') return null;
  const { number, from, until, personal } = details;
  return (
    <>
      <div className={css['control']} data-agreement-number>
        <span className={css['label']}>{say('number')}</span>
        <FigureField
          label={say('number')}
          figure={number ?? ''}
          pattern={{ test: (typed) => typed === '' || ownNumberOf(typed, rules) !== null }}
          lengthMax={OWN_NUMBER_TEXT_LENGTH_MAX}
          isLong
          refusal={refusal}
          onFigure={(typed) => onChange({ number: ownNumberOf(typed, rules) })}
        />
      </div>
      <TeamControl item={item} onChange={onChange} />
      <InsuranceControl item={item} onChange={onChange} />
      <Stepper label={t('item.firstDay')} hint="PgUp PgDn" signs={['‹', '›']} command="day">
        <FigureField
          label={t('item.firstDay')}
          figure={from}
          pattern={DATE}
          lengthMax={10}
          isWide
          refusal={() => t('item.noDate')}
          onFigure={(date) => onChange(firstDayChoice(date))}
        />
        <output className={css['value']}>{t('item.lastDay', { until })}</output>
      </Stepper>
      <div className={css['control']}>
        <button
          type="button"
          className={css['person']}
          data-personal
          aria-pressed={personal}
          onClick={() => onChange({ personal: !personal })}
        >
          {say('personal')} <kbd>G</kbd>
        </button>
      </div>
    </>
  );
}

const DATE = { test: (text: string): boolean => WallDate.safeParse(text).success };
const TEAM = { test: (text: string): boolean => text === '' || teamNameOf(text) !== null };

/** The teams of this centre, and a field for another one. */
function TeamControl({ item, onChange }: Omit<ControlProps, 'today'>) {
  const { t: say } = useTranslation('agreement');
  const language = useLanguage();
  const screen = useDesk((desk) => desk.screen);
  const { details } = item;
  if (details.kind !== 'agreement') return null;
  const { team } = details;
  const teams = teamsOf(screen);
  return (
    <fieldset className={css['control']} aria-label={say('team')}>
      <span className={css['label']}>
        {say('team')} <kbd>T</kbd>
      </span>
      {teams.map(({ name }) => (
        <button
          key={name.zh}
          type="button"
          className={css['person']}
          data-team={name.zh}
          aria-pressed={team === name.zh}
          onClick={() => onChange({ team: name.zh })}
        >
          {name[language]}
        </button>
      ))}
      <FigureField
        label={say('otherTeam')}
        figure={teams.some(({ name }) => name.zh === team) ? '' : (team ?? '')}
        pattern={TEAM}
        lengthMax={TEAM_LENGTH_MAX}
        isLong
        refusal={() => say('noTeam')}
        onFigure={(typed) => onChange({ team: teamNameOf(typed) })}
      />
    </fieldset>
  );
}

function InsuranceControl({ item, onChange }: Omit<ControlProps, 'today'>) {
  const { t: say } = useTranslation('agreement');
  const language = useLanguage();
  const { details } = item;
  if (details.kind !== 'agreement') return null;
  return (
    <fieldset className={css['control']} aria-label={say('insurance')}>
      <span className={css['label']}>
        {say('insurance')} <kbd>I</kbd>
      </span>
      {Insurance.options.map((insurance) => (
        <button
          key={insurance}
          type="button"
          className={css['person']}
          data-insurance={insurance}
          aria-pressed={details.insurance === insurance}
          onClick={() => onChange({ insurance })}
        >
          {INSURANCES[insurance][language]}
        </button>
      ))}
    </fieldset>
  );
}

const zh = {
  number: '协议编号',
  team: '家庭医生团队',
  otherTeam: '其他团队',
  noTeam: '请写团队名称，2 至 20 字，不写电话',
  insurance: '参保方式',
  personal: '另签个性化服务包',
};

const en: typeof zh = {
  number: 'Number of the agreement',
  team: 'Family doctor team',
  otherTeam: 'Another team',
  noTeam: 'Write the name of the team in 2 to 20 characters, without a telephone number',
  insurance: 'Insurance',
  personal: 'A personal package beside it',
};

/** The words of the fields of a family doctor agreement. */
export const agreementTexts = { zh, en };

registerTexts('agreement', agreementTexts);
