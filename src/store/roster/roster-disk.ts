import type { BlockRow } from '../database.ts';
import { type BlockRows, unpackFacts, unpackNames } from './roster-block.ts';
import type { Generation, GenerationKeys } from './roster-generation.ts';
import type { Layer } from './roster-layer.ts';
import { blocksBetween, type SealedDatabase } from './roster-pointer.ts';
import { unseal, unsealDeflated } from './roster-seal.ts';

/** Blocks of a layer, counted within it: from one to before another. */
export interface BlockSpan {
  readonly layer: Layer;
  readonly from: number;
  readonly until: number;
}

/** The rows of some blocks in their order; null if one is missing or cannot be read. */
export async function readBlocks(
  database: SealedDatabase,
  { number: generation, keys }: Generation,
  { layer, from, until }: BlockSpan,
): Promise<readonly BlockRows[] | null> {
  const { dexie, blocks } = database;
  const range = { from: layer.from + from, until: layer.from + until };
  const rowsOf = (kind: BlockRow['kind']) => blocksBetween(database, { generation, kind }, range).toArray();
  // This is one transaction: the facts and the names of a block are both there, even if another write removes blocks
  // meanwhile.
  const [facts, names] = await dexie.transaction('r', [blocks], () =>
    Promise.all([
      rowsOf(layer.late ? 'late-facts' : 'facts'),
      keys.names === null ? [] : rowsOf(layer.late ? 'late-names' : 'names'),
    ]),
  );
  const nameRows = new Map(names.map((row) => [row.index, row]));
  const opened = await Promise.all(facts.map((row) => openBlock(keys, row, nameRows.get(row.index))));
  const whole = opened.filter((block) => block !== null);
  return whole.length === until - from ? whole : null;
}

async function openBlock(
  keys: GenerationKeys,
  facts: BlockRow,
  names: BlockRow | undefined,
): Promise<BlockRows | null> {
  const late = facts.kind === 'late-facts';
  const open = late ? unseal : unsealDeflated;
  const [factsPlain, namesPlain] = await Promise.all([
    open(keys.facts, facts, facts.box),
    keys.names && names && open(keys.names, names, names.box),
  ]);
  const rows = factsPlain && unpackFacts(factsPlain);
  if (rows === null) return null;
  if (keys.names === null) return { ...rows, names: null };
  // Changes that came while the names were locked have none; a generation has those of all blocks or of none.
  if (names === undefined) return late ? { ...rows, names: null } : null;
  const own = namesPlain ? unpackNames(namesPlain, rows) : null;
  return own && { ...rows, names: own };
}
