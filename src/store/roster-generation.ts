import type { BlockRow, HeadRow, RosterPointer } from './database.ts';
import { type BlockRows, unpackFacts, unpackNames } from './roster-block.ts';
import type { BloomFilter } from './roster-bloom.ts';
import { lateBlocks, type SealedDatabase } from './roster-pointer.ts';
import { type Bytes, importKey, newKeyBytes, seal, unseal, unsealDeflated } from './roster-seal.ts';

/** The two keys of one generation; `names` is null where they are off. */
export interface GenerationKeys {
  readonly facts: CryptoKey;
  readonly names: CryptoKey | null;
}

/** A generation opened: what is needed to find a card's block in it. */
export interface Generation {
  readonly number: number;
  readonly keys: GenerationKeys;
  /** True where there is a names key and it opens no names here: they came under another one, or never. */
  readonly lacksNames: boolean;
  /** First half of the hash of each block's first row. */
  readonly firsts: Uint32Array;
  readonly filter: BloomFilter;
}

const COUNT_BYTES = 4;

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

/** Seals where the blocks begin, and the filter. */
export function sealDirectory(
  { facts }: GenerationKeys,
  generation: number,
  { firsts, filter }: Pick<Generation, 'firsts' | 'filter'>,
): Promise<Bytes> {
  const plain = new Uint8Array(COUNT_BYTES + firsts.byteLength + filter.length);
  const view = new DataView(plain.buffer);
  view.setUint32(0, firsts.length);
  for (const [block, first] of firsts.entries()) view.setUint32(COUNT_BYTES * (1 + block), first);
  plain.set(filter, COUNT_BYTES + firsts.byteLength);
  return seal(facts, { generation, kind: 'directory', index: 0 }, plain);
}

/** Opens the generation that a pointer serves; null where its head is missing or cannot be read. */
export async function openGeneration(
  database: SealedDatabase,
  { serving: number }: RosterPointer,
): Promise<Generation | null> {
  const head = await database.heads.get(number);
  if (head === undefined) return null;
  const place = { generation: number, index: 0 };
  const { rosterKey, namesKey } = database;
  const [factsBytes, namesBytes] = await Promise.all([
    unseal(rosterKey, { ...place, kind: 'facts-key' }, head.factsKeyBox),
    namesKey && head.namesKeyBox && unseal(namesKey, { ...place, kind: 'names-key' }, head.namesKeyBox),
  ]);
  if (factsBytes === null) return null;
  const facts = await importKey(factsBytes);
  const plain = await unseal(facts, { ...place, kind: 'directory' }, head.directoryBox);
  if (plain === null) return null;
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength);
  const firsts = new Uint32Array(view.getUint32(0)).map((_, block) =>
    view.getUint32(COUNT_BYTES * (1 + block)),
  );
  return {
    number,
    keys: { facts, names: namesBytes && (await importKey(namesBytes)) },
    lacksNames: namesKey !== null && namesBytes === null,
    firsts,
    filter: plain.subarray(COUNT_BYTES + firsts.byteLength),
  };
}

/** The rows of one block; `missing` where the database has none, null where it cannot be read. */
export async function readBlock(
  { blocks }: SealedDatabase,
  { number: generation, keys }: Generation,
  index: number,
): Promise<BlockRows | 'missing' | null> {
  const [facts, names] = await blocks.bulkGet([
    [generation, 'facts', index],
    [generation, 'names', index],
  ]);
  if (facts === undefined) return 'missing';
  if (names === undefined && keys.names !== null) return null;
  return openBlock(keys, facts, names);
}

/** The blocks of later changes, oldest first; null where one is missing or cannot be read. */
export async function readLateBlocks(
  database: SealedDatabase,
  { number, keys }: Generation,
  range: { readonly from: number; readonly until: number },
): Promise<readonly BlockRows[] | null> {
  if (range.from === range.until) return [];
  const [facts, names] = await Promise.all([
    lateBlocks(database, number, 'late-facts', range).toArray(),
    lateBlocks(database, number, 'late-names', range).toArray(),
  ]);
  const nameRows = new Map(names.map((row) => [row.index, row]));
  const opened = await Promise.all(facts.map((row) => openBlock(keys, row, nameRows.get(row.index))));
  const whole = opened.filter((block) => block !== null);
  return whole.length === range.until - range.from ? whole : null;
}

async function openBlock(
  keys: GenerationKeys,
  factsRow: BlockRow,
  namesRow: BlockRow | undefined,
): Promise<BlockRows | null> {
  const [factsPlain, namesPlain] = await Promise.all([
    unsealDeflated(keys.facts, factsRow, factsRow.box),
    keys.names && namesRow && unsealDeflated(keys.names, namesRow, namesRow.box),
  ]);
  const rows = factsPlain && unpackFacts(factsPlain);
  if (rows === null) return null;
  // Changes that came while the names were locked have none.
  if (keys.names === null || namesRow === undefined) return { ...rows, names: null };
  const names = namesPlain ? unpackNames(namesPlain, rows) : null;
  return names && { ...rows, names };
}
