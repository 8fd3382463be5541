import { gunzipSync } from 'node:zlib';
import { createEnrolmentCode } from '../../district/kiosks/enrolment-code.ts';
import { rollEpoch } from '../../district/kiosks/epoch.ts';
import { revokeKiosk } from '../../district/kiosks/kiosk.ts';
import { createNonces } from '../../district/kiosks/nonces.ts';
import { checkRequest } from '../../district/kiosks/signed-request.ts';
import {
  createMemoryStore,
  type MemorySnapshot,
  type MemoryStore,
} from '../../district/memory/memory-store.ts';
import { allowCard, denyCard } from '../../district/roster/denied.ts';
import { putCards, removeCard } from '../../district/roster/roster.ts';
import type { Services } from '../../district/services.ts';
import { DAY_MS } from '../../domain/base/duration.ts';
import { UUID_PATTERN } from '../../domain/base/id-text.ts';
import { jsonOf } from '../../domain/base/json-text.ts';
import { type WallDate, wallDateOf } from '../../domain/base/wall-time.ts';
import type { CardNumber } from '../../domain/card/card-number.ts';
import type { RosterRecord } from '../../domain/card/roster-record.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import type { DistrictDoor } from '../kiosk/simulated-line.ts';
import { type Random, secretsOf } from '../world/random.ts';
import { answerOfVersion, type DistrictVersion, pathIn } from './district-version.ts';
import { keysAfter } from './simulated-keys.ts';
import { answer, enrolBy, refusal } from './simulated-routes.ts';

/** The reference district's own logic on a store in memory, with a door instead of a port of TCP. */
export interface SimulatedDistrict {
  readonly door: DistrictDoor;
  readonly services: Services;
  /** While it is closed, nothing answers. */
  isClosed: boolean;
  /** The release whose answers it gives. */
  version: DistrictVersion;
  /** A code that a kiosk of these desks may enrol with. */
  enrolmentCode(kioskName: string, siteIds: readonly string[]): Promise<string>;
  putCards(records: readonly RosterRecord[]): Promise<void>;
  removeCard(cardNumber: CardNumber): Promise<void>;
  revokeKiosk(kioskId: string): Promise<void>;
  /** Another key signs from now on; a new list of keys withdraws the old one. */
  rotateKeys(): void;
  backup(): Promise<MemorySnapshot>;
  /** As an administrator does it: the backup comes back, and the district says that it did. */
  restore(backup: MemorySnapshot): Promise<void>;
  /** Puts a card on the list of denied cards, or takes it off. */
  deny(cardNumber: CardNumber, isDenied: boolean): Promise<void>;
  readonly store: MemoryStore;
}

const ENTRIES_ROUTE = new RegExp(`^/v1/journals/${UUID_PATTERN}/entries$`);
const ORIGIN = 'http://district.sim';
export const DISTRICT_URL = ORIGIN;
/** A district may give fewer rows than are asked for: in some runs so few cards and rights come in several pages. */
const PAGE_SIZES = [5, 1_000] as const;

export function simulatedDistrict(parts: {
  readonly random: Random;
  readonly now: () => number;
  readonly catalogue: Catalogue;
  readonly cardRefKeyHex: string;
}): SimulatedDistrict {
  const secrets = secretsOf(parts.random);
  const pageMax = parts.random.pick(PAGE_SIZES);
  const store = createMemoryStore({
    name: '模拟区',
    epoch: secrets.uuid(),
    rolledAt: null,
    cardRefKeyHex: parts.cardRefKeyHex,
    codeSaltHex: '00',
  });
  const now = () => Math.round(parts.now());
  let nonces = createNonces({ secrets, now });
  const ends: WallDate[] = [];
  let keys = keysAfter(ends);
  const services: Services = {
    store,
    catalogue: { text: '', catalogue: parts.catalogue },
    get keys() {
      return keys;
    },
    log: () => {},
    now,
    secrets,
    nonces: {
      issue: (kioskId) => nonces.issue(kioskId),
      spend: (kioskId, nonce) => nonces.spend(kioskId, nonce),
    },
  };
  const district: SimulatedDistrict = {
    services,
    store,
    isClosed: false,
    version: 'same',
    door: async (request) =>
      district.isClosed
        ? { status: 503, text: '' }
        : answerOf(request, services, { pageMax, version: district.version }),
    enrolmentCode: (kioskName, siteIds) => createEnrolmentCode(services, { kioskName, siteIds }),
    putCards: (records) => putCards(store, records),
    removeCard: async (cardNumber) => void (await removeCard(store, cardNumber)),
    revokeKiosk: async (kioskId) => void (await revokeKiosk(services, kioskId)),
    backup: () => store.snapshot(),
    async restore(backup) {
      store.restore(backup);
      // The server was started again, and knows no nonce that it has given.
      nonces = createNonces({ secrets, now });
      await rollEpoch(services);
    },
    rotateKeys() {
      ends.push(wallDateOf(now() - DAY_MS));
      keys = keysAfter(ends);
    },
    async deny(cardNumber, isDenied) {
      if (isDenied) await denyCard(services, { cardNumber, issueSerial: null, status: 'lost' });
      else await allowCard(services, cardNumber);
    },
  };
  return district;
}

async function answerOf(
  request: Parameters<DistrictDoor>[0],
  services: Services,
  { pageMax, version }: { readonly pageMax: number; readonly version: DistrictVersion },
): ReturnType<DistrictDoor> {
  const url = new URL(request.url);
  const body = request.body === null ? undefined : jsonOf(textOf(request.headers, request.body));
  const question = { path: url.pathname, query: url.searchParams, body, pageMax };
  if (question.path === '/v1/enrol') return enrolBy(services, body);
  const { outcome, nextNonce } = await checkRequest(services, {
    method: request.method,
    target: request.target,
    headers: request.headers,
    body: request.body ?? new Uint8Array(),
    isJournal: ENTRIES_ROUTE.test(question.path),
  });
  const answered = outcome.ok
    ? await answer(services, outcome.value, { ...question, path: pathIn(version, question.path) })
    : refusal(outcome.refusal);
  return { ...answerOfVersion(answered, version, url.searchParams.get('cursor')), nextNonce };
}

function textOf(headers: Readonly<Record<string, string>>, body: Uint8Array): string {
  return (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : Buffer.from(body)).toString('utf8');
}
