import { Button, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../host-api/settings-api.ts';
import { useCommand } from '../../desk-command.tsx';
import { useLanguage } from '../../i18n/use-language.ts';
import { useChangeSettings, useDesk, useKiosk, useSettings, useSwitchLanguage } from '../../kiosk-context.ts';
import '../../scanner/keys/hand-scanner-texts.ts';
import { useSiteName } from '../../use-catalogue.ts';
import css from '../dialogs.module.css';
import { CameraSelect } from '../scanner/CameraSelect.tsx';
import { Practice } from './Practice.tsx';
import { SoundSwitch, SoundTries, VolumeSlider } from './sound-controls.tsx';
import '../scanner/camera-texts.ts';

/** The rows for the site, the language, the set-up and practice. */
export function DeskRows() {
  const { t } = useTranslation();
  const open = useDesk((desk) => desk.open);
  const setup = useCommand('setup');
  const { info } = useKiosk();
  const settings = useSettings();
  const change = useChangeSettings();
  const language = useLanguage();
  const switchLanguage = useSwitchLanguage();
  const siteName = useSiteName();
  return (
    <>
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
        value={language}
        options={[
          { value: 'zh', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
        onChange={(wanted) => void switchLanguage(wanted)}
      />
      <span>{t('settings.enrolment')}</span>
      <div className={css['row']}>
        <Button onClick={() => open({ kind: 'enrol' })}>{t('enrol.again')}…</Button>
        <Button data-command="setup" onClick={setup.press}>
          {setup.label}…
        </Button>
      </div>
      <span>{t('practice.begin')}</span>
      <Practice />
    </>
  );
}

export function CameraRows() {
  const { t } = useTranslation();
  const words = useTranslation('camera').t;
  const open = useDesk((desk) => desk.open);
  const { siteId, cameraId, cameraSize } = useSettings();
  const change = useChangeSettings();
  return (
    <>
      <span>{t('settings.camera')}</span>
      <div className={css['row']}>
        <CameraSelect value={cameraId} onChange={(id) => change({ cameraId: id })} />
        <Button disabled={siteId === null} onClick={() => open({ kind: 'scanner' })}>
          {words('technician.title')}
        </Button>
      </div>
      <span>{words('size.title')}</span>
      <Segmented<Settings['cameraSize']>
        aria-label={words('size.title')}
        value={cameraSize}
        options={(['auto', '720p', '1080p'] as const).map((value) => ({
          value,
          label: words(`size.${value}`),
        }))}
        onChange={(size) => change({ cameraSize: size })}
      />
    </>
  );
}

export function HandScannerRows() {
  const { t } = useTranslation('handScanner');
  const open = useDesk((desk) => desk.open);
  return (
    <>
      <span>{t('setting')}</span>
      <div className={css['row']}>
        <Button onClick={() => open({ kind: 'hand-scanner' })}>{t('open')}</Button>
      </div>
    </>
  );
}

/** The rows for the sounds and for the light or dark theme. */
export function LookRows() {
  const { t } = useTranslation();
  const { theme } = useSettings();
  const change = useChangeSettings();
  return (
    <>
      <span>{t('settings.sound')}</span>
      <div className={css['row']}>
        <SoundSwitch />
        <SoundTries />
      </div>
      <span>{t('settings.volume')}</span>
      <VolumeSlider />
      <span>{t('settings.theme')}</span>
      <Segmented<Settings['theme']>
        aria-label={t('settings.theme')}
        value={theme}
        options={[
          { value: 'light', label: t('settings.light') },
          { value: 'dark', label: t('settings.dark') },
        ]}
        onChange={(next) => change({ theme: next })}
      />
    </>
  );
}
