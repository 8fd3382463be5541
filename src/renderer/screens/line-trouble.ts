import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../kiosk-context.ts';
import { troubleWordOf } from './trouble-word.ts';

/** What keeps the last round from being a good one, and the technician's detail; null where nothing does. */
export function useLineTrouble(): { readonly words: string; readonly detail: string } | null {
  const { t } = useTranslation();
  const { syncLoop } = useKiosk();
  const { trouble } = useSyncExternalStore(syncLoop.subscribe, syncLoop.status);
  return trouble && { words: t(`status.fault.${troubleWordOf(trouble.kind)}`), detail: trouble.detail };
}
