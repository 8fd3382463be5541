import { useTranslation } from 'react-i18next';
import { useKiosk } from '../kiosk-context.ts';
import css from './trust.module.css';

/** What is wrong with this desk since its start, and what to do: on the idle screen, where it is seen. */
export function DeskTroubles() {
  const { t } = useTranslation('trust');
  const { troubles } = useKiosk();
  return troubles.map((trouble) => (
    <div
      key={trouble.kind}
      className={`${css['trouble']} ${trouble.kind === 'journal-damaged' ? css['red'] : ''}`}
      role="alert"
      data-trouble={trouble.kind}
      title={trouble.detail}
    >
      <strong>{t(`trouble.${trouble.kind}.title`, { seq: 'seq' in trouble ? trouble.seq : 0 })}</strong>
      <span>{t(`trouble.${trouble.kind}.next`)}</span>
    </div>
  ));
}
