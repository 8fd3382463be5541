import { shippedText } from './shipped.ts';

/** A part of a catalogue as JSON has it. */
export type Payload = Record<string, unknown>;

interface WholePayload extends Payload {
  sites: Payload[];
  items: Payload[];
  dayRules: Payload[];
  calendar: Payload & { notices: Payload[] };
}

/** The shipped catalogue before it is read, each time a new one. */
export function shippedPayload(): WholePayload {
  return JSON.parse(shippedText()).payload;
}

/** What a newer release does to it, with the parts by their ids. */
export type Change = (parts: {
  readonly payload: WholePayload;
  readonly item: (id: string) => Payload;
  readonly site: (id: string) => Payload;
  readonly dayRule: (id: string) => Payload;
}) => unknown;

export function changed(change: Change): WholePayload {
  const payload = shippedPayload();
  change({
    payload,
    item: (id) => found(payload.items, id),
    site: (id) => found(payload.sites, id),
    dayRule: (id) => found(payload.dayRules, id),
  });
  return payload;
}

function found(list: readonly Payload[], id: string): Payload {
  const part = list.find((one) => one['id'] === id);
  if (part === undefined) throw new Error(`the catalogue has no ${id}`);
  return part;
}

interface Planted {
  readonly payload: WholePayload;
  /** For the message of a failure. */
  readonly what: string;
  /** True for the items that must ask. */
  readonly touches: (site: string, itemId: string) => boolean;
}

const NAMES = ['season', '', '__proto__', 'constructor', 'toString', 'kind2', '\u202eemit', 'x'.repeat(300)];
const VALUES = [1, 'evening', null, true, [], {}, { nested: { deep: [1] } }];
/** Fields of an item whose value may be one that is not known. */
const FIELDS = [
  'workflow',
  'unit',
  'eligible',
  'siteIds',
  'steps',
  'lowValue',
  'clause',
  'finishWithinWorkdays',
  'grid',
];

/** Plants something that this release does not know at a random place. */
export function plantedIn(payload: WholePayload, random: () => number): Planted {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const item = pick(payload.items);
  const site = pick(payload.sites);
  const name = pick(NAMES);
  const value = pick(VALUES);
  const sites = item['siteIds'] as readonly string[];
  const atItem = (at: string, id: string) => id === item['id'] && sites.includes(at);
  const planted = (what: string, touches: Planted['touches']) => ({
    payload,
    what: `${what} ${JSON.stringify(name.slice(0, 20))} ${JSON.stringify(value)}`,
    touches,
  });
  switch (pick(['deep', 'deep', 'value', 'rule', 'site', 'site-kind', 'top', 'new-item'] as const)) {
    case 'deep': {
      const objects = objectsIn(item);
      plant(pick(objects), name, value);
      return planted(`a field in the item ${item['id']}`, atItem);
    }
    case 'value': {
      const field = pick(FIELDS);
      item[field] = { later: true };
      return planted(
        `${field} of the item ${item['id']}`,
        // An item whose sites are not understood may be at any site, even at one where another item has its id.
        field === 'siteIds' ? (_, id) => id === item['id'] || id.startsWith('-again-') : atItem,
      );
    }
    case 'rule': {
      const rule = { kind: 'raffle', id: 'raffle', [name]: value };
      (item[pick(['rules', 'limits'])] as Payload[]).push(rule);
      return planted(`a rule of the item ${item['id']}`, atItem);
    }
    case 'site':
      plant(site, name, value);
      return planted(`a field in the site ${site['id']}`, (at) => at === site['id']);
    case 'site-kind':
      site['kind'] = pick(['planetarium', 7, null, { pool: true }, 'toString']);
      return planted(`the kind of the site ${site['id']}`, (at) => at === site['id']);
    case 'top':
      plant(payload, name, value);
      return planted('a field of the whole', () => false);
    case 'new-item': {
      const later = { ...item, id: 'of-next-year', workflow: pick(['raffle', 7, null, '__proto__']) };
      payload.items.push(later);
      return planted('an item', (_, id) => id === later.id);
    }
  }
}

/** As JSON has it: an assignment to `__proto__` would plant nothing. */
function plant(object: Payload, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

function objectsIn(value: unknown): readonly Payload[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Payload, ...Object.values(value).flatMap(objectsIn)];
}
