import { gunzipSync } from 'node:zlib';
import type { z } from 'zod';
import { allowCard, denyCard, type ServedList, servedDenyList, servedKeys } from '../../district/denied.ts';
import { enrol } from '../../district/enrolment.ts';
import { createEnrolmentCode } from '../../district/enrolment-code.ts';
import { statusOfKind, wireErrorOf } from '../../district/http/answer.ts';
import { rollEpoch } from '../../district/identity.ts';
import { pushEntries } from '../../district/journal.ts';
import { type Kiosk, revokeKiosk } from '../../district/kiosk.ts';
import { shareLeases } from '../../district/leases.ts';
import {
  createMemoryStore,
  type MemorySnapshot,
  type MemoryStore,
} from '../../district/memory/memory-store.ts';
import { createNonces } from '../../district/nonces.ts';
import type { Outcome, Refusal } from '../../district/refusal.ts';
import { claimRight, readRights } from '../../district/rights.ts';
import { putCards, readRoster, removeCard } from '../../district/roster.ts';
import type { Secrets } from '../../district/secrets.ts';
import type { Services } from '../../district/services.ts';
import { checkRequest, type SignedRequest } from '../../district/signed-request.ts';
import type { CardNumber } from '../../domain/card-number.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { RosterRecord } from '../../domain/roster-record.ts';
import { type WallDate, wallDateOf } from '../../domain/wall-time.ts';
import { EnrolRequest, PushRequest, RosterQuery } from '../../protocol/wire.ts';
import { LeaseRequest, RightClaim, RightsQuery } from '../../protocol/wire-limits.ts';
import { answerOfVersion, type DistrictVersion } from './district-version.ts';
import type { Random } from './random.ts';
import { keysAfter } from './simulated-keys.ts';
import type { DistrictAnswer, DistrictDoor } from './simulated-line.ts';

/** The reference district's own logic on a store in memory, with a door instead of a port of TCP. */
export interface SimulatedDistrict {
  readonly door: DistrictDoor;
  readonly services: Services;
  /** While it is closed, nothing answers. */
  isClosed: boolean;
  /** Of what it answers. */
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

const JOURNAL_ROUTE = /^\/v1\/journals\/([0-9a-f-]{36})\/(entries|leases)$/;
const ENTRIES_ROUTE = /^\/v1\/journals\/[0-9a-f-]{36}\/entries$/;
const DAY_MS = 24 * 60 * 60 * 1_000;
const ORIGIN = 'http://district.sim';
export const DISTRICT_URL = ORIGIN;
/** The simulation is no place for guessing codes: each kiosk comes from an address of its own. */
const ADDRESS = '192.0.2.1';
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
    officeToken: secrets.token(),
  };
  const district: SimulatedDistrict = {
    services,
    store,
    isClosed: false,
    version: 'same',
    door: async (request) => {
      if (district.isClosed) return { status: 503, text: '' };
      const url = new URL(request.url);
      const body = request.body === null ? undefined : jsonOf(textOf(request.headers, request.body));
      const question = { path: url.pathname, query: url.searchParams, body, pageMax };
      if (question.path === '/v1/enrol') return enrolBy(services, body);
      const { outcome, nextNonce } = await checkRequest(services, {
        method: request.method,
        target: `${url.pathname}${url.search}`,
        headers: request.headers,
        body: request.body ?? new Uint8Array(),
        isJournal: ENTRIES_ROUTE.test(question.path),
      });
      const answered = outcome.ok
        ? await answer(services, outcome.value, question)
        : refusal(outcome.refusal);
      return { ...answerOfVersion(answered, district.version), nextNonce };
    },
    enrolmentCode: (kioskName, siteIds) => createEnrolmentCode(services, { kioskName, siteIds }),
    putCards: (records) => putCards(store, records),
    removeCard: async (cardNumber) => void (await removeCard(store, cardNumber)),
    revokeKiosk: async (kioskId) => void (await revokeKiosk(services, kioskId)),
    backup: () => store.snapshot(),
    async restore(backup) {
      store.restore(backup);
      // The server was started anew, and knows no nonce that it has given.
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

interface Question {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** Rows of one page. */
  readonly pageMax: number;
}

async function enrolBy(services: Services, body: unknown): Promise<DistrictAnswer> {
  const request = EnrolRequest.safeParse(body);
  return request.success ? reply(await enrol(services, request.data, ADDRESS)) : badRequest();
}

/** The routes of the district server, as `http/routes.ts` has them. */
async function answer(
  services: Services,
  { kiosk, isRevoked }: SignedRequest,
  { path, query, body, pageMax }: Question,
): Promise<DistrictAnswer> {
  const journal = JOURNAL_ROUTE.exec(path);
  if (journal !== null)
    return answerJournal(
      services,
      { ...kiosk, isRevoked, journalId: journal[1] ?? '', part: journal[2] },
      body,
    );
  switch (path) {
    case '/v1/roster':
      return parsed(RosterQuery, Object.fromEntries(query), async ({ cursor, limit }) =>
        reply(await readRoster(services, { cursor, limit: Math.min(limit, pageMax) })),
      );
    case '/v1/catalogue':
      return stamped(services, { ok: true, value: { version: 1, file: null } }, (value) => value);
    case '/v1/keys':
      return offered(services, query, await servedKeys(services));
    case '/v1/denied':
      return offered(services, query, await servedDenyList(services));
    case '/v1/rights':
      if (body !== undefined) {
        return parsed(RightClaim, body, async (claim) =>
          stamped(services, await claimRight(services, kiosk, claim), (value) => value),
        );
      }
      return parsed(RightsQuery, Object.fromEntries(query), async ({ cursor, limit }) =>
        stamped(
          services,
          await readRights(services, { cursor, limit: Math.min(limit, pageMax) }),
          (value) => value,
        ),
      );
    default:
      return refusal({ kind: 'not-found', message: 'no such route' });
  }
}

async function answerJournal(
  services: Services,
  {
    journalId,
    part,
    isRevoked,
    ...kiosk
  }: Kiosk & {
    readonly journalId: string;
    readonly part: string | undefined;
    readonly isRevoked: boolean;
  },
  body: unknown,
): Promise<DistrictAnswer> {
  if (part === 'leases') {
    return parsed(LeaseRequest, body, async (request) =>
      stamped(services, await shareLeases(services, { ...kiosk, journalId }, request), (value) => value),
    );
  }
  return parsed(PushRequest, body, async ({ entries }) =>
    stamped(
      services,
      await pushEntries(services, { journalId, entries, kioskId: kiosk.kioskId }),
      ({ epoch, acknowledged, taken }) => ({
        epoch,
        acknowledged,
        taken,
        ...(isRevoked ? { revoked: true } : {}),
      }),
    ),
  );
}

function parsed<T extends z.ZodType>(
  schema: T,
  value: unknown,
  work: (value: z.output<T>) => Promise<DistrictAnswer>,
): Promise<DistrictAnswer> {
  const result = schema.safeParse(value);
  return result.success ? work(result.data) : Promise.resolve(badRequest());
}

async function offered(
  services: Services,
  query: URLSearchParams,
  list: ServedList,
): Promise<DistrictAnswer> {
  const { serial, signed } = list;
  const isHeld = serial <= Number(query.get('have'));
  return stamped(services, { ok: true, value: { serial, signed: isHeld ? null : signed } }, (value) => value);
}

async function stamped<T>(
  services: Services,
  outcome: Outcome<T>,
  bodyOf: (value: T) => object,
): Promise<DistrictAnswer> {
  if (!outcome.ok) return refusal(outcome.refusal);
  const { epoch } = await services.store.read((reads) => reads.identity());
  const body = { epoch, serverTimeMs: services.now(), ...bodyOf(outcome.value) };
  return { status: 200, text: JSON.stringify(body) };
}

function reply(outcome: Outcome<unknown>): DistrictAnswer {
  return outcome.ok ? { status: 200, text: JSON.stringify(outcome.value) } : refusal(outcome.refusal);
}

function refusal(refused: Refusal): DistrictAnswer {
  return { status: statusOfKind(refused.kind), text: JSON.stringify(wireErrorOf(refused)) };
}

function badRequest(): DistrictAnswer {
  return refusal({ kind: 'bad-request', message: 'wrong shape' });
}

function textOf(headers: Readonly<Record<string, string>>, body: Uint8Array): string {
  return (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : Buffer.from(body)).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a garbled question
  }
}

function secretsOf(random: Random): Secrets {
  const hex = (bytes: number) => Buffer.from(random.bytes(bytes)).toString('hex');
  return {
    uuid: () => uuidOf(random),
    token: () => hex(32),
    code: (digits) => String(random.below(10 ** digits)).padStart(digits, '0'),
    // A slow hash guards a database that nobody copies here.
    hashOfCode: async (code, salt) => `${salt}/${code}`,
  };
}

/** A version 4 UUID (RFC 9562). */
export function uuidOf(random: Random): string {
  const hex = Buffer.from(random.bytes(16)).toString('hex');
  const variant = '89ab'.charAt(random.below(4));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
