import { randomUUID } from 'node:crypto';
import { pushEntries } from '../../src/district/journal/journal.ts';
import { createNonces } from '../../src/district/kiosks/nonces.ts';
import { shareLeases } from '../../src/district/leases/leases.ts';
import { shippedCatalogue, verifyCatalogue } from '../../src/district/roster/catalogue.ts';
import { developmentKeys } from '../../src/district/roster/keys.ts';
import type { Services } from '../../src/district/services.ts';
import { systemSecrets } from '../../src/district/storage/secrets.ts';
import type { DistrictStore } from '../../src/district/storage/store.ts';
import type { JournalBody, UseBody } from '../../src/domain/journal/entry-body.ts';
import type { JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import type { LeaseReply, LeaseRequest } from '../../src/protocol/wire-limits.ts';
import { aUse, entriesAfter, TEST_KEY } from './test-kiosk.ts';

export const GYM = 'liwan-gymnasium';
export const BADMINTON = 'badminton-free';
/** A Monday: of the slots at the gymnasium only the two free ones. */
const MONDAY_NOON = Date.UTC(2026, 10, 23, 4, 0);
export const MONDAY = '2026-11-23';
const HOSPITAL = 'liwan-central-hospital';
export const HOSPITAL_SITES = [HOSPITAL];
export const POOL = 'xijiao-pool';
export const HALL = 'service-hall';
export const CLUB = 'youth-sports-club';
export const HEALTH_CENTRE = 'community-health-centre';
export const SITES = [GYM, POOL, HOSPITAL, 'liwan-tcm-hospital', HEALTH_CENTRE, 'fangcun-sports-centre'];

const catalogue = verifyCatalogue(await shippedCatalogue());

export interface TestServices extends Services {
  clock: number;
}

export function servicesOn(store: DistrictStore): TestServices {
  const services: TestServices = {
    store,
    catalogue,
    keys: developmentKeys(),
    log: () => {},
    now: () => services.clock,
    secrets: systemSecrets,
    nonces: createNonces({ secrets: systemSecrets, now: () => MONDAY_NOON }),
    clock: MONDAY_NOON,
  };
  return services;
}

type Held = LeaseRequest['held'][number];

/** A kiosk as the district knows it, that keeps its leases as the protocol asks. */
export interface LeasingKiosk {
  readonly kioskId: string;
  readonly journalId: string;
  held: Held[];
  seen: number;
  epoch: string | null;
  readonly entries: JournalEntry[];
  /** One round: asks, and keeps what it holds or is newly granted. */
  ask(change?: Partial<LeaseRequest>): Promise<LeaseReply>;
  /** Drops a lease before it tells, as a recalled one. */
  drop(matches: (lease: Held) => boolean): void;
  courts(itemId?: string, date?: string): number[];
  push(...bodies: JournalBody[]): Promise<readonly { seq: number; kind: string; caseId: string }[]>;
}

export async function newKiosk(services: TestServices, siteIds = SITES): Promise<LeasingKiosk> {
  const [kioskId, journalId] = [randomUUID(), randomUUID()];
  await services.store.transaction(async (writes) => {
    await writes.insertKiosk({
      kioskId,
      name: '前台',
      shortName: null,
      siteIds,
      publicKeyHex: TEST_KEY.publicKeyHex,
      enrolledAt: services.clock,
      revokedAt: null,
      revocationToldAt: null,
    });
    await writes.giveJournal(journalId, kioskId);
  });
  const kiosk: LeasingKiosk = {
    kioskId,
    journalId,
    held: [],
    seen: 0,
    epoch: null,
    entries: [],
    async ask(change = {}) {
      const { held, seen, epoch, entries } = kiosk;
      const request = { siteId: GYM, headSeq: entries.length, epoch, seen, held, wants: [], ...change };
      const outcome = await shareLeases(services, { kioskId, journalId, siteIds }, request);
      if (!outcome.ok) throw new Error(outcome.refusal.message);
      const { value } = outcome;
      const keys = new Set(held.map(keyOf));
      const isSame = epoch === null || epoch === value.epoch;
      kiosk.held = value.leases
        .filter((lease) => keys.has(keyOf(lease)) || (isSame && lease.serial > seen))
        .map(({ recalled: _, ...lease }) => lease);
      kiosk.seen = value.serial;
      kiosk.epoch = value.epoch;
      return { ...value, serverTimeMs: services.clock };
    },
    drop(matches) {
      kiosk.held = kiosk.held.filter((lease) => !matches(lease));
    },
    courts: (itemId = BADMINTON, date = MONDAY) =>
      kiosk.held
        .filter((lease) => lease.itemId === itemId && lease.date === date)
        .map(({ court }) => court)
        .sort(),
    async push(...bodies) {
      const fresh: JournalEntry[] = [];
      for (const body of bodies) {
        const before = kiosk.entries.at(-1) ?? null;
        const siteId = siteOf(body);
        const [entry] = entriesAfter(before, 1, { journalId, kioskId, siteId, body });
        if (entry === undefined) throw new Error('no entry');
        kiosk.entries.push(entry);
        fresh.push(entry);
      }
      const outcome = await pushEntries(services, { journalId, kioskId, entries: fresh });
      if (!outcome.ok) throw new Error(outcome.refusal.message);
      return outcome.value.findings;
    },
  };
  return kiosk;
}

const sites = new Map<string, string>();

/** A use of the check-up at a hospital. */
export function checkUpAt(siteId: string, cardRef: string, start = `${MONDAY}T10:00`): UseBody {
  const body: UseBody = { ...aUse, itemId: 'check-up', cardRef, start, quantity: 1, minutes: null };
  sites.set(`${cardRef}/${start}`, siteId);
  return body;
}

/** Says that the entries of an agreement come from another centre. */
export function centreOf(recordId: string, siteId: string): void {
  sites.set(recordId, siteId);
}

function siteOf(body: JournalBody): string {
  if (body.kind === 'request') return HOSPITAL;
  if (body.kind.startsWith('matter-')) return HALL;
  if (body.kind.startsWith('agreement-')) {
    return ('recordId' in body ? sites.get(body.recordId) : undefined) ?? HEALTH_CENTRE;
  }
  if (body.kind === 'pass-sold' && body.number !== undefined) return CLUB;
  if (body.kind === 'use' && body.itemId === aUse.itemId) return POOL;
  if (body.kind === 'use' && body.itemId.startsWith('family-doctor')) return HEALTH_CENTRE;
  if (body.kind !== 'use' || body.itemId === BADMINTON) return GYM;
  return sites.get(`${body.cardRef}/${body.start}`) ?? GYM;
}

/** A use of a court tonight. */
export function courtUse(courts: number[], change: Partial<UseBody> = {}): UseBody {
  return {
    ...aUse,
    itemId: BADMINTON,
    start: `${MONDAY}T22:00`,
    minutes: 60,
    quantity: courts.length,
    courts,
    ...change,
  };
}

function keyOf({ siteId, itemId, date, court }: Omit<Held, 'serial'>): string {
  return `${siteId}/${itemId}/${date}/${court}`;
}
