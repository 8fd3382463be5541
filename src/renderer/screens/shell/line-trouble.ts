import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineTrouble } from '../../../app/sync/line-status.ts';
import { isConnectionFault } from '../../../host-api/connection-words.ts';
import { useKiosk } from '../../kiosk-context.ts';

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

/** What a trouble of the line is called on screen: the keys of `status.fault`. */
export type TroubleWord = ReturnType<typeof troubleWordOf>;

export function troubleWordOf(kind: LineTrouble['kind']) {
  if (isConnectionFault(kind)) return kind;
  switch (kind) {
    case 'unreachable':
    case 'timeout':
    case 'nonsense':
    case 'refused':
    case 'bad-request':
    case 'fork':
    case 'not-enrolled':
    case 'device-revoked':
    case 'too-large':
    case 'revoked-unproved':
    case 'host-fault':
    case 'unexpected':
      return kind;
    case 'not-json':
    case 'bad-shape':
    case 'unknown-key':
    case 'wrong-purpose':
    case 'key-not-in-force':
    case 'unsupported-algorithm':
    case 'bad-signature':
    case 'catalogue-older':
    case 'catalogue-leap':
      return 'catalogue';
    case 'roster-refused':
    case 'roster-older':
      return 'roster';
    case 'keys-refused':
    case 'denied-refused':
    case 'staff-refused':
      return 'lists';
    case 'quota':
    case 'storage':
      return 'storage';
    default:
      return 'other';
  }
}
