import { useTranslation } from 'react-i18next';
import type { Language } from '../../../domain/base/text.ts';
import type { KioskInfo } from '../../../host-api/kiosk-api.ts';
import type { KioskPinnedTrust } from '../../../host-api/trust-api.ts';
import type { Enrol } from '../../../kiosk/enrol.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useDeskName } from '../../kiosk-context.ts';
import { SetupSteps } from '../../setup/SetupSteps.tsx';
import { Look } from '../../styles/Look.tsx';
import { LineTrustNote } from '../shell/LineTrustNote.tsx';
import { EnrolForm } from './EnrolForm.tsx';
import css from './enrol-screen.module.css';
import { RootFingerprints } from './RootFingerprints.tsx';

/** Each language is named in its own words, so that a person who cannot read the screen finds it. */
const LANGUAGES: readonly { readonly language: Language; readonly name: string }[] = [
  { language: 'zh', name: '中文' },
  { language: 'en', name: 'English' },
];

/**
 * The screen of a kiosk that belongs to no district, or no longer: it says how to enrol, and has the field for the
 * code.
 */
export function EnrolScreen(props: {
  readonly info: Pick<KioskInfo, 'districtUrl' | 'disabled' | 'lineTrust'>;
  readonly pinnedTrust: KioskPinnedTrust;
  readonly onEnrol: Enrol;
  readonly onLanguage: (language: Language) => void;
}) {
  const { t } = useTranslation();
  const current = useLanguage();
  const deskName = useDeskName();
  const { disabled, districtUrl } = props.info;
  return (
    <div className={css['screen']} data-screen={disabled === null ? 'enrol' : 'disabled'}>
      <div className={css['card']}>
        <div className={css['languages']}>
          {LANGUAGES.map(({ language, name }) => (
            <button
              key={language}
              type="button"
              lang={language}
              className={css['language']}
              aria-pressed={language === current}
              onClick={() => props.onLanguage(language)}
            >
              {name}
            </button>
          ))}
        </div>
        {disabled === null && <SetupSteps at="enrolment" />}
        <h1>{t(disabled === null ? 'enrol.title' : 'enrol.disabledTitle')}</h1>
        <p>
          {disabled === null
            ? t('enrol.body')
            : t('enrol.disabledBody', { kiosk: deskName(disabled.kioskName) })}
        </p>
        <Look theme="light">
          <EnrolForm districtUrl={districtUrl} onEnrol={props.onEnrol} />
        </Look>
        <LineTrustNote {...props.info} />
        <RootFingerprints pinnedTrust={props.pinnedTrust} />
      </div>
    </div>
  );
}
