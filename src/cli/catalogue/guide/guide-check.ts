import type { Catalogue, Item } from '../../../domain/catalogue/catalogue.ts';
import type { Guide, Sentence } from './guide-sentences.ts';

/** The item that a sentence names, as `id` or `id@site`; undefined if there is none, or more than one. */
export function itemNamed(name: string, { items }: Pick<Catalogue, 'items'>): Item | undefined {
  const [id, siteId] = name.split('@');
  const named = items.filter(
    (item) => item.id === id && (siteId === undefined || item.siteIds.includes(siteId)),
  );
  return named.length === 1 ? named[0] : undefined;
}

/** What does not fit between the guide and a catalogue, a line each: something is missing on one side. */
export function guideFaults(guide: Guide, catalogue: Catalogue): readonly string[] {
  return [
    ...guide.sentences.flatMap((sentence) => sentenceFaults(sentence, guide, catalogue)),
    ...inventedItems(guide, catalogue),
    ...inventedClauses(guide, catalogue),
    ...inventedCourts(guide, catalogue),
    ...missingExamples(guide, catalogue),
  ];
}

function sentenceFaults(
  { clause, items, state, today }: Sentence,
  { sections }: Guide,
  catalogue: Catalogue,
): readonly string[] {
  return [
    ...(sections.some((section) => isWithin(clause, section.clause))
      ? []
      : [`${clause}: it is in no section`]),
    ...(state !== 'done' && today === '' ? [`${clause}: what is there today is not said`] : []),
    ...items.flatMap((name) => {
      const item = itemNamed(name, catalogue);
      if (item === undefined) return [`${clause}: no one item is called ${name}`];
      const isNamed = clausesOf(item, catalogue).some(
        (own) => isWithin(clause, own) || isWithin(own, clause),
      );
      return isNamed ? [] : [`${clause}: the item ${name} does not name this clause`];
    }),
  ];
}

/** Every item does something that a sentence says. */
function inventedItems({ sentences }: Guide, catalogue: Catalogue): readonly string[] {
  const named = new Set(sentences.flatMap(({ items }) => items.map((name) => itemNamed(name, catalogue))));
  return catalogue.items
    .filter((item) => !named.has(item))
    .map(({ id, siteIds }) => `${id}@${siteIds[0]}: no sentence of the guide names this item`);
}

/** Every clause that the catalogue names has a sentence. */
function inventedClauses({ sentences }: Guide, catalogue: Catalogue): readonly string[] {
  const named = [
    ...catalogue.items.flatMap((item) => clausesOf(item, catalogue)),
    ...catalogue.dayRules.flatMap(({ clauses }) => clauses),
    ...catalogue.readings.map(({ clause }) => clause),
  ];
  return [...new Set(named)]
    .filter((own) => !sentences.some(({ clause }) => isWithin(clause, own)))
    .map((own) => `${own}: no sentence of the guide has this clause`);
}

/** How many courts there are is the guide's number, which is a limit of the item, or an example. */
function inventedCourts({ examples }: Guide, { resources = [], items }: Catalogue): readonly string[] {
  return resources
    .filter(({ id }) => !examples.some((example) => example.id === id))
    .filter(({ siteId, itemIds, count }) =>
      items
        .filter((item) => item.siteIds.includes(siteId) && itemIds.includes(item.id))
        .some(
          ({ limits }) => !limits.some((limit) => limit.kind === 'courts-per-slot' && limit.courts === count),
        ),
    )
    .map(({ id, count }) => `${id}: the guide does not say that there are ${count}`);
}

/** The 事项 of the service hall stand for those that an office sets, and each example is there. */
function missingExamples({ examples }: Guide, { items, resources = [] }: Catalogue): readonly string[] {
  const unmarked = items.filter(
    ({ id, matter }) => matter !== undefined && !examples.some((example) => example.id === id),
  );
  const gone = examples.filter(({ id }) => ![...items, ...resources].some((own) => own.id === id));
  return [
    ...unmarked.map(({ id }) => `${id}: the guide has no such 事项, and it is not marked as an example`),
    ...gone.map(({ id }) => `${id}: the catalogue has no such example`),
  ];
}

/** The clauses that an item names: its own, those of its parts, and those of its sites. */
export function clausesOf(item: Item, { sites }: Pick<Catalogue, 'sites'>): readonly string[] {
  const parts = [...item.rules, ...item.limits, ...item.readings];
  return [
    item.clause,
    ...item.stepClauses,
    ...parts.flatMap((part) => ('clause' in part ? [part.clause] : [])),
    ...sites.filter(({ id }) => item.siteIds.includes(id)).map(({ clause }) => clause),
  ];
}

/** True for a clause and for the clauses below it: 5.4.1 is within 5.4, and 5.41 is not. */
export function isWithin(clause: string, above: string): boolean {
  return clause === above || clause.startsWith(`${above}.`);
}
