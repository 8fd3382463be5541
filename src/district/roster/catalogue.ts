import { readFile } from 'node:fs/promises';
import { messageOf } from '../../domain/base/message-of.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { readCatalogueFile, TrustedKeys } from '../../domain/catalogue/catalogue-file.ts';
import type { KeysInUse } from '../../domain/trust/signing-key.ts';
import { StartFault } from '../start-fault.ts';

/** A signed catalogue file as text, and the keys that may have signed it. */
export interface CatalogueSource {
  readonly text: string;
  readonly trusted: TrustedKeys;
  /** Listed keys that may have signed it as well; absent if the roots alone may. */
  readonly listed?: KeysInUse;
}

/** The catalogue that this district serves: the file as it is, since its signature is over its content. */
export interface ServedCatalogue {
  readonly text: string;
  readonly catalogue: Catalogue;
}

/** The catalogue and the keys in `resources/`; throws `StartFault`. */
export async function shippedCatalogue(): Promise<CatalogueSource> {
  const resources = new URL('../../../resources/', import.meta.url);
  try {
    const [text, keys] = await Promise.all([
      readFile(new URL('catalogue.json', resources), 'utf8'),
      readFile(new URL('trusted-keys.json', resources), 'utf8'),
    ]);
    return { text, trusted: TrustedKeys.parse(JSON.parse(keys)) };
  } catch (thrown) {
    throw new StartFault('catalogue-refused', `the catalogue cannot be read: ${messageOf(thrown)}`, thrown);
  }
}

/** Verifies the catalogue before the first kiosk may ask for it; throws `StartFault`. */
export function verifyCatalogue(source: CatalogueSource): ServedCatalogue {
  const reading = readCatalogueFile(source.text, source.trusted, source.listed);
  if (!reading.ok) {
    throw new StartFault(
      'catalogue-refused',
      `the catalogue is not to be trusted (${reading.fault.kind}): ${reading.fault.message}`,
    );
  }
  return { text: source.text, catalogue: reading.catalogue };
}
