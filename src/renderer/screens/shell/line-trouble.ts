import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useKiosk } from '../../kiosk-context.ts';
import { type TroubleWord, troubleWordOf } from './trouble-word.ts';

interface LineTroubleView {
  readonly word: TroubleWord;
  readonly words: string;
  /** For the technician. */
  readonly detail: string;
}

/** Why the last sync round failed; null if it did not fail. */
export function useLineTrouble(): LineTroubleView | null {
  const { t } = useTranslation();
  const { syncLoop } = useKiosk();
  const { trouble } = useSyncExternalStore(syncLoop.subscribe, syncLoop.status);
  if (trouble === null) return null;
  const word = troubleWordOf(trouble.kind);
  return { word, words: t(`status.fault.${word}`), detail: trouble.detail };
}

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
