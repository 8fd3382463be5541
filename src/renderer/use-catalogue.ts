import { useSyncExternalStore } from 'react';
import type { Text } from '../domain/base/text.ts';
import type { Catalogue } from '../domain/catalogue/catalogue.ts';
import { useLanguage } from './i18n/use-language.ts';
import { useKiosk } from './kiosk-context.ts';

/** The catalogue in use; null before the first one has arrived. */
export function useCatalogue(): Catalogue | null {
  const { catalogue } = useKiosk();
  return useSyncExternalStore(catalogue.subscribe, catalogue.current);
}

/** Names an item of a site; the id itself where today's catalogue does not have it any longer. */
export function useItemName(): (siteId: string, itemId: string) => Text {
  const catalogue = useCatalogue();
  return (siteId, itemId) =>
    catalogue?.items.find((item) => item.id === itemId && item.siteIds.includes(siteId))?.name ?? {
      zh: itemId,
      en: itemId,
    };
}

/** Names a site in the clerk's language. */
export function useSiteName(): (siteId: string) => string {
  const catalogue = useCatalogue();
  const language = useLanguage();
  return (siteId) => catalogue?.sites.find((site) => site.id === siteId)?.name[language] ?? siteId;
}
