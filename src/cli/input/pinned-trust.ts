import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readCatalogueFile } from '../../domain/catalogue/catalogue-file.ts';
import { keysOf } from '../../domain/trust/key-list.ts';
import { withoutDays } from '../../domain/trust/signing-key.ts';
import type { PinnedTrust } from '../../host-api/trust-api.ts';
import { readText } from '../keys/key-file.ts';
import { CATALOGUE_FILE, LIST_FILE, listIn, rootsIn } from '../keys/key-folder.ts';
import { CommandFault } from './terminal.ts';

/** The development root lies beside the catalogue that it signed. */
export const DEVELOPMENT_ROOTS_FILE = 'trusted-keys.json';

/**
 * The roots of a file, and the list of keys and the catalogue that lie beside it. If a file there is not signed by
 * these roots, it is refused, not left out: somebody meant it to be trusted. Throws `CommandFault`.
 */
export function pinnedTrustIn(rootsFile: string): PinnedTrust {
  const folder = dirname(rootsFile);
  const roots = rootsIn(rootsFile);
  const listFile = join(folder, LIST_FILE);
  const held = existsSync(listFile) ? listIn(listFile, roots) : null;
  const catalogueFile = join(folder, CATALOGUE_FILE);
  const catalogue = existsSync(catalogueFile) ? readText(catalogueFile) : null;
  if (catalogue !== null) {
    const reading = readCatalogueFile(catalogue, roots, withoutDays(held === null ? [] : keysOf(held.list)));
    if (!reading.ok) {
      throw new CommandFault(
        `${catalogueFile} lies beside the roots and is not signed for them: ${reading.fault.kind}: ${reading.fault.message}`,
      );
    }
  }
  return { roots, keyList: held?.signed ?? null, catalogue };
}
