import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRun } from '../desk-command.tsx';
import { SoundSwitch, SoundTries, VolumeSlider } from '../dialogs/settings/sound-controls.tsx';
import { useChangeSettings, useDesk, useDeskName, useKiosk, useSettings } from '../kiosk-context.ts';
import { useSiteName } from '../use-catalogue.ts';
import css from './setup.module.css';

/** Asks at which of its sites this kiosk stands. */
export function SiteStep() {
  const { t } = useTranslation('setup');
  const { info } = useKiosk();
  const { siteId } = useSettings();
  const change = useChangeSettings();
  const siteName = useSiteName();
  const deskName = useDeskName();
  return (
    <>
      <p>
        {t('site.enrolled', {
          district: info.enrolment?.districtName ?? '',
          kiosk: deskName(info.enrolment?.kioskName ?? ''),
        })}{' '}
        {t('site.about')}
      </p>
      <div className={css['choices']}>
        {info.enrolment?.siteIds.map((id) => (
          <Button
            key={id}
            size="large"
            aria-pressed={id === siteId}
            type={id === siteId ? 'primary' : 'default'}
            onClick={() => void change({ siteId: id })}
          >
            {siteName(id)}
          </Button>
        ))}
      </div>
    </>
  );
}

/** Lets the clerk hear the three sounds, switch them on or off, and set the volume. */
export function SoundsStep() {
  const { t } = useTranslation('setup');
  const desk = useTranslation().t;
  return (
    <>
      <p>{t('sounds.about')}</p>
      <div className={css['choices']}>
        <SoundTries size="large" />
      </div>
      <div className={css['form']}>
        <span>{desk('settings.sound')}</span>
        <div>
          <SoundSwitch />
        </div>
        <span>{desk('settings.volume')}</span>
        <VolumeSlider />
      </div>
    </>
  );
}

/** Says whether people sign in here, and offers to practise. */
export function SignInStep() {
  const { t } = useTranslation('setup');
  const desk = useTranslation().t;
  const run = useRun();
  const { isRequired, members, session } = useDesk((desk) => desk.staff);
  const isOpen = !isRequired && members.length === 0;
  const practise = () => {
    run('setup-step', { by: 1 });
    run('practice');
  };
  return (
    <>
      <p>{t(isRequired ? 'signIn.required' : 'signIn.none')}</p>
      {isOpen && <p className={css['soft']}>{t('signIn.waiting')}</p>}
      {session !== null && <p>{t('signIn.signedIn', { name: session.member.name })}</p>}
      <div className={css['choices']}>
        {members.length > 0 && session === null && (
          <Button size="large" onClick={() => run('hand-over')}>
            {t('signIn.open')} F7
          </Button>
        )}
      </div>
      <p>{t('practise')}</p>
      <div className={css['choices']}>
        <Button size="large" data-setup-practice onClick={practise}>
          {desk('practice.begin')}
        </Button>
      </div>
    </>
  );
}
