import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import trustedKeys from '../../resources/trusted-keys.json' with { type: 'json' };
import type { Catalogue } from '../../src/domain/catalogue/catalogue.ts';
import { readCatalogueFile } from '../../src/domain/catalogue/catalogue-file.ts';

/** The catalogue as it is shipped, read through its signature. */
export function shipped(): Catalogue {
  const reading = readCatalogueFile(shippedText(), trustedKeys);
  if (!reading.ok) throw new Error(reading.fault.message);
  return reading.catalogue;
}

export function shippedText(): string {
  return readFileSync(join(import.meta.dirname, '../../resources/catalogue.json'), 'utf8');
}
