import { useQuery } from '@tanstack/react-query';
import { catalogueInFile } from '../../domain/catalogue/catalogue-file.ts';
import { CatalogueInForce } from '../../protocol/wire-overview.ts';
import { call } from '../api/call.ts';
import { OfficeFault } from '../api/fault.ts';
import { useWords } from '../shell/i18n.ts';

const LONG_MS = 5 * 60_000;
const SITES_NAMED_MAX = 3;
export const CATALOGUE_KEY = ['catalogue'] as const;

/** The catalogue in force. The district has verified it; the console only reads it. */
export function useCatalogue() {
  return useQuery({
    queryKey: CATALOGUE_KEY,
    staleTime: LONG_MS,
    queryFn: async ({ signal }) => {
      const { file } = await call({ path: 'catalogue', reply: CatalogueInForce, signal });
      const catalogue = catalogueInFile(file);
      if (catalogue === null) throw new OfficeFault({ kind: 'strange', message: 'catalogue' });
      return catalogue;
    },
  });
}

/** Names of sites and items for people; the id of what the catalogue does not have. */
export function useNames() {
  const { say, t, listed } = useWords();
  const { data } = useCatalogue();
  const siteName = (id: string) => {
    const site = data?.sites.find((one) => one.id === id);
    return site === undefined ? id : say(site.name);
  };
  /** A few by name; more would fill the page. */
  const siteNames = (ids: readonly string[]) => {
    if (data?.sites.every(({ id }) => ids.includes(id)) === true) return t('shell.allSites');
    const shown = listed(ids.slice(0, SITES_NAMED_MAX).map(siteName));
    return ids.length > SITES_NAMED_MAX ? t('shell.moreSites', { names: shown, count: ids.length }) : shown;
  };
  return {
    sites: data?.sites ?? [],
    items: data?.items ?? [],
    siteName,
    siteNames,
    itemName: (id: string) => {
      const item = data?.items.find((one) => one.id === id);
      return item === undefined ? id : say(item.name);
    },
  };
}
