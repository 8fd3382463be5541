import { DAY_MS } from '../../domain/base/duration.ts';
import { dateOfMinute, type WallDate, yearOf } from '../../domain/base/wall-time.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import { type CardRef, cardRefOf } from '../../domain/card/card-ref.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import type { PastUse } from '../../domain/decision/decision.ts';
import type { GivenBody } from '../../domain/journal/entry-body.ts';
import type { JournalStatus } from '../../domain/journal/journal-state.ts';
import type { CardRight } from '../../domain/shared/right.ts';
import { positionOfCursor } from '../../protocol/position-cursor.ts';
import type { SimulatedDistrict } from '../district/simulated-district.ts';
import type { Device } from '../world/device.ts';
import type { Fail } from './invariant.ts';

/** The office gave a holder another card. */
interface Link {
  readonly card: CardRef;
  readonly before: CardRef;
  /** Where the roster was with it. */
  readonly position: number;
}

/** What a kiosk itself knows that a holder had, whichever card it was. */
interface KnownOfHolder {
  readonly uses: readonly PastUse[];
  readonly rights: readonly CardRight[];
}

/** Which cards are one holder's, as the office gave them, counted apart from the district's rows and the kiosks' own. */
export interface Holders {
  replaced(card: CardNumber, before: CardNumber): Promise<void>;
  /** What a backup of the district has. */
  links(): readonly Link[];
  /** The district is as it was, in another epoch. */
  restored(links: readonly Link[]): Promise<void>;
  /** One name for all cards of a holder. */
  nameOf(cardRef: CardRef): string;
  /** A kiosk whose roster has a new card knows which cards it took the place of. */
  check(device: Device): Promise<void>;
  /** `head` is the end of the kiosk's journal, as its window sees it. */
  knownOf(
    device: Device,
    card: CardNumber,
    at: { readonly day: WallDate; readonly head: Pick<JournalStatus, 'journalId' | 'headSeq'> },
  ): Promise<KnownOfHolder>;
  /** A kiosk has sold, though it may have known that nothing was left. */
  sold(device: Device, known: KnownOfHolder, body: GivenBody): void;
  /** In the end the rights of one holder's cards are alike, and every kiosk knows all cards of each holder. */
  judge(devices: readonly Device[]): Promise<void>;
}

/** Uses of one set that lie closer are under one right: its twelve months overlap. */
const SET_DAYS = 300;

export function createHolders({
  fail,
  district,
  catalogue,
  cardRefKeyHex,
}: {
  readonly fail: Fail;
  readonly district: SimulatedDistrict;
  readonly catalogue: Catalogue;
  readonly cardRefKeyHex: string;
}): Holders {
  const byEpoch = new Map<string, readonly Link[]>();
  let current: readonly Link[] = [];
  const epochNow = async () => (await district.store.read((reads) => reads.identity())).epoch;

  /** The links that a kiosk must know by the roster that it serves; null while it is between two epochs. */
  async function linksOf({ cache }: Device): Promise<readonly Link[] | null> {
    const mark = cache.held.mark();
    if (mark === null) return [];
    const cursor = await cache.replacements.cursor();
    if (cursor !== null && positionOfCursor(cursor)?.epoch !== mark.epoch) return null;
    return (byEpoch.get(mark.epoch) ?? []).filter(({ position }) => position <= mark.position);
  }

  return {
    async replaced(card, before) {
      const position = await district.store.read((reads) => reads.rosterHead());
      const [fresh, old] = [card, before].map((one) => cardRefOf(cardRefKeyHex, one)) as [CardRef, CardRef];
      current = [...current, { card: fresh, before: old, position }];
      byEpoch.set(await epochNow(), current);
    },
    links: () => current,
    async restored(links) {
      current = links;
      byEpoch.set(await epochNow(), links);
    },
    nameOf: (cardRef) => nameIn(current, cardRef),
    async check(device) {
      for (const { card, before } of (await linksOf(device)) ?? []) {
        const known = await device.cache.replacements.cardsOf(card);
        if (!known.includes(before))
          fail('holder', `${device.name} has a new card, and not what it replaces`);
      }
    },
    async knownOf(device, number, { day, head }) {
      const { uses, holdings } = device.cache;
      const counted = await uses.state();
      const card = cardRefOf(cardRefKeyHex, number);
      const cards = cardsOf((await linksOf(device)) ?? [], card);
      const rights = (await Promise.all(cards.map((one) => holdings.rightsOf(one)))).flat();
      // A cache without room stays behind the journal, and the window then counts the newest entries in its memory. One
      // of those may void a use that the cache still counts.
      if (counted.journalId !== head.journalId || counted.seq !== head.headSeq) return { uses: [], rights };
      const counters = await Promise.all(cards.map((one) => uses.countersFor([one], device.siteId, day)));
      return { uses: counters.flatMap(({ ofCard }) => ofCard), rights };
    },
    sold({ name }, known, body) {
      const beyond = whatIsBeyond(catalogue, known, body);
      if (beyond !== null) fail('holder', `${name} gave ${body.itemId}, and knew that ${beyond}`);
    },
    async judge(devices) {
      const cards = new Set(current.flatMap(({ card, before }) => [card, before]));
      for (const card of cards) {
        const own = cardsOf(current, card);
        await judgeRights(district, own, fail);
        for (const { name, cache } of devices) {
          const known = await cache.replacements.cardsOf(card);
          const isSame = known.toSorted().join() === own.toSorted().join();
          if (!isSame) fail('holder', `${name} knows ${known.length} of ${own.length} cards of a holder`);
        }
      }
    },
  };
}

/** Each turn adds a card at least, so that their number bounds the loop. */
function cardsOf(links: readonly Link[], card: CardRef): readonly CardRef[] {
  const own = new Set([card]);
  for (let before = 0; before < own.size; ) {
    before = own.size;
    for (const link of links) {
      if (own.has(link.card)) own.add(link.before);
      if (own.has(link.before)) own.add(link.card);
    }
  }
  return [...own];
}

function nameIn(links: readonly Link[], card: CardRef): string {
  return cardsOf(links, card).toSorted().join('=');
}

/** Why the holder could not have any more, by what the kiosk knew; null if they could. */
function whatIsBeyond({ items }: Catalogue, { uses, rights }: KnownOfHolder, body: GivenBody): string | null {
  const { itemId, person, quantity } = body;
  const date = dateOfMinute(body.start);
  const year = yearOf(date);
  const ofRight = rights.filter((right) => right.itemId === itemId && right.year === year);
  if (ofRight.length > 0 && ofRight.every(({ used }) => used)) return 'the right of the year was used';
  const same = uses.filter((use) => use.itemId === itemId);
  for (const limit of items.find(({ id }) => id === itemId)?.limits ?? []) {
    if (limit.kind === 'uses-per-card-and-year') {
      const used = same.filter((use) => yearOf(use.date) === year);
      if (sumOf(used) + quantity > limit.uses) return 'the uses of the year were used up';
    }
    if (limit.kind === 'uses-per-person' && person === 'holder') {
      if (sumOf(same.filter((use) => use.person === person)) + quantity > limit.uses) return 'they had it';
    }
    if (limit.kind === 'one-of-set') {
      const ofSet = uses.filter((use) => limit.itemIds.includes(use.itemId));
      if (ofSet.some((use) => daysBetween(use.date, date) < SET_DAYS)) return 'one of the set runs';
    }
  }
  return null;
}

async function judgeRights(
  { store }: SimulatedDistrict,
  cards: readonly CardRef[],
  fail: Fail,
): Promise<void> {
  const rows = await store.read((reads) => reads.rightsOfCards(cards));
  for (const [key, group] of Map.groupBy(rows, ({ itemId, year }) => `${itemId} ${year}`)) {
    const told = new Set(group.map(({ siteId, usedBy }) => JSON.stringify([siteId, usedBy])));
    if (group.length !== cards.length || told.size !== 1) {
      fail('holder', `${group.length} of ${cards.length} cards of a holder have a right to ${key}`);
    }
  }
}

function sumOf(uses: readonly PastUse[]): number {
  return uses.reduce((sum, { quantity }) => sum + quantity, 0);
}

function daysBetween(one: WallDate, other: WallDate): number {
  return Math.abs(Date.parse(one) - Date.parse(other)) / DAY_MS;
}
