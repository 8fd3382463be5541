import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { placesNotUnderstood } from '../../domain/catalogue/unread.ts';
import { deskTroubles } from '../../kiosk/window-trouble.ts';
import { useKiosk } from '../kiosk-context.ts';
import { useCatalogue } from '../use-catalogue.ts';
import css from './trust.module.css';

/** What is wrong with this desk, and what to do: on the idle screen, where it is seen. */
export function DeskTroubles() {
  const { t } = useTranslation('trust');
  const { health, counters } = useKiosk();
  const troubles = useSyncExternalStore(health.subscribe, health.troubles);
  const ofCounters = useSyncExternalStore(counters.subscribe, counters.trouble);
  const catalogue = useCatalogue();
  const places = catalogue === null ? [] : placesNotUnderstood(catalogue);
  return deskTroubles(troubles, ofCounters, places).map((trouble) => (
    <div
      key={trouble.kind}
      className={`${css['trouble']} ${trouble.kind === 'journal-damaged' ? css['red'] : ''}`}
      role="alert"
      data-trouble={trouble.kind}
      title={trouble.detail}
    >
      <strong>{t(`trouble.${trouble.kind}.title`, { ...trouble })}</strong>
      <span>{t(`trouble.${trouble.kind}.next`)}</span>
    </div>
  ));
}
