import { useTranslation } from 'react-i18next';
import { SETUP_STEPS, type SetupStep } from '../../domain/staff/setup-step.ts';
import css from './setup.module.css';
import './texts.ts';

const STEPS = ['language', 'enrolment', ...SETUP_STEPS] as const;

/** Shows how far the set-up is, from the language on. */
export function SetupSteps({ at }: { readonly at: SetupStep | 'enrolment' }) {
  const { t } = useTranslation('setup');
  const place = STEPS.indexOf(at);
  return (
    <ol className={css['steps']} aria-label={t('steps')}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={index === place ? 'step' : undefined}
          data-done={index < place || undefined}
        >
          {index < place && (
            <span>
              ✓<span className="unseen">{t('done')}</span>
            </span>
          )}{' '}
          {t(`step.${step}`)}
        </li>
      ))}
    </ol>
  );
}
