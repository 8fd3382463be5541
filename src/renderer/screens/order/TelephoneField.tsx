import { useTranslation } from 'react-i18next';
import { TELEPHONE } from '../../../desk/item-action.ts';
import { useRun } from '../../desk-command.tsx';
import { FigureField } from './FigureField.tsx';
import css from './order-bar.module.css';

const LENGTH_MAX = 25;

/** For the call-back about a booking; it may be left out. */
export function TelephoneField({ telephone = '' }: { readonly telephone?: string | undefined }) {
  const { t } = useTranslation();
  const run = useRun();
  return (
    <div className={css['control']} data-telephone>
      <span className={css['label']}>{t('item.telephone')}</span>
      <FigureField
        label={t('item.telephone')}
        figure={telephone}
        pattern={TELEPHONE}
        lengthMax={LENGTH_MAX}
        isWide
        refusal={() => t('item.noTelephone')}
        onFigure={(text) => run('telephone', { text: text.trim() })}
      />
    </div>
  );
}
