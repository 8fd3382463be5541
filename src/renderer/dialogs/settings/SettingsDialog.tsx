import { Alert, Button, Modal, Segmented, Select, Slider, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Settings } from '../../../host-api/settings-api.ts';
import { useDesk, useDeskName, useKiosk, useSettings } from '../../kiosk-context.ts';
import { PrinterSettings } from '../../print/PrinterSettings.tsx';
import { TroubleList } from '../../records/TroubleList.tsx';
import { RootFingerprints } from '../../screens/enrol/RootFingerprints.tsx';
import '../../scanner/keys/hand-scanner-texts.ts';
import { playCue } from '../../sound.ts';
import { NamesSettings } from '../../trust/NamesSettings.tsx';
import { useSiteName } from '../../use-catalogue.ts';
import { CloseButton, WaitingCardNote } from '../dialog-parts.tsx';
import css from '../dialogs.module.css';
import { CameraSelect } from '../scanner/CameraSelect.tsx';
import { CatalogueFacts } from './CatalogueFacts.tsx';
import { LineSettings } from './LineSettings.tsx';
import { ListPrices } from './ListPrices.tsx';
import { Notices } from './Notices.tsx';

/** F10: what a clerk or technician may set at this desk; each change takes effect at once. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const scanner = useTranslation('scanner').t;
  const handScanner = useTranslation('handScanner').t;
  const records = useTranslation('records').t;
  const open = useDesk((desk) => desk.open);
  const { info, pinnedTrust, settings: store } = useKiosk();
  const settings = useSettings();
  const change = useStore(store, (state) => state.change);
  const trouble = useStore(store, (state) => state.trouble);
  const siteName = useSiteName();
  const deskName = useDeskName();
  return (
    <Modal
      open
      title={t('settings.title')}
      width="50rem"
      footer={<CloseButton onClose={onClose} />}
      onCancel={onClose}
    >
      {trouble !== null && (
        <Alert className={css['trouble'] ?? ''} type="warning" showIcon title={t(`settings.${trouble}`)} />
      )}
      <div className={css['scroll']}>
        <WaitingCardNote />
        <div className={css['form']}>
          <span>{t('settings.desk')}</span>
          <Select
            aria-label={t('settings.desk')}
            value={settings.siteId}
            options={(info.enrolment?.siteIds ?? []).map((siteId) => ({
              value: siteId,
              label: siteName(siteId),
            }))}
            onChange={(siteId) => change({ siteId })}
          />
          <span>{t('settings.language')}</span>
          <Segmented<Settings['language']>
            aria-label={t('settings.language')}
            value={settings.language}
            options={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
            onChange={(language) => change({ language })}
          />
          <span>{t('settings.camera')}</span>
          <div className={css['row']}>
            <CameraSelect value={settings.cameraId} onChange={(cameraId) => change({ cameraId })} />
            <Button onClick={() => open({ kind: 'scanner' })}>{scanner('technician.title')}</Button>
          </div>
          <span>{scanner('size.title')}</span>
          <Segmented<Settings['cameraSize']>
            aria-label={scanner('size.title')}
            value={settings.cameraSize}
            options={(['auto', '720p', '1080p'] as const).map((value) => ({
              value,
              label: scanner(`size.${value}`),
            }))}
            onChange={(cameraSize) => change({ cameraSize })}
          />
          <span>{handScanner('setting')}</span>
          <div className={css['row']}>
            <Button onClick={() => open({ kind: 'hand-scanner' })}>{handScanner('open')}</Button>
          </div>
          <span>{t('settings.sound')}</span>
          <div className={css['row']}>
            <Switch
              aria-label={t('settings.sound')}
              checked={settings.soundOn}
              onChange={(soundOn) => change({ soundOn })}
            />
            <Button onClick={() => playCue('yes', settings.volume)}>{t('settings.tryYes')}</Button>
            <Button onClick={() => playCue('ask', settings.volume)}>{t('settings.tryAsk')}</Button>
            <Button onClick={() => playCue('no', settings.volume)}>{t('settings.tryNo')}</Button>
          </div>
          <span>{t('settings.volume')}</span>
          <Slider
            ariaLabelForHandle={t('settings.volume')}
            min={0}
            max={1}
            step={0.1}
            value={settings.volume}
            tooltip={{ open: false }}
            onChange={(volume) => change({ volume })}
          />
          <span>{t('settings.theme')}</span>
          <Segmented<Settings['theme']>
            aria-label={t('settings.theme')}
            value={settings.theme}
            options={[
              { value: 'light', label: t('settings.light') },
              { value: 'dark', label: t('settings.dark') },
            ]}
            onChange={(theme) => change({ theme })}
          />
          <PrinterSettings />
          <ListPrices />
          <NamesSettings />
          <span>{t('settings.enrolment')}</span>
          <div className={css['row']}>
            <Button onClick={() => open({ kind: 'enrol' })}>{t('enrol.again')}…</Button>
          </div>
          <span>{records('export.setting')}</span>
          <div className={css['row']}>
            <Button onClick={() => open({ kind: 'export' })}>{records('export.open')}</Button>
          </div>
          <LineSettings />
          <CatalogueFacts />
          <TroubleList />
          <span>{t('settings.roots')}</span>
          <RootFingerprints pinnedTrust={pinnedTrust} />
          <span>{t('settings.about')}</span>
          <div className={css['row']}>
            <Notices />
          </div>
        </div>
        <p className={css['note']}>
          {t('settings.kiosk', { name: deskName(info.enrolment?.kioskName ?? '') })} ·{' '}
          {t('settings.version', {
            version: info.appVersion,
            binding: t(`settings.binding.${info.binding}`),
          })}
        </p>
      </div>
    </Modal>
  );
}
