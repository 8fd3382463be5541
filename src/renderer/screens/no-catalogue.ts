import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../kiosk-context.ts';
import { useLineTrouble } from './line-trouble.ts';
import { troubleWordOf } from './trouble-word.ts';

/** What to do where there is no catalogue yet: connect, or compare the roots where what came was not believed. */
export function useNoCatalogueNext(): string {
  const { t } = useTranslation();
  const { syncLoop } = useKiosk();
  const { trouble, line } = useSyncExternalStore(syncLoop.subscribe, syncLoop.status);
  const lineTrouble = useLineTrouble();
  const word = trouble && troubleWordOf(trouble.kind);
  if (word === 'lists' || word === 'catalogue') return t('idle.noCatalogueTrust');
  return line.kind === 'down' && lineTrouble !== null
    ? t('idle.noCatalogueOffline', { trouble: lineTrouble.words })
    : t('idle.noCatalogueNext');
}
