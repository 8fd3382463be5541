import type { z } from 'zod';
import { Text } from '../base/text.ts';
import { Person } from '../card/family.ts';
import { Item, Reading, Site } from './catalogue.ts';
import { CatalogueId, Clause, isJsonObject } from './catalogue-rule.ts';

type Given = Readonly<Record<string, unknown>>;

/** Stands for a clause that is not understood. */
const NO_CLAUSE = '—';

/** More steps or readings of an item that is not understood are not shown. */
const LIST_MAX = 50;

/**
 * A site that this release does not understand, with what it does: it is shown by its name, and what it offers is asked
 * about. Null if it has no id.
 */
export function standInSite(given: unknown, unread: string): Site | null {
  const site = givenOf(given);
  const id = CatalogueId.safeParse(site['id']);
  if (!id.success) return null;
  const greenChannel = site['greenChannel'];
  return {
    id: id.data,
    name: nameIn(site, { zh: id.data, en: id.data }),
    kind: Site.shape.kind.parse(site['kind']),
    clause: known(Clause, site['clause'], NO_CLAUSE),
    ...(typeof greenChannel === 'boolean' ? { greenChannel } : {}),
    unread,
  };
}

/**
 * An item that this release does not understand, with what can be shown of it. It has no rules and no limits: nothing
 * can be priced by it. If it does not say in known words where it is to be had, every desk asks.
 */
export function standInItem(
  given: unknown,
  {
    unread,
    number,
    siteIds,
  }: { readonly unread: string; readonly number: number; readonly siteIds: readonly string[] },
): Item {
  const item = givenOf(given);
  const { shape } = Item;
  // No id of a catalogue begins like this, so that it is nobody else's.
  const id = known(CatalogueId, item['id'], `-unread-${number}`);
  const words = { zh: `目录第 ${number} 项`, en: `Benefit ${number} of the catalogue` };
  const name = nameIn(item, id.startsWith('-') ? words : { zh: id, en: id });
  const here = listOf(CatalogueId, item['siteIds']);
  const eligible = listOf(Person, item['eligible']);
  return {
    id,
    siteIds: here.length === 0 ? [...siteIds] : here,
    name,
    // One that has no price, no time and no number.
    workflow: known(shape.workflow, item['workflow'], 'service'),
    unit: known(shape.unit, item['unit'], 'service'),
    clause: known(Clause, item['clause'], NO_CLAUSE),
    basis: known(Text, item['basis'], name),
    eligible: eligible.length === 0 ? ['holder'] : eligible,
    lowValue: item['lowValue'] === true,
    steps: listOf(Text, item['steps']),
    stepClauses: listOf(Clause, item['stepClauses']),
    readings: listOf(Reading, item['readings']),
    rules: [],
    limits: [],
    unread,
  };
}

const NOTHING: Given = {};

function givenOf(given: unknown): Given {
  return isJsonObject(given) ? given : NOTHING;
}

function known<T>(schema: z.ZodType<T>, given: unknown, otherwise: T): T {
  const parsed = schema.safeParse(given);
  return parsed.success ? parsed.data : otherwise;
}

function listOf<T>(schema: z.ZodType<T>, given: unknown): T[] {
  if (!Array.isArray(given)) return [];
  return given.slice(0, LIST_MAX).flatMap((one: unknown) => {
    const parsed = schema.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
}

/** The name, be there more in it than the two languages of this release. */
function nameIn(given: Given, otherwise: Text): Text {
  const name = givenOf(given['name']);
  return known(Text, { zh: name['zh'], en: name['en'] }, otherwise);
}
