import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../../kiosk-context.ts';
import { useLineTrouble } from '../shell/line-trouble.ts';

/** What to do where there is no catalogue yet: connect, or compare the roots where what came was not believed. */
export function useNoCatalogueNext(): string {
  const { t } = useTranslation();
  const { syncLoop } = useKiosk();
  const { line } = useSyncExternalStore(syncLoop.subscribe, syncLoop.status);
  const trouble = useLineTrouble();
  if (trouble?.word === 'lists' || trouble?.word === 'catalogue') return t('idle.noCatalogueTrust');
  return line.kind === 'down' && trouble !== null
    ? t('idle.noCatalogueOffline', { trouble: trouble.words })
    : t('idle.noCatalogueNext');
}
