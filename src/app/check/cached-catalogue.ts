import { createListeners } from '../../domain/base/listeners.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import {
  type CatalogueFault,
  type CatalogueReading,
  catalogueReading,
  type TrustedKeys,
} from '../../domain/catalogue/catalogue-file.ts';
import { isNextVersion } from '../../domain/trust/serial-bound.ts';
import {
  isEd25519Signed,
  type KeysInUse,
  readChecked,
  type SignatureCheck,
  withoutDays,
} from '../../domain/trust/signing-key.ts';
import type { CatalogueFilePort, StoreFault } from '../ports.ts';

/** `older`: properly signed, but not newer than what is cached, so that nobody replays yesterday's prices. */
export type CatalogueOffer =
  | { readonly kind: 'adopted'; readonly version: number }
  | { readonly kind: 'older'; readonly version: number }
  /** Signed, and of a version so high that no later one could follow: a slip, or a stolen key. */
  | { readonly kind: 'too-far-ahead'; readonly version: number }
  | { readonly kind: 'unverifiable'; readonly fault: CatalogueFault }
  | { readonly kind: 'store-fault'; readonly fault: StoreFault };

/** The one catalogue that this kiosk decides by. */
export interface CachedCatalogue {
  current(): Catalogue | null;
  /**
   * Reads what is stored, or the shipped one where that is newer; false if neither is signed by a root or
   * a listed key.
   */
  load(): Promise<boolean>;
  /** Takes a file from the district: verified, newer, on disk, and only then in use. */
  offer(file: string): Promise<CatalogueOffer>;
  /** Calls back when another catalogue comes into use; the answer unsubscribes. */
  subscribe(listener: () => void): () => void;
}

/** Holds nothing until `load` or a first `offer`. */
export function createCachedCatalogue(options: {
  readonly file: CatalogueFilePort;
  readonly trusted: TrustedKeys;
  /** The signed file that came with the app: what a kiosk whose cache was thrown away begins with. */
  readonly shipped?: string | null;
  /** The district's keys as they are cached, and today; absent if the roots alone sign. */
  readonly listed?: () => KeysInUse;
  readonly isSigned?: SignatureCheck | undefined;
}): CachedCatalogue {
  const listed = options.listed ?? (() => withoutDays([]));
  const { isSigned = isEd25519Signed } = options;
  const listeners = createListeners();
  let cached: Catalogue | null = null;

  function read(text: string, keys: KeysInUse): Promise<CatalogueReading> {
    return readChecked(catalogueReading(text, options.trusted, keys), isSigned);
  }

  function adopt(catalogue: Catalogue): void {
    cached = catalogue;
    listeners.tell();
  }

  return {
    current: () => cached,
    async load() {
      const texts = new Set(
        [await options.file.read(), options.shipped ?? null].filter((text) => text !== null),
      );
      const readings = await Promise.all(
        // What was taken while its key was in force stays in force.
        [...texts].map((text) => read(text, withoutDays(listed().keys))),
      );
      const [newest] = readings
        .flatMap((reading) => (reading.ok ? [reading.catalogue] : []))
        .filter(({ version }, _, all) => isNextVersion(version, Math.min(...all.map((one) => one.version))))
        .toSorted((left, right) => right.version - left.version);
      if (newest === undefined) return false;
      adopt(newest);
      return true;
    },
    async offer(text) {
      const reading = await read(text, listed());
      if (!reading.ok) return { kind: 'unverifiable', fault: reading.fault };
      const { version } = reading.catalogue;
      if (version <= (cached?.version ?? 0)) return { kind: 'older', version };
      if (!isNextVersion(version, cached?.version ?? 0)) return { kind: 'too-far-ahead', version };
      const fault = await options.file.write(text);
      if (fault !== null) return { kind: 'store-fault', fault };
      adopt(reading.catalogue);
      return { kind: 'adopted', version };
    },
    subscribe: listeners.subscribe,
  };
}
