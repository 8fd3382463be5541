import { Button, Slider, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useChangeSettings, useSettings } from '../../kiosk-context.ts';
import { playCue } from '../../sound.ts';

export function SoundSwitch() {
  const { t } = useTranslation();
  const { soundOn } = useSettings();
  const change = useChangeSettings();
  return (
    <Switch
      aria-label={t('settings.sound')}
      checked={soundOn}
      onChange={(isOn) => void change({ soundOn: isOn })}
    />
  );
}

/** Buttons that play the three sounds. */
export function SoundTries({ size }: { readonly size?: 'large' }) {
  const { t } = useTranslation();
  const { volume } = useSettings();
  const button = (cue: 'yes' | 'ask' | 'no', words: string) => (
    <Button {...(size && { size })} onClick={() => playCue(cue, volume)}>
      {words}
    </Button>
  );
  return (
    <>
      {button('yes', t('settings.tryYes'))}
      {button('ask', t('settings.tryAsk'))}
      {button('no', t('settings.tryNo'))}
    </>
  );
}

export function VolumeSlider() {
  const { t } = useTranslation();
  const { volume } = useSettings();
  const change = useChangeSettings();
  return (
    <Slider
      ariaLabelForHandle={t('settings.volume')}
      min={0}
      max={1}
      step={0.1}
      value={volume}
      tooltip={{ open: false }}
      onChange={(loud) => void change({ volume: loud })}
    />
  );
}
