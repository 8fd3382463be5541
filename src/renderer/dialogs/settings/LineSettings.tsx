import { useTranslation } from 'react-i18next';
import { shownAddress } from '../../../domain/base/typed-text.ts';
import { useKiosk } from '../../kiosk-context.ts';
import { LineTrustNote } from '../../screens/shell/LineTrustNote.tsx';
import { useLineTrouble } from '../../screens/shell/line-trouble.ts';
import css from '../dialogs.module.css';

/**
 * Shows a technician which district is asked, the full trouble of the line, and what is trusted beside the usual
 * authorities.
 */
export function LineSettings() {
  const { t } = useTranslation();
  const { info } = useKiosk();
  const trouble = useLineTrouble();
  return (
    <>
      <span>{t('settings.line')}</span>
      <div data-line-state={trouble === null ? 'good' : 'trouble'}>
        {shownAddress(info.districtUrl)}
        <p className={css['note']}>
          {trouble === null ? t('settings.lineGood') : `${trouble.words} (${trouble.detail})`}
        </p>
        <LineTrustNote {...info} />
      </div>
    </>
  );
}
