import type { Catalogue } from '../domain/catalogue.ts';
import { type CatalogueFault, readCatalogueFile, type TrustedKeys } from '../domain/catalogue-file.ts';
import type { CatalogueFilePort, StoreFault } from './ports.ts';

/** `older`: properly signed, but not newer than what is held, so that nobody replays yesterday's prices. */
export type CatalogueOffer =
  | { readonly kind: 'adopted'; readonly version: number }
  | { readonly kind: 'older'; readonly version: number }
  | { readonly kind: 'unverifiable'; readonly fault: CatalogueFault }
  | { readonly kind: 'store-fault'; readonly fault: StoreFault };

/** The one catalogue that this kiosk decides by. */
export interface HeldCatalogue {
  current(): Catalogue | null;
  /** Reads what is stored; false where nothing is stored or it is not signed by a trusted key. */
  load(): Promise<boolean>;
  /** Takes a file from the district: verified, newer, on disk, and only then in use. */
  offer(file: string): Promise<CatalogueOffer>;
  /** Calls back when another catalogue comes into use; the answer unsubscribes. */
  subscribe(listener: () => void): () => void;
}

/** Holds nothing until `load` or a first `offer`. */
export function createHeldCatalogue(options: {
  readonly file: CatalogueFilePort;
  readonly trusted: TrustedKeys;
}): HeldCatalogue {
  const listeners = new Set<() => void>();
  let held: Catalogue | null = null;

  function adopt(catalogue: Catalogue): void {
    held = catalogue;
    for (const listener of listeners) listener();
  }

  return {
    current: () => held,
    async load() {
      const text = await options.file.read();
      const reading = text === null ? null : readCatalogueFile(text, options.trusted);
      if (!reading?.ok) return false;
      adopt(reading.catalogue);
      return true;
    },
    async offer(text) {
      const reading = readCatalogueFile(text, options.trusted);
      if (!reading.ok) return { kind: 'unverifiable', fault: reading.fault };
      const { version } = reading.catalogue;
      if (version <= (held?.version ?? 0)) return { kind: 'older', version };
      const fault = await options.file.write(text);
      if (fault !== null) return { kind: 'store-fault', fault };
      adopt(reading.catalogue);
      return { kind: 'adopted', version };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
