import type { HeadRow } from '../database.ts';
import { type Layer, openDirectory } from './roster-layer.ts';
import type { SealedDatabase } from './roster-pointer.ts';
import { importKey, newKeyBytes, seal, unseal } from './roster-seal.ts';

/** The two keys of one generation; `names` is null if they are off. */
export interface GenerationKeys {
  readonly facts: CryptoKey;
  readonly names: CryptoKey | null;
}

/** A generation opened: what is needed to find a card's block in it. */
export interface Generation {
  readonly number: number;
  readonly keys: GenerationKeys;
  /** True if there is a names key and it opens no names here: they came under another one, or never. */
  readonly lacksNames: boolean;
  /** The roster that later changes are applied to. */
  readonly base: Layer;
}

/** New keys for a new generation, and the boxes that keep them: they die with its head. */
export async function newGenerationKeys(
  { rosterKey, namesKey }: SealedDatabase,
  generation: number,
): Promise<{ readonly keys: GenerationKeys } & Pick<HeadRow, 'factsKeyBox' | 'namesKeyBox'>> {
  const factsBytes = newKeyBytes();
  const namesBytes = namesKey && newKeyBytes();
  return {
    keys: {
      facts: await importKey(factsBytes),
      names: namesBytes && (await importKey(namesBytes)),
    },
    factsKeyBox: await seal(rosterKey, { generation, kind: 'facts-key', index: 0 }, factsBytes),
    namesKeyBox:
      namesKey &&
      namesBytes &&
      (await seal(namesKey, { generation, kind: 'names-key', index: 0 }, namesBytes)),
  };
}

/** Opens a generation by its head; null if that cannot be read. */
export async function openGeneration(
  { rosterKey, namesKey }: SealedDatabase,
  head: HeadRow,
): Promise<Generation | null> {
  const place = { generation: head.generation, index: 0 };
  const [factsBytes, namesBytes] = await Promise.all([
    unseal(rosterKey, { ...place, kind: 'facts-key' }, head.factsKeyBox),
    namesKey && head.namesKeyBox && unseal(namesKey, { ...place, kind: 'names-key' }, head.namesKeyBox),
  ]);
  if (factsBytes === null) return null;
  const facts = await importKey(factsBytes);
  const directory = await openDirectory(facts, { ...place, kind: 'directory' }, head.directoryBox);
  return (
    directory && {
      number: head.generation,
      keys: { facts, names: namesBytes && (await importKey(namesBytes)) },
      lacksNames: namesKey !== null && namesBytes === null,
      base: { late: false, from: 0, ...directory },
    }
  );
}
