import { useTranslation } from 'react-i18next';
import { teamsOf } from '../../../desk/agreement-order.ts';
import { Insurance, TEAM_LENGTH_MAX, teamNameOf } from '../../../domain/journal/agreement-body.ts';
import { INSURANCES } from '../../../domain/records/agreement-words.ts';
import { registerTexts } from '../../i18n/late-texts.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDesk } from '../../kiosk-context.ts';
import type { ControlProps } from './control-props.ts';
import { FigureField } from './FigureField.tsx';
import { FirstDayStepper } from './FirstDayStepper.tsx';
import { OwnNumberField } from './OwnNumberField.tsx';
import css from './order-bar.module.css';

/** The fields of a family doctor agreement: its number, team, kind of insurance, first day, and a personal package. */
export function AgreementControl({ item, onChange }: ControlProps) {
  const { t: say } = useTranslation('agreement');
  const { details } = item;
  if (details.kind !== 'agreement') return null;
  const { number, from, until, personal } = details;
  return (
    <>
      <OwnNumberField thing="agreement" label={say('number')} number={number} onChange={onChange} />
      <TeamControl item={item} onChange={onChange} />
      <InsuranceControl item={item} onChange={onChange} />
      <FirstDayStepper from={from} until={until} onChange={onChange} />
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
