import { jsonOf } from '../../domain/base/json-text.ts';
import { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { CatalogueFile } from '../../domain/catalogue/catalogue-file.ts';
import type { DistrictReads } from '../storage/store.ts';

/** Gives the catalogue of a version; null for one that the district never had. */
export type CatalogueOfVersion = (version: number) => Promise<Catalogue | null>;

/** Each version is read once. What is stored was verified before, and its keys may have ended since. */
export function knownCatalogues(
  reads: Pick<DistrictReads, 'catalogueRow'>,
  current: Catalogue | null,
): CatalogueOfVersion {
  const known = new Map<number, Catalogue | null>();
  if (current !== null) known.set(current.version, current);
  return async (version) => {
    const before = known.get(version);
    if (before !== undefined) return before;
    const row = await reads.catalogueRow(version);
    const read = row === null ? null : catalogueIn(row.text);
    known.set(version, read);
    return read;
  };
}

function catalogueIn(text: string): Catalogue | null {
  const file = CatalogueFile.safeParse(jsonOf(text));
  const catalogue = file.success ? Catalogue.safeParse(file.data.payload) : null;
  return catalogue?.success === true ? catalogue.data : null;
}
