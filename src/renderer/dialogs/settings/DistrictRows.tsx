import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDesk, useKiosk } from '../../kiosk-context.ts';
import { TroubleList } from '../../records/TroubleList.tsx';
import { RootFingerprints } from '../../screens/enrol/RootFingerprints.tsx';
import css from '../dialogs.module.css';
import { CatalogueFacts } from './CatalogueFacts.tsx';
import { LineSettings } from './LineSettings.tsx';
import { Notices } from './Notices.tsx';

/** The rows for the line to the district and the keys of the district that this kiosk trusts. */
export function DistrictRows() {
  const { t } = useTranslation();
  const { pinnedTrust } = useKiosk();
  return (
    <>
      <LineSettings />
      <span>{t('settings.roots')}</span>
      <RootFingerprints pinnedTrust={pinnedTrust} />
    </>
  );
}

/** The rows for the waiting records, the catalogue, and the troubles that the last start found. */
export function DataRows() {
  const { t } = useTranslation('records');
  const open = useDesk((desk) => desk.open);
  return (
    <>
      <span>{t('export.setting')}</span>
      <div className={css['row']}>
        <Button onClick={() => open({ kind: 'export' })}>{t('export.open')}</Button>
      </div>
      <CatalogueFacts />
      <TroubleList />
    </>
  );
}

export function AboutRows() {
  const { t } = useTranslation();
  return (
    <>
      <span>{t('settings.about')}</span>
      <div className={css['row']}>
        <Notices />
      </div>
    </>
  );
}
