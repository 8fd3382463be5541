import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { PrinterSettings } from '../../print/PrinterSettings.tsx';
import { NamesSettings } from '../../trust/NamesSettings.tsx';
import dialogs from '../dialogs.module.css';
import { CameraRows, DeskRows, HandScannerRows, LookRows } from './DeskRows.tsx';
import { AboutRows, DataRows, DistrictRows } from './DistrictRows.tsx';
import { ListPrices } from './ListPrices.tsx';
import type { SectionId } from './section-list.ts';
import css from './settings.module.css';
import './settings-texts.ts';

const ROWS = {
  desk: DeskRows,
  camera: CameraRows,
  'hand-scanner': HandScannerRows,
  printer: PrinterSettings,
  prices: ListPrices,
  look: LookRows,
  district: DistrictRows,
  names: NamesSettings,
  data: DataRows,
  about: AboutRows,
} as const satisfies Record<SectionId, ComponentType>;

/** The sections whose changes need a restart. All other changes take effect at once. */
const NEEDS_RESTART: readonly SectionId[] = ['district'];

export function Section({ id }: { readonly id: SectionId }) {
  const { t } = useTranslation('settings');
  const Rows = ROWS[id];
  return (
    <section className={css['section']} aria-labelledby={`section-${id}`} data-section={id}>
      <h2 id={`section-${id}`}>{t(`section.${id}`)}</h2>
      <div className={dialogs['form']}>
        <Rows />
      </div>
      {NEEDS_RESTART.includes(id) && (
        <p className={dialogs['note']}>
          {t('lineHow')} <strong>{t('restart')}</strong>
        </p>
      )}
    </section>
  );
}
