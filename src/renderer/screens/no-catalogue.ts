import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../kiosk-context.ts';
import { troubleWordOf } from './trouble-word.ts';

/** What to do where there is no catalogue yet: connect, or compare the roots where what came was not believed. */
export function useNoCatalogueNext(): string {
  const { t } = useTranslation();
  const { syncLoop } = useKiosk();
  const { trouble } = useSyncExternalStore(syncLoop.subscribe, syncLoop.status);
  const word = trouble && troubleWordOf(trouble.kind);
  return t(word === 'lists' || word === 'catalogue' ? 'idle.noCatalogueTrust' : 'idle.noCatalogueNext');
}
