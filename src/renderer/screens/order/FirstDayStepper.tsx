import { useTranslation } from 'react-i18next';
import { firstDayChoice } from '../../../desk/item-action.ts';
import { WallDate } from '../../../domain/base/wall-time.ts';
import type { ControlProps } from './control-props.ts';
import { FigureField } from './FigureField.tsx';
import css from './order-bar.module.css';
import { Stepper } from './Stepper.tsx';

const DATE = { test: (text: string): boolean => WallDate.safeParse(text).success };

/** The first day, which may be typed, and the last one that follows from it; `until` is null if there is no last day. */
export function FirstDayStepper({ from, until, onChange }: FirstDayProps) {
  const { t } = useTranslation();
  return (
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
      {until !== null && <output className={css['value']}>{t('item.lastDay', { until })}</output>}
    </Stepper>
  );
}

interface FirstDayProps extends Pick<ControlProps, 'onChange'> {
  readonly from: WallDate;
  readonly until: WallDate | null;
}
