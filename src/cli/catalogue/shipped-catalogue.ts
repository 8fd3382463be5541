import { readFileSync } from 'node:fs';
import trustedKeys from '../../../resources/trusted-keys.json' with { type: 'json' };
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { readCatalogueFile } from '../../domain/catalogue/catalogue-file.ts';

/** The catalogue that is shipped with the program. A broken one is a bug of the release. */
export function shippedCatalogue(): Catalogue {
  const file = readFileSync(new URL('../../../resources/catalogue.json', import.meta.url), 'utf8');
  const reading = readCatalogueFile(file, trustedKeys);
  if (!reading.ok) throw new Error(`resources/catalogue.json: ${reading.fault.message}`);
  return reading.catalogue;
}
