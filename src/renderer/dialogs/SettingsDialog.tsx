import { Alert, Button, InputNumber, Modal, Segmented, Select, Slider, Switch } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Rule } from '../../domain/catalogue-rule.ts';
import type { Settings } from '../../host-api/host-api.ts';
import { useDesk, useKiosk, useSettings } from '../kiosk-context.ts';
import { type CameraChoice, listCameras } from '../scanner/camera-devices.ts';
import { playCue } from '../sound.ts';
import { NamesSettings } from '../trust/NamesSettings.tsx';
import { useCatalogue, useSiteName } from '../use-catalogue.ts';
import css from './dialogs.module.css';

const FEN_PER_YUAN = 100;

/** F10: what a clerk or technician may set at this desk; each change holds at once. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const scanner = useTranslation('scanner').t;
  const open = useDesk((desk) => desk.open);
  const { info, settings: store } = useKiosk();
  const settings = useSettings();
  const change = useStore(store, (state) => state.change);
  const isUnsaved = useStore(store, (state) => state.isUnsaved);
  const siteName = useSiteName();
  return (
    <Modal
      open
      title={t('settings.title')}
      width="44rem"
      footer={
        <Button type="primary" onClick={onClose}>
          {t('settings.close')}
        </Button>
      }
      onCancel={onClose}
    >
      {isUnsaved && (
        <Alert className={css['unsaved'] ?? ''} type="warning" showIcon title={t('settings.unsaved')} />
      )}
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
          value={settings.cameraSize}
          options={(['auto', '720p', '1080p'] as const).map((value) => ({
            value,
            label: scanner(`size.${value}`),
          }))}
          onChange={(cameraSize) => change({ cameraSize })}
        />
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
          min={0}
          max={1}
          step={0.1}
          value={settings.volume}
          tooltip={{ open: false }}
          onChange={(volume) => change({ volume })}
        />
        <span>{t('settings.theme')}</span>
        <Segmented<Settings['theme']>
          value={settings.theme}
          options={[
            { value: 'light', label: t('settings.light') },
            { value: 'dark', label: t('settings.dark') },
          ]}
          onChange={(theme) => change({ theme })}
        />
        <ListPrices />
        <NamesSettings />
      </div>
      <p className={css['note']}>
        {t('settings.kiosk', { name: info.enrolment?.kioskName ?? '' })} ·{' '}
        {t('settings.version', { version: info.appVersion, binding: t(`settings.binding.${info.binding}`) })}
      </p>
    </Modal>
  );
}

function CameraSelect(props: {
  readonly value: string | null;
  readonly onChange: (cameraId: string | null) => void;
}) {
  const { t } = useTranslation();
  const scanner = useTranslation('scanner').t;
  const [cameras, setCameras] = useState<readonly CameraChoice[]>([]);
  useEffect(() => {
    const list = () => void listCameras().then(setCameras);
    list();
    // One may be plugged in while somebody looks for it here.
    navigator.mediaDevices?.addEventListener('devicechange', list);
    return () => navigator.mediaDevices?.removeEventListener('devicechange', list);
  }, []);
  const isGone = props.value !== null && cameras.every((camera) => camera.cameraId !== props.value);
  return (
    <Select
      aria-label={t('settings.camera')}
      value={props.value ?? ''}
      options={[
        { value: '', label: t('settings.cameraDefault') },
        ...cameras.map((camera) => ({ value: camera.cameraId, label: camera.label })),
        ...(isGone ? [{ value: props.value ?? '', label: scanner('remembered') }] : []),
      ]}
      onChange={(cameraId) => props.onChange(cameraId === '' ? null : cameraId)}
    />
  );
}

/** A share of a list price that only the venue knows. */
function isListPriceOpen(rule: Rule): boolean {
  return rule.kind === 'price' && rule.listFen === null && rule.card.kind === 'ratio';
}

/** The list prices that the guide leaves to the venue, where this desk has such items. */
function ListPrices() {
  const { t } = useTranslation();
  const { settings: store } = useKiosk();
  const { siteId, listPricesFen, language } = useSettings();
  const change = useStore(store, (state) => state.change);
  const catalogue = useCatalogue();
  const items = (catalogue?.items ?? []).filter(
    (item) => siteId !== null && item.siteIds.includes(siteId) && item.rules.some(isListPriceOpen),
  );
  return items.map((item) => {
    const key = `${siteId}/${item.id}`;
    const fen = listPricesFen[key];
    return (
      <div key={key} className={css['pair']}>
        <span>
          {item.name[language]} {t('settings.listPrices')}
        </span>
        <InputNumber<number>
          min={0}
          precision={2}
          value={fen === undefined ? null : fen / FEN_PER_YUAN}
          onChange={(yuan) => {
            const { [key]: _, ...others } = listPricesFen;
            const set = yuan === null ? others : { ...others, [key]: Math.round(yuan * FEN_PER_YUAN) };
            void change({ listPricesFen: set });
          }}
        />
      </div>
    );
  });
}
